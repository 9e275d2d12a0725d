// A phase of a session that debugs what runs while compiling: one `#run`, or in the end the program itself.
// Each has a machine and a history of its own. Runs are the same every time, so a phase may be let go of when
// it has been left, and be run again when someone comes back.
import type { Debugger } from '../session/debugger';
import type { Time } from '../api';
import { BreakpointLocations } from '../breakpoint-locations';
import type { DebugInfo } from '../../ir/lower/debug-info';
import type { Program } from '../../ir/ir';

export interface PhaseSource {
  readonly program: Program;
  readonly debug: DebugInfo;
  /** A debugger in the state `new`, which stops at the first statement. */
  readonly open: () => Debugger;
  /** Its first time on the common time line. */
  readonly offset: Time;
  /** Whether the session is to stop at the first statement of all. */
  readonly stopOnEntry: boolean;
  /** True for the `#run` that failed: nothing follows it. */
  readonly hasFailed: boolean;
}

export class Phase {
  /** Absent while the phase has not been entered, or has been let go of. */
  debugger: Debugger | undefined;
  /** Something in it was changed by the user: then it cannot be run again to be what it is. */
  wasChanged = false;
  /** Its own times: of its first statement, and the newest that it has come to. */
  private firstTime: Time = 0;
  private newest: Time = 0;
  private known: BreakpointLocations | undefined;

  constructor(readonly source: PhaseSource) {}

  get offset(): Time {
    return this.source.offset;
  }

  get locations(): BreakpointLocations {
    return (this.known ??= new BreakpointLocations(this.source.program, this.source.debug));
  }

  get first(): Time {
    return this.offset + this.firstTime;
  }

  get lastKnown(): Time {
    return this.newest;
  }

  /** Notes what is to be known of it when it has been let go of. */
  note(): void {
    if (!this.debugger) return;
    const { start, end } = this.debugger.history();
    this.firstTime = start;
    this.newest = end;
  }

  open(): Debugger {
    return (this.debugger = this.source.open());
  }

  close(): void {
    this.note();
    this.debugger?.terminate();
    this.debugger = undefined;
  }
}
