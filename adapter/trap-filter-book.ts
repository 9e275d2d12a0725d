// Which traps stop the program. The client sees a few groups under "exceptions"; the debugger knows the
// single kinds of traps.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebuggerApi, TrapFilter } from '../language/debugger/api';
import { TRAP_KINDS } from '../language/ir/ir';
import type { TrapKind } from '../language/ir/ir';

interface TrapGroup {
  readonly filter: string;
  readonly label: string;
  readonly description: string;
  readonly kinds: readonly (TrapKind | 'all')[];
}

/** A test holds that every kind of trap is in a group. */
export const TRAP_GROUPS: readonly TrapGroup[] = [
  { filter: 'all', label: 'All Traps', description: 'Stops at every trap.', kinds: ['all'] },
  {
    filter: 'pointers',
    label: 'Bad Pointers',
    description: 'Nil, an address outside memory, a write to read-only memory, a call of no function.',
    kinds: ['nil', 'outside', 'readonly', 'function'],
  },
  {
    filter: 'bounds',
    label: 'Index or Slice out of Bounds',
    description: 'An index or the ends of a slice outside what is there.',
    kinds: ['index', 'slice'],
  },
  { filter: 'division', label: 'Division by Zero', description: '`/` or `%` by zero.', kinds: ['divide'] },
  { filter: 'panics', label: 'Panics', description: 'A call of `panic`.', kinds: ['panic'] },
  { filter: 'assertions', label: 'Failed Assertions', description: 'A false `assert`.', kinds: ['assert'] },
  {
    filter: 'limits',
    label: 'Memory and Stack Limits',
    description: 'Out of memory, stack overflow, an absurd size.',
    kinds: ['memory', 'stack', 'size'],
  },
  {
    filter: 'heap',
    label: 'Wrong Frees',
    description: 'A block freed twice, something that is no block, a header that was overwritten.',
    kinds: ['double free', 'invalid free', 'damaged heap'],
  },
  {
    filter: 'memoryCheck',
    label: 'Wrong Uses of the Heap',
    description:
      'With `memoryCheck`: use after free, an access outside of a block, a read of unwritten memory.',
    kinds: ['use after free', 'outside block', 'unwritten'],
  },
  {
    filter: 'threads',
    label: 'Deadlocks and Threads',
    description:
      'A deadlock, a mutex locked twice by one thread, a thread that cannot be started or does not exist.',
    kinds: ['deadlock', 'relock', 'thread'],
  },
  {
    filter: 'payloads',
    label: 'Wrong Payloads',
    description: "The payload of another tag than an enum's value has.",
    kinds: ['payload'],
  },
  {
    filter: 'externals',
    label: 'External Functions',
    description: 'An external function that is missing or failed.',
    kinds: ['external'],
  },
];

/** One choice of the client: a group's id or a single kind, with its condition. */
export interface TrapChoice {
  readonly id: string;
  readonly condition?: string;
}

export class TrapFilterBook {
  /** Until the client says something, every trap stops. */
  private choices: readonly TrapChoice[] = [{ id: 'all' }];
  private api: DebuggerApi | undefined;
  private withoutDebugging = false;

  open(api: DebuggerApi, withoutDebugging: boolean): void {
    this.api = api;
    this.withoutDebugging = withoutDebugging;
    this.write();
  }

  /** One status for each choice, in their order. */
  set(choices: readonly TrapChoice[]): DebugProtocol.Breakpoint[] {
    this.choices = choices;
    return this.write();
  }

  /** A condition that cannot be compiled takes only its own choice out, not the others. */
  private write(): DebugProtocol.Breakpoint[] {
    const { api } = this;
    if (!api) return this.choices.map(({ id }) => known(id));
    if (this.withoutDebugging) {
      api.setTrapFilters([]);
      return this.choices.map(() => ({
        verified: false,
        message: 'The program was started without debugging.',
      }));
    }
    const statuses = this.choices.map((choice) => tryOut(api, choice));
    api.setTrapFilters(
      this.choices.flatMap((choice, at) => (statuses[at]?.verified ? filtersOf(choice) : [])),
    );
    return statuses;
  }
}

function tryOut(api: DebuggerApi, choice: TrapChoice): DebugProtocol.Breakpoint {
  const status = known(choice.id);
  if (!status.verified || choice.condition === undefined) return status;
  const result = api.setTrapFilters(filtersOf(choice));
  return result.ok ? status : { verified: false, message: result.message };
}

function known(id: string): DebugProtocol.Breakpoint {
  if (filtersOf({ id }).length > 0) return { verified: true };
  return { verified: false, message: `There is no exception filter \`${id.slice(0, 60)}\`.` };
}

function filtersOf({ id, condition }: TrapChoice): TrapFilter[] {
  const group = TRAP_GROUPS.find(({ filter }) => filter === id);
  const kinds: readonly string[] = group?.kinds ?? TRAP_KINDS.filter((kind) => kind === id);
  return kinds.map((kind) => ({ kind, ...(condition !== undefined && { condition }) }));
}
