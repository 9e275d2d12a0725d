// The histories of all phases as the one of the session.
import type * as api from '../api';
import type { Phase } from './phase';

/** @param reached index of the furthest phase that the session has come to */
export function newestTime(phases: readonly Phase[], reached: number): api.Time {
  const furthest = phases[reached] as Phase;
  return furthest.offset + (furthest.debugger?.history().end ?? furthest.lastKnown);
}

/** @param here the phase where the session stands, which is open at all times */
export function sessionHistory(
  phases: readonly Phase[],
  here: Phase,
  reached: number,
  budgetBytes: number,
): api.HistoryInfo {
  const open = phases.flatMap((phase) => phase.debugger?.history() ?? []);
  const sum = (part: (one: api.HistoryInfo) => number): number =>
    open.reduce((total, one) => total + part(one), 0);
  return {
    start: (phases[0] as Phase).first,
    end: newestTime(phases, reached),
    now: here.offset + (here.debugger?.history().now ?? 0),
    heldBytes: sum((one) => one.heldBytes),
    budgetBytes,
    checkpoints: sum((one) => one.checkpoints),
  };
}
