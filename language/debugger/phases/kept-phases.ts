// What is kept of the phases that a session has left: a memory and a history each, of the nearest ones. All
// histories together stay inside one budget. The others keep at most half of it, in equal shares, and the phase
// where the session stands has all that they leave: only there anything is recorded.
import type { Phase } from './phase';

/** Phases that are kept when they have been left. */
const MOST_OPEN = 6;
/** What their histories may hold together, of the whole budget. */
const SHARE_OF_OTHERS = 1 / 2;

/**
 * Lets go of the phases that are furthest away: of more than are kept, or have room for their histories.
 * @param at index of the phase where the session stands, which is open
 * @param isPinned whether a phase cannot be run again to be what it is
 */
export function keepNearest(
  phases: readonly Phase[],
  at: number,
  isPinned: (phase: Phase) => boolean,
  historyBudget: number,
): void {
  const distance = (phase: Phase): number => Math.abs(phases.indexOf(phase) - at);
  const current = phases[at] as Phase;
  const left = phases
    .filter((phase) => phase.debugger && phase !== current && !isPinned(phase))
    .sort((a, b) => distance(b) - distance(a));
  for (const phase of left.splice(0, Math.max(0, left.length - MOST_OPEN))) phase.close();
  while (!shareHistory(historyBudget, phases, current) && left.length > 0) left.shift()?.close();
}

/**
 * Limits the histories of the open phases. False if the others hold more than they should: what cannot be had by
 * replay is never let go of.
 */
function shareHistory(budgetBytes: number, phases: readonly Phase[], current: Phase): boolean {
  const others = phases.flatMap((phase) => (phase === current ? [] : (phase.debugger ?? [])));
  for (const other of others) other.limitHistory((budgetBytes * SHARE_OF_OTHERS) / others.length);
  const held = others.reduce((sum, other) => sum + other.history().heldBytes, 0);
  current.debugger?.limitHistory(Math.max(budgetBytes - held, 0));
  return held <= budgetBytes * SHARE_OF_OTHERS;
}
