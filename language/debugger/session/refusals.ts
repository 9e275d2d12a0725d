// Why a request is not done, for the user.
import type { Outcome, Refusal, State } from '../api';

/** What stands against a request, by the state. */
export const WHY_NOT: Readonly<Record<State, string>> = {
  new: 'the program has not been started',
  running: 'the program is running; pause it first',
  ended: 'the program has ended',
  stopped: 'an evaluation is under way',
};

export function refused(message: string): Refusal {
  return { ok: false, message };
}

export function refusedMovement(message: string): Promise<Outcome> {
  return Promise.resolve({ kind: 'refused', message });
}
