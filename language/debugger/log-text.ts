// The texts of log points. Each expression is checked and compiled once for each place where it is printed;
// one that is a plain place is read without running anything.
import type { Safepoint } from '../ir/ir';
import type { Result } from './api';
import type { Debuggee } from './debuggee';
import { compileExpression, type CompiledExpression } from './evaluator';
import { checkText, siteOf, type CheckedText } from './expressions';
import type { LogPart } from './log-messages';
import { Stack, type StackFrame } from './stack';
import { LiveView, RopeView, viewOfBytes } from './values/memory-view';
import { placeOf } from './values/places';
import { stringContent, valueText } from './values/text';
import type { Value } from './values/value';
import { globalValue, localValue, type Views } from './variables';

/** Bytes of a string that go into a message. */
const MOST_STRING_BYTES = 4096;
/** Compiled expressions that are kept; more than log points have. */
const MOST_KEPT = 256;

interface Prepared {
  readonly checked: CheckedText;
  compiled?: CompiledExpression;
}

export class LogTexts {
  private readonly kept = new Map<string, Result<{ prepared: Prepared }>>();

  constructor(private readonly debuggee: Debuggee) {}

  /** The message at the present moment. Never fails: what cannot be evaluated says why in its place. */
  async textOf(parts: readonly LogPart[]): Promise<string> {
    let text = '';
    for (const part of parts) text += part.kind === 'text' ? part.text : await this.partText(part.text);
    return text;
  }

  private async partText(expression: string): Promise<string> {
    const frame = Stack.top(this.debuggee);
    if (!frame) return '';
    const prepared = this.prepare(expression, frame.safepoint);
    if (!prepared.ok) return `<${prepared.message}>`;
    return this.readPlace(prepared.prepared.checked, frame) ?? this.run(prepared.prepared, frame);
  }

  private prepare(expression: string, safepoint: Safepoint): Result<{ prepared: Prepared }> {
    const key = `${safepoint.id} ${expression}`;
    const known = this.kept.get(key);
    if (known) return known;
    if (this.kept.size >= MOST_KEPT) this.forget();
    const found = checkText(this.debuggee, expression, siteOf(this.debuggee, safepoint));
    const prepared: Result<{ prepared: Prepared }> = !found.ok
      ? found
      : found.checked.assigned
        ? { ok: false, message: 'a log message cannot assign' }
        : { ok: true, prepared: { checked: found.checked } };
    this.kept.set(key, prepared);
    return prepared;
  }

  private forget(): void {
    for (const one of this.kept.values()) if (one.ok) one.prepared.compiled?.release();
    this.kept.clear();
  }

  private readPlace({ expression, tables }: CheckedText, frame: StackFrame): string | undefined {
    const views = this.views();
    const place = placeOf(expression, tables, (symbol) =>
      symbol.storage === 'global'
        ? globalValue(this.debuggee, views, symbol, frame.thread)
        : localValue(this.debuggee, views, frame, symbol, undefined),
    );
    return place && this.show(place);
  }

  private async run(prepared: Prepared, frame: StackFrame): Promise<string> {
    if (!prepared.compiled) {
      const compiled = compileExpression(this.debuggee, prepared.checked);
      if (!compiled.ok) return `<${compiled.message}>`;
      prepared.compiled = compiled.expression;
    }
    const result = await prepared.compiled.run(frame.address, true);
    if (!result.ok) return `<${result.message}>`;
    const { type, bytes, memory: rope } = result;
    const { layout } = this.debuggee.machine;
    const left = rope && new RopeView(rope, { start: layout.base, end: layout.heapEnd });
    const memory = left ?? this.views().program;
    const text = this.show({ type, home: viewOfBytes(bytes), address: 0, memory, hasAddress: false });
    left?.close();
    return text;
  }

  /** Texts without their quotes: they are part of the message. */
  private show(value: Value): string {
    return stringContent(value, MOST_STRING_BYTES) ?? valueText(value, this.debuggee);
  }

  private views(): Views {
    const { memory, layout, heapTop } = this.debuggee.machine;
    return {
      program: new LiveView(memory, { start: layout.base, end: heapTop }),
      registers: new LiveView(memory, { start: layout.registerStack, end: layout.base }),
    };
  }
}
