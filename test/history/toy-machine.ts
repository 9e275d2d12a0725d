// A little machine with a history worth keeping: a deterministic program that calls and returns, scribbles
// over its pages, meets breakpoints, and ends by trap or exit. All its state lies in its memory; where it
// was suspended leaves garbage above the top frame, as in the real one.
import {
  PAGE_SIZE,
  type FrameAddress,
  type Recordable,
  type RunEnd,
  type RunRequest,
} from '../../language/interpreter/recordable';

export interface ToyProgram {
  readonly seed: number;
  /** Pages that the program writes, at random. */
  readonly workingSet: number;
  /** Of 256 steps, so many write. */
  readonly writes: number;
  /** Of 256 steps, so many call or return. */
  readonly calls: number;
  /** The step that ends the program. */
  readonly length?: number;
  readonly ending?: 'trap' | 'exit';
}

/** Word indices in the state page. */
const STATE = { random: 0, top: 1, depth: 2, mixed: 3, outside: 4 };
const FIRST_PAGE = 2;
const STACK_PAGE = 3;
const STACK_PAGES = 4;
const DATA_PAGE = STACK_PAGE + STACK_PAGES;
const DEEPEST = 200;
/** Words of a frame: its caller's address, and one of its own. */
const FRAME_WORDS = 4;

export class ToyMachine implements Recordable {
  readonly memory: Uint8Array;
  readonly firstPage = FIRST_PAGE;
  readonly pageCount: number;
  time = 0;
  lastHit: { time: number } | undefined;
  private lowestFrame: FrameAddress = Infinity;
  readonly lowest = {
    all: (): FrameAddress[] => (this.lowestFrame === Infinity ? [] : [this.lowestFrame]),
    reset: (): void => void (this.lowestFrame = Infinity),
  };
  /** Whether a breakpoint holds: looks at the present state. */
  breakpoint: (machine: ToyMachine) => boolean = () => false;
  /** Steps executed in all, replay included. */
  work = 0;
  private readonly words: Int32Array;
  private readonly dirty = new Set<number>();
  private runs = 0;

  constructor(readonly program: ToyProgram) {
    this.pageCount = DATA_PAGE + program.workingSet;
    this.memory = new Uint8Array(this.pageCount * PAGE_SIZE);
    this.words = new Int32Array(this.memory.buffer);
    this.setState(STATE.random, program.seed | 1);
    this.setState(STATE.top, STACK_PAGE * PAGE_SIZE);
  }

  get topFrame(): FrameAddress {
    return this.state(STATE.top);
  }
  /** A value that depends on all that happened. */
  get mixed(): number {
    return this.state(STATE.mixed);
  }

  run(request: RunRequest): RunEnd {
    this.lastHit = undefined;
    this.touchLowest();
    let cameDown = false;
    for (let done = 0; ; done++) {
      const isHere = request.breakpoints !== 'ignore' && this.breakpoint(this);
      if (isHere && request.breakpoints === 'stop' && done > 0) return this.stop({ kind: 'breakpoint' });
      // Of two reasons it may give either; this one is the harder for who must notice the other.
      if (done === request.steps) return this.stop({ kind: 'steps' });
      if (cameDown) return this.stop({ kind: 'frame' });
      if (isHere && request.breakpoints === 'record') this.lastHit = { time: this.time };
      const top = this.topFrame;
      const end = this.step();
      if (end) return end;
      const { stopFrame } = request;
      cameDown = stopFrame !== undefined && top > stopFrame && this.topFrame <= stopFrame;
    }
  }

  waitForHost(): Promise<void> {
    return Promise.resolve();
  }

  dirtyPages(): number[] {
    return [...this.dirty].sort((a, b) => a - b);
  }
  markClean(): void {
    this.dirty.clear();
  }
  afterRestore(): void {}
  touch(page: number): void {
    this.dirty.add(page);
  }

  /** A change from outside that alters everything that follows. */
  meddle(value: number): void {
    this.setState(STATE.outside, value);
    this.touch(FIRST_PAGE);
  }

  /** A hash of all that is part of the state: not of what lies above the top frame. */
  hash(): number {
    const end = this.topFrame / 4 + FRAME_WORDS;
    let hash = this.time;
    const mix = (from: number, to: number) => {
      for (let i = from; i < to; i++)
        if (this.words[i] !== 0) hash = (Math.imul(hash, 31) + i * 7 + this.words[i]!) | 0;
    };
    mix((FIRST_PAGE * PAGE_SIZE) / 4, end);
    mix((DATA_PAGE * PAGE_SIZE) / 4, this.words.length);
    return hash;
  }

  private step(): RunEnd | undefined {
    this.work++;
    this.time++;
    const random = this.next();
    if (this.time === this.program.length) {
      this.words.fill(-1, (STACK_PAGE * PAGE_SIZE) / 4, (DATA_PAGE * PAGE_SIZE) / 4);
      for (let page = STACK_PAGE; page < DATA_PAGE; page++) this.touch(page);
      return this.program.ending === 'exit'
        ? { kind: 'exit', code: 3 }
        : { kind: 'trap', trap: { kind: 'panic', message: 'the end' } };
    }
    if ((random & 255) < this.program.writes) this.write(random);
    if (((random >>> 8) & 255) < this.program.calls) this.callOrReturn((random >>> 16) & 1);
    this.setState(STATE.mixed, (this.mixed ^ random) + this.topFrame + this.state(STATE.outside));
    return undefined;
  }

  private write(random: number): void {
    const page = DATA_PAGE + ((random >>> 10) % this.program.workingSet);
    this.set((page * PAGE_SIZE) / 4 + ((random >>> 3) & 1023), this.mixed);
  }

  private callOrReturn(isReturn: number): void {
    const depth = this.state(STATE.depth);
    const top = this.topFrame;
    if (isReturn && depth > 0) {
      this.setState(STATE.top, this.words[top / 4]!);
      this.setState(STATE.depth, depth - 1);
      this.touchLowest();
    } else if (depth < DEEPEST) {
      const frame = top + FRAME_WORDS * 4;
      this.set(frame / 4, top);
      this.set(frame / 4 + 1, this.mixed);
      this.setState(STATE.top, frame);
      this.setState(STATE.depth, depth + 1);
    }
  }

  /** Leaves garbage that differs each time, where it does not count. */
  private stop(end: RunEnd): RunEnd {
    this.set(this.topFrame / 4 + FRAME_WORDS + 5, ++this.runs);
    return end;
  }

  private touchLowest(): void {
    this.lowestFrame = Math.min(this.lowestFrame, this.topFrame);
  }
  private next(): number {
    const outside = this.state(STATE.outside);
    const random = (Math.imul(this.state(STATE.random), 1664525) + 1013904223 + outside) | 0;
    this.setState(STATE.random, random);
    return (random ^ (random >>> 15)) >>> 0;
  }
  private state(index: number): number {
    return this.words[(FIRST_PAGE * PAGE_SIZE) / 4 + index]!;
  }
  private setState(index: number, value: number): void {
    this.set((FIRST_PAGE * PAGE_SIZE) / 4 + index, value);
  }
  private set(word: number, value: number): void {
    this.words[word] = value;
    this.dirty.add(word >> 10);
  }
}
