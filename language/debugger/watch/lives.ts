// When the activations go on in which watched places lie.
//
// Its beginning is found when a place is first watched. Its end is found when it is needed, by letting the
// program run from the last moment at which it was seen going on until its frame is left.
import type { FrameAddress, Time } from '../../interpreter/recordable';
import type { Control } from '../../history/pace';
import type { Debuggee } from '../debuggee';
import type { Life } from './target';

/** What is known of an activation besides its beginning. */
interface Known {
  /** It goes on at this moment, and at all before it from its beginning on. */
  goesOnAt: Time;
  /** Its first moment no more; Infinity while that is not known. */
  endsAt: Time;
}

export class Lives {
  private readonly known = new Map<Life, Known>();

  constructor(private readonly debuggee: Debuggee) {}

  /** The first moment of the activation that a frame of the present stack belongs to. Comes back to the present. */
  async begin(frame: FrameAddress, name: string): Promise<Life> {
    const { history, machine } = this.debuggee;
    const { now } = history;
    const caller = machine.callerOf(frame);
    const calledAt = caller === 0 ? undefined : machine.safepointOf(caller);
    const functionId = machine.functionOf(frame);
    const found = await history.lastMoment({ frame: frame - 1, before: now });
    await history.goTo(now);
    const born = found.kind === 'found' ? found.time + 1 : 0;
    const life = { frame, function: name, functionId, calledAt, born };
    this.known.set(life, { goesOnAt: now, endsAt: Infinity });
    return life;
  }

  /**
   * The first moment behind the activation, as far as `now`; Infinity if it goes on there. Leaves the machine
   * anywhere. Undefined if it was interrupted.
   */
  async end(life: Life, now: Time, control: Control): Promise<Time | undefined> {
    const known = this.known.get(life) as Known;
    if (known.endsAt <= now) return known.endsAt;
    if (now <= known.goesOnAt) return Infinity;
    const { history } = this.debuggee;
    if (!(await history.goTo(known.goesOnAt, control))) return undefined;
    const steps = now - history.now;
    const end = await history.run({ breakpoints: 'ignore', steps, stopFrame: life.frame - 1 }, control);
    if (end.kind === 'cancelled') return undefined;
    if (end.kind === 'frame') known.endsAt = history.now;
    else known.goesOnAt = now;
    return known.endsAt;
  }

  /** The program was changed at this moment: what is known of later ones is no more. */
  futureChanged(now: Time): void {
    for (const [life, known] of this.known) {
      known.goesOnAt = Math.min(known.goesOnAt, now);
      if (known.endsAt > now) known.endsAt = Infinity;
      // The future in which it began is another one.
      if (now < life.born) known.endsAt = life.born;
    }
  }
}
