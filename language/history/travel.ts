// Going to a moment: the nearest checkpoint before it, what differs copied, the rest run again.
import type { Control, Pace } from './pace';
import type { Time } from '../interpreter/recordable';
import type { Recorder } from './recorder';
import { nextTravelMark, type Occasion } from './spacing';

export class Traveller {
  constructor(
    private readonly recorder: Recorder,
    private readonly pace: Pace,
  ) {}

  /**
   * Goes to a time between 0 and the branch's end. Leaves checkpoints on the last of the way, so that
   * going back from there is cheap. False if it was cancelled: then the machine stands at some moment
   * on the way.
   */
  async goTo(time: Time, control?: Control, occasion: Occasion = 'travelling'): Promise<boolean> {
    const { recorder, pace } = this;
    this.setOut(time);
    const from = recorder.now;
    while (recorder.now < time) {
      if (control?.signal?.aborted) return false;
      const mark = nextTravelMark(recorder.now, time);
      recorder.replay({ steps: mark - recorder.now, breakpoints: 'ignore' }, 'recording');
      if (recorder.now === mark && mark < time) recorder.keepIfDue(occasion);
      if (pace.isSliceOver()) {
        control?.onProgress?.((recorder.now - from) / (time - from));
        await pace.rest();
      }
    }
    return true;
  }

  /** Puts in the nearest moment at hand from which one can run to a time: a checkpoint or the present. */
  private setOut(time: Time): void {
    const { recorder } = this;
    const checkpoint = recorder.timeLine.floor(time);
    const isOnTheWay = recorder.isPresent && recorder.now <= time && recorder.now >= checkpoint.time;
    if (!isOnTheWay) recorder.restore(checkpoint);
  }
}
