// The result of a run as data. What it points at, and what that points at, becomes constant memory with the
// same shape: an array that two slices show is there once, and a list that leads back to itself still does.
//
// First all that can be reached is visited, through its types, and noted as ranges of addresses. Ranges that
// overlap become one block (`regions.ts`). Only then do addresses get their meaning: a place in a block.
import type { Machine } from '../interpreter/machine';
import type { LoweredRun } from '../ir/lower/reachable';
import type { RunOutcome } from '../semantics/evaluator';
import { NONE, type Type } from '../semantics/types';
import { ResultMemory } from './result-memory';
import { Regions } from './regions';
import { readValue } from '../semantics/constant-memory';

/** @param isWritable whether the memory that the result points at may be written to when the program runs */
export function readResult(machine: Machine, run: LoweredRun, type: Type, isWritable: boolean): RunOutcome {
  if (type === NONE) return { kind: 'value', value: undefined };
  const memory = new ResultMemory(machine, run);
  const address = machine.layout.globals + run.resultAt;
  const regions = new Regions(memory, isWritable);
  const problem = regions.visit(type, address);
  if (problem !== undefined) return { kind: 'failed', code: 'E0604', stack: [], ...problem };
  return { kind: 'value', value: readValue(memory, type, address, (at) => regions.addressAt(at)) };
}
