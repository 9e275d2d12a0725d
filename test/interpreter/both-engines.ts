// Runs a program on the machine and on the reference and holds one against the other.
import assert from 'node:assert/strict';
import { compile, type Compiled } from '../../language/compile';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import type { RunEnd } from '../../language/interpreter/recordable';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { ReferenceInterpreter } from './reference/interpreter';
import { FIXTURE_FILES } from '../fixture-files';

/** More steps than any program of these tests takes. */
export const MOST_STEPS = 20_000_000;
const MEMORY_LIMIT = 6 << 20;

export type CompiledProgram = Extract<Compiled, { ok: true }>;

export function compileProgram(text: string): CompiledProgram {
  const compiled = compile(new SourceFile('random.rw', text), { loader: FIXTURE_FILES });
  assert.ok(compiled.ok, compiled.diagnostics.map((d) => renderDiagnostic(d)).join('\n'));
  return compiled;
}

export interface MachineRun {
  readonly machine: Machine;
  output(): string;
}

export function startMachine({ program }: CompiledProgram): MachineRun {
  const written: Uint8Array[] = [];
  const host = outputOnlyHost((_stream, bytes) => written.push(bytes));
  const machine = new Machine(program, host, { memoryLimit: MEMORY_LIMIT });
  return { machine, output: () => Buffer.concat(written).toString('latin1') };
}

export interface Outcome {
  readonly output: string;
  readonly end: string;
  readonly steps: number;
}

/** How a run ended, as text. Calls through stray pointers are told in several ways. */
export function describeEnd(end: RunEnd | ReturnType<ReferenceInterpreter['run']>): string {
  if (end.kind === 'exit') return `exit ${end.code}`;
  if (end.kind !== 'trap') return end.kind;
  return end.trap.kind === 'function' ? 'trap: function' : `trap: ${end.trap.kind}: ${end.trap.message}`;
}

/** Runs to the end in strides of the lengths that `stride` gives. */
export function runMachine(run: MachineRun, stride: () => number): Outcome {
  const { machine } = run;
  for (;;) {
    const end = machine.run({ steps: stride(), breakpoints: 'ignore' });
    if (end.kind === 'steps' && machine.time < MOST_STEPS) continue;
    return { output: run.output(), end: describeEnd(end), steps: machine.time };
  }
}

/** Fails unless both engines do the same; gives what they did. */
export function compareEngines(text: string): Outcome {
  const compiled = compileProgram(text);
  const run = startMachine(compiled);
  const found = runMachine(run, () => MOST_STEPS);
  const reference = new ReferenceInterpreter(compiled.program, run.machine.layout, { until: MOST_STEPS });
  const end = reference.run();
  const expected = {
    output: reference.output.toString('latin1'),
    end: describeEnd(end),
    steps: reference.time,
  };
  assert.deepEqual(found, expected);
  if (end.kind === 'exit' && !reference.memory.hasStoredNan) compareMemory(run.machine, reference);
  return found;
}

/** All that the program can point at. */
export function compareMemory(machine: Machine, reference: ReferenceInterpreter): void {
  const { base } = machine.layout;
  const end = reference.memory.top;
  assert.equal(machine.heapTop, end);
  const found = Buffer.from(machine.memory.subarray(base, end));
  const expected = Buffer.from(reference.memory.bytes.subarray(base, end));
  if (found.equals(expected)) return;
  const at = found.findIndex((byte, i) => byte !== expected[i]);
  assert.fail(`memory differs at ${base + at}: ${found[at]} instead of ${expected[at]}`);
}
