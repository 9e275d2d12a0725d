// How many steps the engine is given: no more than the running thread's slice has left, the rest afterwards.
//
// A slice ends at a time, which is part of the state: so it ends there however often execution was stopped
// on the way. The driver, compiled code, does the same arithmetic when it changes threads (translate/switch.ts).
import { CONTROL, STATE, type MemoryLayout } from '../memory-layout';
import type { Time } from '../recordable';

export class Fuel {
  private readonly view: DataView;

  constructor(
    private readonly layout: MemoryLayout,
    memory: ArrayBuffer,
  ) {
    this.view = new DataView(memory);
  }

  /** Gives `steps`, of which the first is taken at `now`; what was given before is void. */
  give(now: Time, steps: number): void {
    const slice = Math.max(this.view.getFloat64(this.layout.state + STATE.sliceEnd, true) - now, 0);
    const fuel = Math.min(steps, slice);
    this.view.setInt32(this.fuelWord, fuel, true);
    this.view.setInt32(CONTROL.beyond, steps - fuel, true);
    this.view.setFloat64(CONTROL.deadline, now + steps, true);
  }

  /** What is left of what was given. */
  get left(): number {
    return this.view.getInt32(this.fuelWord, true) + this.view.getInt32(CONTROL.beyond, true);
  }

  /** While a statement is under way: the moment behind it. */
  get nextMoment(): Time {
    return this.view.getFloat64(CONTROL.deadline, true) - this.left;
  }

  /** While a statement is under way: the slice ends so many steps behind it. Infinity for no end. */
  endSliceAfter(steps: number): void {
    const next = this.nextMoment;
    this.view.setFloat64(this.layout.state + STATE.sliceEnd, next + steps, true);
    this.give(next, this.left);
  }

  /** While the next safepoint is to stop, the fuel is kept elsewhere. */
  private get fuelWord(): number {
    return this.view.getUint32(CONTROL.armed, true) ? CONTROL.savedFuel : CONTROL.fuel;
  }
}
