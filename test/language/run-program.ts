// Runs a whole program and compares it with what its comments expect. A fixture says, in any line:
//
//   -- expect: text     the next line of standard output, exactly
//   -- trap: message    the program ends with this trap; `…` stands for anything
//   -- exit: code       the exit code, 0 unless said
//   -- stdin: text      a line of standard input
//
// Whatever is printed beyond the expectations, or expected beyond what is printed, fails.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import type { Host } from '../../language/interpreter/host';
import type { Program } from '../../language/ir/ir';
import { Machine } from '../../language/interpreter/machine';
import type { RunEnd } from '../../language/interpreter/recordable';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

/** No program of the tests needs more steps; one that does hangs. */
export const MOST_STEPS = 1_000_000_000;
/** Bytes of memory that it gets. */
const MEMORY = 64 * 2 ** 20;

export interface Expectations {
  readonly stdout: string;
  readonly stdin: string;
  readonly trap?: string;
  readonly exitCode: number;
}

export interface RunResult {
  readonly stdout: string;
  readonly end: RunEnd;
  /** Safepoints executed. */
  readonly steps: number;
}

/** What the comments of a fixture expect. */
export function expectationsOf(text: string): Expectations {
  const all = (kind: string) =>
    [...text.matchAll(new RegExp(`-- ${kind}: ?(.*)$`, 'gm'))].map((match) => match[1] as string);
  const lines = (texts: string[]) => texts.map((line) => `${line}\n`).join('');
  return {
    stdout: lines(all('expect')),
    stdin: lines(all('stdin')),
    trap: all('trap')[0],
    exitCode: Number(all('exit')[0] ?? 0),
  };
}

/** Compiles a program; one with errors fails the test. */
export function compileProgram(path: string, text: string): Program {
  const compiled = compile(new SourceFile(path, text), { loader: FIXTURE_FILES });
  assert.ok(compiled.ok, compiled.diagnostics.map((d) => renderDiagnostic(d)).join('\n'));
  return compiled.program;
}

/** Compiles and runs a program to its end. */
export function runProgram(path: string, text: string, stdin: string | Buffer = ''): RunResult {
  return runCompiled(compileProgram(path, text), stdin);
}

/**
 * Runs a program to its end.
 * @param pattern when given, it is stopped after so many steps, in turns
 */
export function runCompiled(
  program: Program,
  stdin: string | Buffer,
  pattern: readonly number[] = [MOST_STEPS],
): RunResult {
  const output: Uint8Array[] = [];
  const machine = new Machine(program, bufferHost(stdin, output), { memoryLimit: MEMORY });
  let end: RunEnd = { kind: 'steps' };
  for (let slice = 0; end.kind === 'steps' && machine.time < MOST_STEPS; slice++) {
    end = machine.run({ steps: pattern[slice % pattern.length] as number, breakpoints: 'ignore' });
  }
  return { stdout: Buffer.concat(output).toString('utf8'), end, steps: machine.time };
}

/** Runs a fixture and compares everything. */
export function checkProgram(path: string, text: string): void {
  const expected = expectationsOf(text);
  const { stdout, end } = runProgram(path, text, expected.stdin);
  if (expected.trap === undefined) {
    const code = end.kind === 'exit' ? end.code : JSON.stringify(end);
    assert.equal(code, expected.exitCode, stdout);
  } else {
    assert.equal(end.kind, 'trap', `it ended with ${JSON.stringify(end)}`);
    const message = end.kind === 'trap' ? end.trap.message : '';
    assert.match(message, wildcard(expected.trap));
  }
  assert.equal(stdout, expected.stdout);
}

/** The text as a pattern in which `…` stands for anything. */
export function wildcard(text: string): RegExp {
  const escaped = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`);
}

export function bufferHost(stdin: string | Buffer, output: Uint8Array[]): Host {
  let input: Uint8Array = typeof stdin === 'string' ? Buffer.from(stdin) : stdin;
  return {
    write: (_stream, bytes) => output.push(bytes),
    read: (limit) => {
      if (input.length === 0) return 'end';
      const taken = input.slice(0, limit);
      input = input.subarray(limit);
      return taken;
    },
    whenReadable: () => Promise.resolve(),
    now: () => 0n,
    monotonic: () => 0n,
    arguments: [],
  };
}
