// The Ropewalk side of the comparison: compiling and running in this process, with history recorded or not.
import { readFileSync } from 'node:fs';
import { compile } from '../language/compile';
import { History } from '../language/history/history';
import { FixedSpacing, type SpacingPolicy } from '../language/history/spacing';
import type { Host } from '../language/interpreter/host';
import { Machine } from '../language/interpreter/machine';
import type { Schedule } from '../language/interpreter/threads/scheduler';
import type { Program } from '../language/ir/ir';
import { renderDiagnostic } from '../language/syntax/render-diagnostic';
import { SourceFile } from '../language/syntax/source';

export interface FinishedRun {
  readonly output: string;
  /** Safepoints executed. */
  readonly steps: number;
}

/** Compiles a source text, which must be without errors. */
export function compileText(path: string, text: string): Program {
  const compiled = compile(new SourceFile(path, text));
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => renderDiagnostic(d)).join('\n'));
  return compiled.program;
}

export function compileFile(path: string): Program {
  return compileText(path, readFileSync(path, 'utf8'));
}

/** Runs a program to its end with its history recorded, in slices as a debugger does. */
export async function runRecorded(
  program: Program,
  spacing?: SpacingPolicy,
  schedule?: Schedule,
): Promise<FinishedRun> {
  const { machine, output } = prepare(program, false, schedule);
  const history = new History(machine, spacing ? { spacing } : {});
  const end = await history.run({ breakpoints: 'ignore', leaveAtExit: true });
  if (end.kind !== 'exit') throw new Error(`the program did not end well: ${JSON.stringify(end)}`);
  return { output: output(), steps: history.end.time + 1 };
}

/** The same slices without a checkpoint: what recording is compared with. */
export function runSliced(program: Program, schedule?: Schedule): Promise<FinishedRun> {
  return runRecorded(program, new FixedSpacing(Infinity), schedule);
}

/** Runs a program to its end in one go, without history; with the memory check it must find nothing. */
export function runBare(program: Program, memoryCheck = false): FinishedRun {
  const { machine, output } = prepare(program, memoryCheck);
  const end = machine.run({ steps: Number.MAX_SAFE_INTEGER, breakpoints: 'ignore' });
  if (end.kind !== 'exit') throw new Error(`the program did not end well: ${JSON.stringify(end)}`);
  return { output: output(), steps: machine.time };
}

function prepare(
  program: Program,
  memoryCheck = false,
  schedule?: Schedule,
): { machine: Machine; output: () => string } {
  const written: Uint8Array[] = [];
  const host: Host = {
    write: (_stream, bytes) => written.push(bytes),
    read: () => 'end',
    whenReadable: () => Promise.resolve(),
    now: () => 0n,
    monotonic: () => 0n,
    arguments: [],
  };
  const machine = new Machine(program, host, { memoryCheck, schedule });
  return { machine, output: () => Buffer.concat(written).toString('utf8') };
}
