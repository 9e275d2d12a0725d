// Calls of imports that may trap: the time of a trap must be exact, although the fuel lies in a register and a
// run of statements has been counted at once (see runs.ts).
import { CONTROL } from '../memory-layout';
import { FUEL, type FunctionContext } from './context';

/**
 * Writes the fuel where the world outside of compiled code sees it, without what a run has counted ahead: so
 * a trap's time is exact. A condition counts nothing.
 */
export function publishFuel(f: FunctionContext): void {
  if (f.isCondition) return;
  f.code.i32(0).get(FUEL);
  if (f.countedAhead > 0) f.code.i32(f.countedAhead).op('i32.add');
  f.code.access('i32.store', CONTROL.fuel);
}

/** Calls an import that may trap, with what `push` leaves on the stack. */
export function callTrapping(f: FunctionContext, fn: number, push: () => void): void {
  publishFuel(f);
  push();
  f.code.call(fn);
}
