// What can be looked at while the program is stopped: frames, variables, expressions, memory. Made at a stop
// and closed when the program moves; from then on its values read nothing.
import type { Control } from '../../history/pace';
import { sizeOf, typeName } from '../../semantics/types';
import type { EvaluateRequest, FrameIndex, Result, ScopeKind, ValueFormat, ValueInfo } from '../api';
import type { Debuggee } from '../debuggee';
import {
  compileExpression,
  type CompiledExpression,
  type Evaluated,
  type EvaluationOptions,
} from '../evaluator';
import { compileTimeInfo, compileTimeParameters } from '../compile-time-values';
import { checkText, globalSite, siteOf, typeOfText, type CheckedText, type Site } from '../expressions';
import type { Returned } from '../returned-calls';
import { Stack, type StackFrame } from '../stack';
import { childrenOf, describe } from '../values/children';
import { LiveView, RopeView, viewOfBytes } from '../values/memory-view';
import { placeOf } from '../values/places';
import type { Value } from '../values/value';
import { globalsOf, globalValue, localsOf, localValue, type Views } from '../variables';

/** Most bytes given at once. */
const MOST_BYTES = 1 << 24;

export class Inspection {
  readonly stack: Stack;
  readonly views: Views & { readonly program: LiveView; readonly registers: LiveView };
  private readonly left: RopeView[] = [];
  /** Addresses that the program can form. */
  readonly range: { readonly start: number; end: number };

  /** @param results of the calls that the movement to here has left or stepped over */
  constructor(
    private readonly debuggee: Debuggee,
    private readonly results: readonly Returned[],
  ) {
    const { machine } = debuggee;
    this.stack = new Stack(debuggee);
    this.range = { start: machine.layout.base, end: machine.heapTop };
    const registers = { start: machine.layout.registerStack, end: machine.layout.base };
    this.views = {
      program: new LiveView(machine.memory, this.range),
      registers: new LiveView(machine.memory, registers),
    };
  }

  /** The program was changed where it stands: its heap may be larger now. */
  changed(): void {
    this.range.end = this.debuggee.machine.heapTop;
  }

  close(): void {
    this.views.program.close();
    this.views.registers.close();
    for (const view of this.left) view.close();
  }

  variables(index: FrameIndex, scope: ScopeKind, format?: ValueFormat): ValueInfo[] {
    const frame = this.stack.frame(index);
    if (scope === 'locals' && !frame) return [];
    const named =
      scope === 'globals'
        ? globalsOf(this.debuggee, this.views, frame)
        : localsOf(this.debuggee, this.views, frame as StackFrame);
    const values = named.map(({ name, value }) => describe(value, name, this.debuggee, format));
    const returned = scope === 'locals' && index === 0 ? this.returned(format) : [];
    const given = scope === 'locals' && frame ? compileTimeParameters(this.debuggee, frame) : [];
    return [...returned, ...values, ...given];
  }

  /** Each under the name of its function, with a number if that was called several times. */
  returned(format?: ValueFormat): ValueInfo[] {
    return this.results.map(({ name, type, bytes }, i) => {
      const times = this.results.slice(0, i + 1).filter((one) => one.name === name).length;
      const shown = `(return) ${name}${times > 1 ? ` #${times}` : ''}`;
      const home = viewOfBytes(bytes);
      const value = { type, home, address: 0, memory: this.views.program, hasAddress: false };
      return { ...describe(value, shown, this.debuggee, format), canSet: false };
    });
  }

  children(handle: unknown, first: number, count: number, format?: ValueFormat): ValueInfo[] {
    return isValue(handle) ? childrenOf(handle, Math.max(first, 0), count, this.debuggee, format) : [];
  }

  /** Where an expression stands that is typed for a frame. */
  site(index: FrameIndex | undefined): Result<{ site: Site; frame?: StackFrame }> {
    if (index === undefined) return { ok: true, site: globalSite(this.debuggee) };
    const frame = this.stack.frame(index);
    if (!frame) return { ok: false, message: 'there is no such frame any more' };
    return { ok: true, site: siteOf(this.debuggee, frame.safepoint), frame };
  }

  async evaluate(request: EvaluateRequest, control: Control): Promise<Result<{ value: ValueInfo }>> {
    const text = request.expression.trim();
    const at = this.site(request.frame);
    if (!at.ok) return at;
    const type = typeOfText(this.debuggee, text, at.site);
    if (type)
      return { ok: true, value: { ...compileTimeInfo(text, typeName(type), 'type'), size: sizeOf(type) } };
    const found = checkText(this.debuggee, text, at.site);
    if (!found.ok) return found;
    const { showsOutput } = request;
    const value = await this.valueOf(found.checked, text, at.frame, control, { showsOutput });
    return value.ok ? { ok: true, value: describe(value.value, text, this.debuggee, request.format) } : value;
  }

  /** The place that an expression is, if it can be found without running anything. */
  placeOf(checked: CheckedText, text: string, frame: StackFrame | undefined): Value | undefined {
    const thread = frame?.thread ?? this.debuggee.machine.threads.running;
    const place = placeOf(checked.expression, checked.tables, (symbol) =>
      symbol.storage === 'global'
        ? globalValue(this.debuggee, this.views, symbol, thread)
        : frame && localValue(this.debuggee, this.views, frame, symbol, symbol.name),
    );
    return place && { ...place, expression: text };
  }

  /** The value of an expression: the place that it is, or what running it gives. */
  async valueOf(
    checked: CheckedText,
    text: string,
    frame: StackFrame | undefined,
    control: Control,
    options?: EvaluationOptions,
  ): Promise<Result<{ value: Value }>> {
    const place = this.placeOf(checked, text, frame);
    if (place) return { ok: true, value: place };
    const result = await this.compute(checked, frame, control, options);
    return result.ok ? { ok: true, value: this.resultValue(result, text) } : result;
  }

  /** Compiles an expression and runs it once. */
  async compute(
    checked: CheckedText,
    frame: StackFrame | undefined,
    control: Control,
    options?: EvaluationOptions,
  ): Promise<Result<Evaluated>> {
    const compiled = compileExpression(this.debuggee, checked);
    if (!compiled.ok) return compiled;
    const result = await this.run(compiled.expression, frame, control, options);
    compiled.expression.release();
    return result;
  }

  /** Runs an expression beside the program. */
  async run(
    expression: CompiledExpression,
    frame: StackFrame | undefined,
    control: Control,
    options?: EvaluationOptions,
  ): Promise<Result<Evaluated>> {
    const address = frame?.address ?? this.debuggee.machine.topFrame;
    return this.beside(() => expression.run(address, true, control, options));
  }

  /** Does something with the machine, which then stands here again. Meanwhile this moment can still be read. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    const here = this.debuggee.history.snapshot();
    const views = [this.views.program, this.views.registers];
    for (const view of views) view.keep(here);
    try {
      return await work();
    } finally {
      for (const view of views) view.keep(undefined);
      here.release();
    }
  }

  /** The bytes that can be read from an address on. */
  readMemory(address: number, count: number): { address: number; bytes: Uint8Array; unreadable: number } {
    const wanted = Math.max(0, Math.min(count, MOST_BYTES));
    const readable = address < this.range.start ? 0 : Math.max(0, Math.min(wanted, this.range.end - address));
    const bytes = this.views.program.read(address, readable);
    return {
      address,
      bytes: bytes ? bytes.slice() : new Uint8Array(),
      unreadable: count - (bytes ? readable : 0),
    };
  }

  private resultValue({ type, bytes, memory }: Evaluated, expression: string): Value {
    const home = viewOfBytes(bytes);
    if (!memory) return { type, home, address: 0, memory: this.views.program, hasAddress: false, expression };
    // The heap may have grown meanwhile; what is beyond it reads as zeros, which no pointer points at.
    const view = new RopeView(memory, { start: this.range.start, end: this.debuggee.machine.layout.heapEnd });
    this.left.push(view);
    return { type, home, address: 0, memory: view, hasAddress: false, expression };
  }
}

/** A handle comes from outside: it may be anything. */
export function isValue(handle: unknown): handle is Value {
  return typeof handle === 'object' && handle !== null && 'home' in handle && 'type' in handle;
}

/** True if a value's own bytes are in the program as it stands now. */
export function isPresent({ home, type, address }: Value): boolean {
  return home.isLive && home.read(address, sizeOf(type)) !== undefined;
}
