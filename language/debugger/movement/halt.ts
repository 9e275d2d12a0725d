// How a movement came to its end, before it is told to the user as a stop.
import type { RunEnd } from '../../interpreter/recordable';
import type { StopReason, ThreadId } from '../api';
import type { Returned } from '../returned-calls';

export type Halt =
  /** The movement got to where it was to go. */
  | {
      readonly kind: 'arrived';
      readonly reason: StopReason;
      readonly note?: string;
      /** Results of the calls that a step has left or stepped over. */
      readonly returned?: readonly Returned[];
    }
  /** The thread that was stepped has ended; another one has its turn here. */
  | { readonly kind: 'thread ended'; readonly thread: ThreadId }
  /** A breakpoint that stops holds here. */
  | { readonly kind: 'breakpoint'; readonly note?: string }
  /** It stands before the statement that does it. */
  | Extract<RunEnd, { kind: 'trap' | 'exit' }>
  | { readonly kind: 'paused' }
  | { readonly kind: 'terminated' };
