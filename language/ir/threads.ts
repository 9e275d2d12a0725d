// How a program starts threads: by calling an external function with the address of the function to begin with.
import type { CallStatement, FunctionId, Program } from './ir';

/** Name of the external function that asks the engine for a thread. Its first argument is a function's address. */
export const SPAWN = '__spawn';

/** Whether a program can have more threads than its first. */
export function startsThreads({ externals }: Pick<Program, 'externals'>): boolean {
  return externals.some(({ name }) => name === SPAWN);
}

/** The function that a thread begins with, if the call starts one. */
export function startedBy(call: CallStatement, { externals }: Program): FunctionId | undefined {
  const { target } = call;
  if (target.kind !== 'external' || externals[target.id]?.name !== SPAWN) return undefined;
  const [entry] = call.arguments;
  return entry?.op === 'function address' ? entry.id : undefined;
}
