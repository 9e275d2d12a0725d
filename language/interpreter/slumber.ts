// Sleeping: the program waits at its place until a timer of the host's has run out. Like input that has not
// arrived yet, this belongs to the outside world, not to the program's state.

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
/** Timers take no longer ones; a program that sleeps longer is woken, and sleeps on. */
const LONGEST = 2 ** 31 - 1;

export class Slumber {
  private position: number | undefined;
  private milliseconds = 0;

  /** True from when the program was told to wait until the timer has run out. */
  get isLasting(): boolean {
    return this.milliseconds > 0;
  }

  /**
   * Begins, unless it is this one already.
   * @param position in the journal, by which it is known
   * @returns 0 when it is over
   */
  over(position: number, nanoseconds: bigint): number | undefined {
    if (this.position !== position) {
      this.position = position;
      this.milliseconds = Number(nanoseconds / NANOSECONDS_PER_MILLISECOND) + 1;
    }
    if (this.isLasting) return undefined;
    this.position = undefined;
    return 0;
  }

  async wake(): Promise<void> {
    const portion = Math.min(this.milliseconds, LONGEST);
    await new Promise((resolve) => setTimeout(resolve, portion));
    this.milliseconds -= portion;
  }
}
