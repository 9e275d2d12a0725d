// The journal: every answer that the outside world gave, in order, so that it is asked only once.
//
// How far a moment has come in the journal is part of the program's state (the state page), so going back
// needs no word to the journal. Output is not kept: the program's own state says how many bytes it has
// written, and only what lies beyond the furthest that ever was is passed on. A branch of history gets
// a journal of its own, which begins with what had happened until then; standard input alone is common to
// all, by position.

/** What a host function gave: a number or bytes. (What `read` gave is how many bytes; they are in the input.) */
export type Answer = number | bigint | Uint8Array;

export class Journal {
  private constructor(
    private readonly answers: Answer[],
    /** Bytes passed on to stdout and stderr so far, on this branch. */
    private readonly passedOn: [number, number],
  ) {}

  static empty(): Journal {
    return new Journal([], [0, 0]);
  }

  /** The answer at a position, if it was given already. */
  replay(position: number): Answer | undefined {
    return this.answers[position];
  }

  /** Keeps the next answer; `position` is the end. */
  record(position: number, answer: Answer): void {
    this.answers[position] = answer;
  }

  /**
   * Tells which part of a write is new.
   * @param stream 1 or 2
   * @param from bytes written to the stream before this write
   * @returns how many of the first bytes were passed on before
   */
  passOn(stream: 1 | 2, from: number, count: number): number {
    const before = this.passedOn[stream - 1] as number;
    this.passedOn[stream - 1] = Math.max(before, from + count);
    return Math.min(Math.max(before - from, 0), count);
  }

  /** The journal of a branch that leaves this one at a moment. */
  fork(position: number, written: readonly [number, number]): Journal {
    return new Journal(this.answers.slice(0, position), [...written]);
  }
}
