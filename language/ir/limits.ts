// How large a program may be for the engines that run it.
import type { Diagnostics } from '../syntax/diagnostic';
import type { FunctionId, Program } from './ir';

/**
 * Safepoints of one function: V8 takes at most 7.6 MB of code for one WebAssembly function, and a safepoint with
 * its call and both ways of passing it comes to some 250 bytes.
 */
const MOST_SAFEPOINTS = 20_000;

/** Codes of these diagnostics, each with an example that produces it. */
export const LIMIT_CODES = {
  E0401: {
    title: 'Function too long',
    example: `fn f() {} fn main() { ${'f(); '.repeat(MOST_SAFEPOINTS)} }`,
  },
} as const;

/** Reports what is correct but too large. */
export function checkLimits(program: Program, diagnostics: Diagnostics): void {
  const counts = new Map<FunctionId, number>();
  for (const { function: id } of program.safepoints) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [id, count] of counts) {
    const fn = program.functions[id];
    if (!fn || count <= MOST_SAFEPOINTS) continue;
    const message = `\`${fn.name}\` is too long: it has ${count} statements and calls, and may have ${MOST_SAFEPOINTS}`;
    diagnostics.error('E0401', fn.span, message, [], 'split it into several functions');
  }
}
