// The machine: a program's memory, its compiled code, and running it for a number of steps.
//
// Everything the program is lies in the memory from `firstPage` on; this object keeps nothing about the
// program but its code. So putting back the pages of an earlier moment, with its time, is to be at that
// moment. How code stops and goes on is told in translate/function.ts, the loop that runs it in
// translate/driver.ts.
import type * as ir from '../ir/ir';
import { FRAME_HEADER, frameLayout } from '../ir/frame-layout';
import { beginCall, takeData } from './added-calls';
import { Additions, type Mark } from './additions';
import { outputOnlyHost, type Host } from './host';
import type { Journal } from './journal';
import { CONTROL, layoutMemory, STATE, type MemoryLayout } from './memory-layout';
import { layOutProgram } from './first-moment';
import { MemoryChecker } from './memory-check/memory-checker';
import { MemoryPool } from './memory-pool';
import { PageTracker } from './page-tracker';
import {
  PAGE_SIZE,
  type FrameAddress,
  type Recordable,
  type RunEnd,
  type RunRequest,
  type Time,
  type Trap,
} from './recordable';
import { Fuel } from './threads/fuel';
import { LowestFrames } from './threads/lowest-frames';
import { deadlockOf } from './threads/deadlock';
import { DEFAULT_SCHEDULE, schedulerOf, setLimits, type Schedule } from './threads/scheduler';
import { stackOf, ThreadList } from './threads/thread-list';
import { DRIVE_END, LOOK, MODE, UNMARKED } from './translate/driver';
import {
  ENGINE_EXPORTS,
  IMPORT_MODULE,
  translateEngine,
  translateProgram,
  type FunctionSites,
} from './translate/module';
import { safepointNumber } from './translate/resume-points';
import { endOfThrown } from './trap';
import { Watches } from './watches';
import { World } from './world';

/** Spare sites for the safepoints of code that the debugger adds. */
const SPARE_SITES = 1024;
/** Most steps given to the engine at once; the fuel is an i32. */
const LONGEST_RUN = 2 ** 29;
/** The driver's reasons that say all there is to say. */
const PLAIN_ENDS = new Map<number, 'steps' | 'breakpoint' | 'frame' | 'wait'>(
  (['steps', 'breakpoint', 'frame', 'wait'] as const).map((kind) => [DRIVE_END[kind], kind]),
);

export interface MachineOptions {
  /** Bytes of memory for the program, stacks included. */
  readonly memoryLimit?: number;
  /** Where to take the memory from; `giveBack` returns it. */
  readonly memories?: MemoryPool;
  /** Whether wrong uses of the heap are found: see memory-check/memory-checker.ts. */
  readonly memoryCheck?: boolean;
  /** How threads take turns. */
  readonly schedule?: Schedule;
}

export class Machine implements Recordable {
  readonly layout: MemoryLayout;
  readonly memory: Uint8Array;
  readonly firstPage: number;
  readonly pageCount: number;
  time: Time = 0;
  readonly threads: ThreadList;
  readonly watches: Watches;
  readonly lowest: LowestFrames;
  /** Ends the machine: its memory goes back to where it came from. Only while nothing has been marked clean. */
  readonly giveBack: () => void;
  private readonly view: DataView;
  private readonly pages: PageTracker;
  private readonly fuel: Fuel;
  private readonly world: World;
  private readonly drive: (look: number) => number;
  private readonly additions: Additions;
  private readonly sites: Map<ir.FunctionId, FunctionSites>;
  /** Of a checked machine. */
  readonly checker: MemoryChecker | undefined;
  private hit: { time: Time } | undefined;
  /** Until then the sections, which were laid out from outside, count as written. */
  private wasMarkedClean = false;

  constructor(
    readonly program: ir.Program,
    host: Host,
    private readonly options: MachineOptions = {},
  ) {
    const { functions, safepoints } = program;
    const sites = safepoints.length;
    this.layout = layoutMemory(program, sites + SPARE_SITES, options.memoryLimit, options.memoryCheck);
    const memory = (options.memories ?? new MemoryPool()).take(this.layout.size);
    this.giveBack = () => options.memories?.give(memory, this.layout.state, this.dirtyPages());
    this.memory = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.watches = new Watches(this.memory, (frame) => this.stackStartOf(frame));
    this.firstPage = this.layout.firstPage;
    this.pageCount = this.layout.pageCount;
    this.pages = new PageTracker(this.layout, memory.buffer);
    this.fuel = new Fuel(this.layout, memory.buffer);
    const { shadow } = this.layout;
    this.checker = shadow && new MemoryChecker(this.layout, shadow, memory.buffer, this.pages, this.fuel);
    const translated = translateProgram(program, this.layout);
    this.sites = new Map(translated.sites);
    this.threads = new ThreadList(this.layout, memory.buffer);
    const { layout, pages, fuel, sites: places } = this;
    this.lowest = new LowestFrames(layout, memory.buffer);
    const scheduler = schedulerOf(program, layout, memory.buffer, pages, fuel, places, this.lowest);
    this.world = new World(layout, pages, host, memory.buffer, this.checker, scheduler);
    const imports: Record<string, unknown> = {
      ...this.world.imports(program.externals),
      memory,
      functions: new WebAssembly.Table({ element: 'anyfunc', initial: functions.length + 1 }),
      resumptions: new WebAssembly.Table({ element: 'anyfunc', initial: functions.length }),
      conditions: new WebAssembly.Table({ element: 'anyfunc', initial: 1 }),
    };
    const engine = instantiate(translateEngine(program, this.layout), imports);
    for (const name of ENGINE_EXPORTS) imports[name] = engine.exports[name];
    this.drive = engine.exports['drive'] as unknown as (look: number) => number;
    instantiate(translated.bytes, imports);
    this.additions = new Additions(program, this.layout, this.memory, imports, sites, this.sites);
    this.begin();
  }

  // --- the state's registers ----------------------------------------------------------------------

  get topFrame(): FrameAddress {
    return this.view.getUint32(this.layout.state + STATE.topFrame, true);
  }

  /** Bytes of the heap that the program has asked for so far, and where it ends. */
  get heapTop(): number {
    return this.layout.base + Number(this.view.getBigInt64(this.layout.state + STATE.span, true));
  }

  /** Whether output is kept from the host; for calls that are to be undone. */
  set keepsOutputBack(keeps: boolean) {
    this.world.keepsOutputBack = keeps;
  }

  get journal(): Journal {
    return this.world.journal;
  }
  set journal(journal: Journal) {
    this.world.journal = journal;
  }
  /** A journal for a branch that begins at the present moment. */
  forkJournal(): Journal {
    return this.world.forkJournal();
  }

  /**
   * A checked machine of the same program at its beginning, for what this one has done so far: it gets its
   * answers from the same journal and asks nobody.
   */
  checkedTwin(): Machine {
    const twin = new Machine(this.program, outputOnlyHost(), { ...this.options, memoryCheck: true });
    twin.world.replay(this.world);
    return twin;
  }

  stackStartOf(frame: FrameAddress): FrameAddress {
    return this.stackOf(frame).start;
  }

  stackOf(frame: FrameAddress): { readonly start: FrameAddress; readonly end: FrameAddress } {
    return stackOf(this.layout, frame);
  }

  // --- frames -------------------------------------------------------------------------------------

  /** Address of the frame's caller, 0 for the last. */
  callerOf(frame: FrameAddress): FrameAddress {
    return this.view.getUint32(frame + FRAME_HEADER.caller, true);
  }

  functionOf(frame: FrameAddress): ir.FunctionId {
    return this.view.getUint32(frame + FRAME_HEADER.function, true);
  }

  /** Address of the frame's memory locals. */
  dataOf(frame: FrameAddress): number {
    return this.view.getUint32(frame + FRAME_HEADER.data, true);
  }

  /** The safepoint at which a frame stands: about to run in the top frame, in a caller the call that is going on. */
  safepointOf(frame: FrameAddress): ir.SafepointId {
    const resume = this.view.getUint32(frame + FRAME_HEADER.resumePoint, true);
    const sites = this.sites.get(this.functionOf(frame));
    return sites?.safepoints[safepointNumber(resume)] as ir.SafepointId;
  }

  // --- running ------------------------------------------------------------------------------------

  run(request: RunRequest): RunEnd {
    this.hit = undefined;
    this.world.conditionTrap = undefined;
    this.additions.applyMarks(request.breakpoints !== 'ignore');
    this.watches.begin();
    const { stopFrame = 0 } = request;
    this.setControl(CONTROL.stopFrame, stopFrame);
    this.setControl(CONTROL.stopLow, this.stackStartOf(stopFrame));
    this.setControl(CONTROL.mode, request.breakpoints === 'record' ? MODE.record : MODE.stop);
    let left = request.steps;
    const look = request.breakpoints === 'record';
    for (;;) {
      const steps = Math.min(left, LONGEST_RUN);
      const end = this.runSteps(steps, look);
      left -= steps;
      if (end.kind !== 'steps' || left === 0) return end;
    }
  }

  /** Why a condition trapped, in the run that ended last; it then counts as true. */
  get conditionTrap(): Trap | undefined {
    return this.world.conditionTrap;
  }

  get lastHit(): { readonly time: Time } | undefined {
    return this.hit;
  }

  waitForHost(): Promise<void> {
    return this.world.whenReadable();
  }

  /** @param look whether the safepoint where the run begins counts as a hit */
  private runSteps(steps: number, look: boolean): RunEnd {
    const start = this.time;
    // The last statement of a slice may have changed something: no mark of the thread that is next tells of that.
    if (look && this.layout.threads && this.watches.take()) this.hit = { time: start };
    this.setControl(CONTROL.lastHitFuel, -1);
    this.setControl(CONTROL.armed, 0);
    const taken = look ? 0 : 1;
    this.fuel.give(start + taken, steps - taken);
    if (look) this.findSite();
    const end = this.driveOn(look);
    const left = this.fuel.left;
    const hitFuel = this.view.getInt32(CONTROL.lastHitFuel, true);
    if (hitFuel >= 0) this.hit = { time: start + steps - hitFuel };
    this.time = start + steps - left;
    return end;
  }

  private driveOn(look: boolean): RunEnd {
    try {
      return this.endOf(this.drive(look ? LOOK.atStart : 0));
    } catch (error) {
      return endOfThrown(error);
    }
  }

  private endOf(reason: number): RunEnd {
    if (reason === DRIVE_END.done)
      return { kind: 'exit', code: this.view.getInt32(CONTROL.results, true) & 0xff, byReturn: true };
    if (reason === DRIVE_END.deadlock) return { kind: 'trap', trap: deadlockOf(this) };
    const kind = PLAIN_ENDS.get(reason);
    return kind ? { kind } : { kind: 'trap', trap: { kind: 'stack', message: 'stack overflow' } };
  }

  // --- dirty pages --------------------------------------------------------------------------------

  dirtyPages(): number[] {
    const more = [this.firstPage];
    if (!this.wasMarkedClean) this.addSections(more);
    this.clearAboveTop();
    const low = this.control(CONTROL.dirtyLow);
    const high = Math.max(this.control(CONTROL.dirtyHigh), this.topFrameEnd());
    for (let page = Math.floor(low / PAGE_SIZE); page * PAGE_SIZE < high; page++) more.push(page);
    return this.pages.writtenAnd(more);
  }

  markClean(): void {
    this.wasMarkedClean = true;
    this.pages.clean();
    this.forgetDirtyFrames();
  }

  afterRestore(): void {
    this.pages.reset();
    this.forgetDirtyFrames();
    this.setControl(CONTROL.pending, 0);
    this.setControl(CONTROL.hostWaits, 0);
    this.setControl(CONTROL.inCondition, 0);
    setLimits(this.layout, this.view);
    this.watches.sync();
  }

  touch(page: number): void {
    this.pages.write(page);
  }

  /** The frames that stand now may be gone at the next checkpoint without ever being spilled again: to be cleared. */
  private forgetDirtyFrames(): void {
    this.setControl(CONTROL.dirtyLow, 0xffff_ffff);
    this.setControl(CONTROL.dirtyHigh, this.topFrameEnd());
  }

  private addSections(pages: number[]): void {
    const { rodata, dataStack, threads } = this.layout;
    if (threads) pages.push(threads.table / PAGE_SIZE); // the first thread's record
    for (let page = rodata / PAGE_SIZE; page < dataStack / PAGE_SIZE; page++) pages.push(page);
  }

  /** Frames that are gone leave bytes that depend on where execution was stopped: no part of the state. */
  private clearAboveTop(): void {
    const end = this.topFrameEnd();
    const high = this.control(CONTROL.dirtyHigh);
    if (high > end) this.memory.fill(0, end, high);
  }

  private topFrameEnd(): number {
    const top = this.topFrame;
    const fn = this.additions.functionOf(this.functionOf(top));
    return top + (fn ? frameLayout(fn).registerSize : 0);
  }

  // --- breakpoints and added code -----------------------------------------------------------------

  /** Replaces all breakpoint marks, and what is asked where slices end. Effective with the next run. */
  setMarks(marks: readonly Mark[], atSliceEnd: readonly ir.Function[] = []): void {
    this.watches.areSought = atSliceEnd.length > 0;
    this.additions.setMarks(marks, atSliceEnd);
  }

  /** An id for a function that is to be added; used again once `removeFunction` has been called. */
  reserveFunction(): ir.FunctionId {
    return this.additions.reserve();
  }

  /** Adds compiled code; its ids come from `reserveFunction`. */
  addFunctions(functions: readonly ir.Function[]): void {
    this.additions.add(functions);
  }

  removeFunction(id: ir.FunctionId): void {
    this.additions.release(id);
  }

  /**
   * Puts a call of an added function on top of the present stack; `run` then runs it, and ends with an
   * `exit` that is `byReturn` when it has returned. To be undone by putting back the memory.
   * @param frame for which it speaks: it sees the context of that one's thread
   * @param values the parameters, all of them 64 bits wide
   */
  beginCall(id: ir.FunctionId, frame: FrameAddress, values: readonly bigint[]): void {
    const fn = this.additions.functionOf(id) as ir.Function;
    const context = this.threads.of(frame)?.context ?? 0;
    beginCall(this.layout, this.memory, this.pages, fn, this.topFrameEnd(), context, values);
  }

  /**
   * Takes fresh bytes from the data stack, for results and texts of added code. To be undone by putting
   * back the memory.
   * @returns their address, a multiple of 16, or undefined when the stack is full
   */
  takeData(bytes: number): number | undefined {
    const address = takeData(this.layout, this.memory, this.pages, bytes);
    if (address !== undefined) this.checker?.written(address, Math.ceil(bytes / 16) * 16);
    return address;
  }

  // --- starting -----------------------------------------------------------------------------------

  /** Lays out the program's initial memory and goes to its first safepoint, which is time 0. */
  private begin(): void {
    const { layout, program, memory } = this;
    layOutProgram(program, layout, memory.buffer, this.options.schedule ?? DEFAULT_SCHEDULE);
    const spare = layout.marks + 4 * program.safepoints.length;
    new Uint32Array(memory.buffer, spare, SPARE_SITES).fill(UNMARKED);
    this.afterRestore();
    this.lowest.reset();
    this.fuel.give(0, 0);
    this.driveOn(false);
  }

  /** After travelling the control block does not know yet at which site the top frame stands. */
  private findSite(): void {
    const frame = this.topFrame;
    const resume = this.view.getUint32(frame + FRAME_HEADER.resumePoint, true);
    const sites = this.sites.get(this.functionOf(frame));
    this.setControl(CONTROL.site, (sites?.firstSite ?? 0) + safepointNumber(resume));
  }

  private control(offset: number): number {
    return this.view.getUint32(offset, true);
  }
  private setControl(offset: number, value: number): void {
    this.view.setUint32(offset, value, true);
  }
}

function instantiate(bytes: Uint8Array, imports: Record<string, unknown>): WebAssembly.Instance {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { [IMPORT_MODULE]: imports });
}
