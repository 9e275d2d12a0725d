// Conditions of watchpoints: any expression of type bool. Its names mean what they do in the function where the watch
// was set: in the call whose variable is watched, or else in the innermost one that is under way. What that function
// does not know is understood where the change was made, in the user's code first. What names no variable of a function
// means the same everywhere.
//
// One that calls nothing runs inside the engine, behind the look at the places and only if the place has changed,
// so that a million changes that do not matter cost milliseconds.
import { binary, boolean, integer } from '../../ir/expressions';
import type * as ir from '../../ir/ir';
import type { FrameAddress } from '../../interpreter/recordable';
import type { CompiledCondition, ConditionCompiler } from '../conditions';
import type { Debuggee } from '../debuggee';
import { globalSite, namesIn, siteAround } from '../expressions';
import { innermostCall, usersFrame } from './frames';
import type { Watchpoint } from './watchpoints';

interface Compiled {
  /** Or why it means nothing there. */
  readonly condition: CompiledCondition | string;
  /** The condition behind a look whether this place, by its index, has changed. */
  guarded?: { readonly index: number; readonly fn: ir.Function };
}

/** How the condition of a watchpoint is understood. */
interface Meaning {
  /** If it is the same at every moment. */
  readonly everywhere?: Compiled;
  /** Whether it names what belongs to calls of the function where the watch was set. */
  readonly isOfCall: boolean;
  /** By the place where the frame stands that it is asked in. */
  readonly places: Map<ir.SafepointId, Compiled>;
}

/** Each thread has its own. */
const CONTEXT = 'context';

export class WatchConditions {
  private readonly known = new Map<Watchpoint, Meaning>();

  constructor(
    private readonly debuggee: Debuggee,
    private readonly compiler: ConditionCompiler,
  ) {}

  /** Lets go of what belongs to other watchpoints than these. */
  keep(list: readonly Watchpoint[]): void {
    for (const [watchpoint, { places, everywhere }] of this.known) {
      if (list.includes(watchpoint)) continue;
      for (const compiled of places.values()) this.release(compiled);
      if (everywhere) this.release(everywhere);
      this.known.delete(watchpoint);
    }
  }

  /**
   * Whether it holds at the present moment; a sentence if that could not be found out, which counts as holding.
   * @param frame the one whose statement made the change
   */
  async holds(watchpoint: Watchpoint, frame: FrameAddress): Promise<boolean | string> {
    if (watchpoint.condition === undefined) return true;
    const { everywhere } = this.meaningOf(watchpoint);
    if (everywhere) return this.ask(everywhere, frame);
    let why: string | undefined;
    for (const asked of this.framesFor(watchpoint, frame)) {
      const compiled = this.at(watchpoint, this.debuggee.machine.safepointOf(asked));
      if (typeof compiled.condition !== 'string') return this.ask(compiled, asked);
      why ??= compiled.condition;
    }
    return why ?? true;
  }

  private async ask({ condition }: Compiled, frame: FrameAddress): Promise<boolean | string> {
    if (typeof condition === 'string') return condition;
    const result = await condition.holds(frame);
    return result.ok ? result.holds : `the condition \`${condition.text}\` failed: ${result.message}`;
  }

  /** Where the condition is understood, in that order; the writer is the frame whose statement made the change. */
  private *framesFor(watchpoint: Watchpoint, writer: FrameAddress): Iterable<FrameAddress> {
    const { setIn } = watchpoint.target;
    if (setIn !== undefined && this.meaningOf(watchpoint).isOfCall) {
      const call = ownCall(watchpoint) ?? innermostCall(this.debuggee, writer, setIn);
      if (call !== undefined) yield call;
    }
    const users = usersFrame(this.debuggee, writer);
    yield users;
    if (users !== writer) yield writer;
  }

  /** Whether it is asked in the frame that stands at a safepoint, whatever calls are under way. */
  private isAskedAt(watchpoint: Watchpoint, safepoint: ir.SafepointId): boolean {
    const { program, debug } = this.debuggee;
    const id = program.safepoints.functionOf(safepoint) ?? -1;
    if (debug.functions.get(id)?.symbol.qualifiedName === watchpoint.target.setIn) return true;
    return !this.meaningOf(watchpoint).isOfCall && !this.debuggee.isLibrary(id);
  }

  /**
   * The condition for the engine, at a safepoint. Undefined if it cannot run there.
   * @param index of the watched place
   */
  inEngine(watchpoint: Watchpoint, index: number, safepoint: ir.SafepointId): ir.Function | undefined {
    const { everywhere } = this.meaningOf(watchpoint);
    if (!everywhere && !this.isAskedAt(watchpoint, safepoint)) return undefined;
    const compiled = everywhere ?? this.at(watchpoint, safepoint);
    const pure = typeof compiled.condition === 'string' ? undefined : compiled.condition.pure;
    if (!pure) return undefined;
    if (compiled.guarded?.index === index) return compiled.guarded.fn;
    const { machine } = this.debuggee;
    if (compiled.guarded) machine.removeFunction(compiled.guarded.fn.id);
    const bit = integer('u32', 2 ** index);
    const changed = binary('and', 'u32', machine.watches.changes, bit);
    const hasChanged = binary('not equal', 'u32', changed, integer('u32', 0));
    const own = everywhere || !this.meaningOf(watchpoint).isOfCall ? undefined : ownCall(watchpoint);
    const fn: ir.Function = {
      ...pure,
      id: machine.reserveFunction(),
      body: [
        {
          op: 'if',
          condition: hasChanged,
          then: own === undefined ? pure.body : onlyIn(own, pure.body),
          else: [],
        },
        { op: 'return', values: [boolean(false)] },
      ],
    };
    compiled.guarded = { index, fn };
    return fn;
  }

  private at(watchpoint: Watchpoint, safepoint: ir.SafepointId): Compiled {
    const { places } = this.meaningOf(watchpoint);
    const compiled = places.get(safepoint) ?? this.compile(watchpoint.condition ?? 'true', safepoint);
    places.set(safepoint, compiled);
    return compiled;
  }

  private meaningOf(watchpoint: Watchpoint): Meaning {
    let meaning = this.known.get(watchpoint);
    if (!meaning) this.known.set(watchpoint, (meaning = this.findMeaning(watchpoint)));
    return meaning;
  }

  private findMeaning({ condition: text = 'true', target: { setIn } }: Watchpoint): Meaning {
    const { debuggee } = this;
    const places = new Map<ir.SafepointId, Compiled>();
    const names = namesIn(text);
    const home = [...debuggee.debug.functions.values()].find(({ symbol }) => symbol.qualifiedName === setIn);
    if (home && [...home.homes].some(([{ name }]) => names.has(name))) return { isOfCall: true, places };
    if (names.has(CONTEXT)) return { isOfCall: false, places };
    const around = home ? siteAround(debuggee, home) : globalSite(debuggee);
    const found = this.compiler.compileAt(text, around);
    const everywhere = found.ok ? { condition: found.condition } : undefined;
    return { everywhere, isOfCall: false, places };
  }

  private compile(text: string, safepoint: ir.SafepointId): Compiled {
    const result = this.compiler.compile(
      text,
      this.debuggee.program.safepoints.at(safepoint) as ir.Safepoint,
    );
    if (result.ok) return { condition: result.condition };
    return { condition: `the condition \`${text}\` means nothing here: ${result.message}` };
  }

  private release({ condition, guarded }: Compiled): void {
    if (typeof condition !== 'string') condition.release();
    if (guarded) this.debuggee.machine.removeFunction(guarded.fn.id);
  }
}

/** The call whose variable is watched, if that was asked for in its function. */
function ownCall({ target: { life, setIn } }: Watchpoint): FrameAddress | undefined {
  return life?.function === setIn ? life?.frame : undefined;
}

/** In another call of the same function it is to be asked outside of the engine, for it is of that one's frame. */
function onlyIn(call: FrameAddress, body: readonly ir.Statement[]): ir.Statement[] {
  const isOwn = binary('equal', 'ptr', { op: 'frame address', offset: 0 }, integer('ptr', call));
  return [{ op: 'if', condition: isOwn, then: body, else: [{ op: 'return', values: [boolean(true)] }] }];
}
