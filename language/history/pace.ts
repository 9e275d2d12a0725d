// How long work goes on before it looks up: strides of about a millisecond, between which decisions are
// taken, and slices of about ten, after which other events get their turn.
import { aTurn } from '../syntax/turn';

export interface PaceOptions {
  /** Milliseconds of some clock. */
  readonly clock?: () => number;
  /** Settles after other events have had their turn. */
  readonly yieldNow?: () => Promise<void>;
}

/** How a movement is watched and interrupted from outside. */
export interface Control {
  readonly signal?: AbortSignal;
  /** From 0 to 1, about once each slice. */
  onProgress?(fraction: number): void;
}

const STRIDE_MILLISECONDS = 1;
const SLICE_MILLISECONDS = 10;
const FIRST_STRIDE = 1000;
/** What the machine counts its steps in: 31 bits. */
const LONGEST_STRIDE = 2 ** 30;

export class Pace {
  readonly clock: () => number;
  private readonly yieldNow: () => Promise<void>;
  private stride = FIRST_STRIDE;
  private sliceStart = 0;

  constructor(options: PaceOptions = {}) {
    this.clock = options.clock ?? (() => performance.now());
    this.yieldNow = options.yieldNow ?? aTurn;
  }

  /** Steps that take about a stride's time. */
  get strideSteps(): number {
    return this.stride;
  }

  /** Learns from a run of that many steps. */
  ran(steps: number, milliseconds: number): void {
    const isTooShortToTell = steps < this.stride / 2 && milliseconds < STRIDE_MILLISECONDS;
    if (isTooShortToTell || steps === 0) return;
    const factor = Math.min(Math.max(STRIDE_MILLISECONDS / Math.max(milliseconds, 1e-3), 1 / 4), 4);
    this.stride = Math.max(1, Math.min(Math.floor(steps * factor), LONGEST_STRIDE));
  }

  begin(): void {
    this.sliceStart = this.clock();
  }

  /** To be asked between strides: gives other events their turn if the slice is over. */
  isSliceOver(): boolean {
    return this.clock() - this.sliceStart >= SLICE_MILLISECONDS;
  }

  async rest(): Promise<void> {
    await this.yieldNow();
    this.begin();
  }
}
