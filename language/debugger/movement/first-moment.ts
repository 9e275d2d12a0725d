// The first and the last moment that users are shown: what the compiler made itself to call `main` is
// before the one and behind the other.
import type { Time } from '../../interpreter/recordable';
import type { Debuggee } from '../debuggee';
import { Moments } from './moments';

/** Goes to the first statement moment of the user's code; stays at the start if the program never gets there. */
export async function goToFirst(debuggee: Debuggee): Promise<Time> {
  const { history } = debuggee;
  const moments = new Moments(debuggee, false);
  await history.goTo(0);
  while (!moments.isStatement(moments.here)) {
    const end = await history.run({ breakpoints: 'ignore', steps: 1 });
    if (end.kind === 'steps') continue;
    await history.goTo(0);
    break;
  }
  return history.now;
}

/** Goes to the last moment in the user's code at or before the present one: the end of `main`, mostly. */
export async function goToLast(debuggee: Debuggee): Promise<void> {
  const { history } = debuggee;
  const moments = new Moments(debuggee, false);
  const accept = (): boolean => moments.isOwn(moments.here.safepoint.function);
  if (accept()) return;
  const found = await history.lastMoment({ frame: Infinity, before: history.now, accept });
  if (found.kind === 'found') await history.goTo(found.time);
}
