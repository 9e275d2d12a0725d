// Changing the program where it stands: a variable, anything that has an address, raw memory. Each change
// begins a branch of history; the old future is kept.
import { STATE } from '../../interpreter/memory-layout';
import { PAGE_SIZE } from '../../interpreter/recordable';
import { frameLayout } from '../../ir/frame-layout';
import type { Function } from '../../ir/ir';
import type { Control } from '../../history/pace';
import { Rope } from '../../history/rope';
import type { Result, ValueInfo } from '../api';
import type { Debuggee } from '../debuggee';
import { compileExpression, type Evaluated } from '../evaluator';
import { checkAssigned, checkText, globalSite, type CheckedText } from '../expressions';
import type { StackFrame } from '../stack';
import { describe } from '../values/children';
import { viewOf, type Value } from '../values/value';
import { isPresent, type Inspection } from './inspection';

type Change = Result<{ value: ValueInfo }>;

export class Changes {
  /** @param changed called after each change, when its branch has begun */
  constructor(
    private readonly debuggee: Debuggee,
    private readonly inspection: Inspection,
    private readonly changed: () => void,
  ) {}

  /** Gives a place the value of an expression of its type. */
  async setValue(place: Value, text: string, index: number, control: Control): Promise<Change> {
    if (!isPresent(place))
      return refused('this value cannot be set: it is no place in the program as it stands');
    if (this.isReadOnly(place.address)) return refused('this is read-only memory');
    const at = this.inspection.site(index);
    if (!at.ok) return at;
    const found = checkText(this.debuggee, text, at.site, place.type);
    if (!found.ok) return found;
    const result = await this.perform(found.checked, at.frame, control);
    if (!result.ok) return result;
    this.set(place.address, result.bytes);
    this.begin();
    return { ok: true, value: describe(place, place.expression ?? '', this.debuggee) };
  }

  /** Runs `target = text` for good. */
  async setExpression(target: string, text: string, index: number, control: Control): Promise<Change> {
    const at = this.inspection.site(index);
    if (!at.ok) return at;
    const found = checkAssigned(this.debuggee, target, text, at.site);
    if (!found.ok) return found;
    const result = await this.perform(found.checked, at.frame, control);
    if (!result.ok) return result;
    this.begin();
    const { expression, tables, type } = found.checked;
    const checked = { expression, tables, type, site: at.site };
    const value = await this.inspection.valueOf(checked, target, at.frame, control);
    return value.ok ? { ok: true, value: describe(value.value, target, this.debuggee) } : value;
  }

  writeMemory(address: number, bytes: Uint8Array): Result<{ written: number }> {
    const { start, end } = this.inspection.range;
    if (!Number.isSafeInteger(address) || address < start || address >= end) {
      return refused(`the address 0x${address.toString(16)} is outside memory`);
    }
    if (this.isReadOnly(address)) return refused('this is read-only memory');
    const written = Math.min(bytes.length, end - address);
    this.set(address, bytes.subarray(0, written));
    this.begin();
    return { ok: true, written };
  }

  /**
   * Evaluates for good: what the expression did to memory stays, and its texts lie on the program's heap,
   * where they last. Nothing is changed if it fails.
   */
  private async perform(
    checked: CheckedText,
    frame: StackFrame | undefined,
    control: Control,
  ): Promise<Result<Evaluated>> {
    const compiled = compileExpression(this.debuggee, checked);
    if (!compiled.ok) return compiled;
    const { expression } = compiled;
    let result = await this.inspection.run(expression, frame, control);
    if (result.ok && expression.texts.length > 0) {
      result.memory?.release();
      const textsAt = await this.keepTexts(expression.texts, control);
      if (!textsAt.ok) return textsAt;
      result = await this.inspection.run(expression, frame, control, { textsAt: textsAt.address });
      if (!result.ok) this.begin();
    }
    expression.release();
    if (result.ok && result.memory) this.adopt(result.memory, frame);
    return result;
  }

  /** Puts the bytes on the program's heap. */
  private async keepTexts(texts: Uint8Array, control: Control): Promise<Result<{ address: number }>> {
    const site = globalSite(this.debuggee);
    const found = checkText(this.debuggee, `malloc(${texts.length})`, site);
    if (!found.ok) return found;
    const result = await this.inspection.compute(found.checked, undefined, control);
    if (!result.ok) return result;
    if (result.memory) this.adopt(result.memory, undefined);
    const address = Number(viewOf(result.bytes).getBigUint64(0, true));
    this.set(address, texts);
    return { ok: true, address };
  }

  /** Below the register stack's end are homes, which the debugger may write; then come the literals. */
  private isReadOnly(address: number): boolean {
    const { rodata, globals } = this.debuggee.machine.layout;
    return address >= rodata && address < globals;
  }

  /** What the user writes counts as written by the program. */
  private set(address: number, bytes: Uint8Array): void {
    this.write(address, bytes);
    this.debuggee.machine.checker?.written(address, bytes.length);
  }

  private write(address: number, bytes: Uint8Array): void {
    const { machine } = this.debuggee;
    machine.memory.set(bytes, address);
    for (let page = Math.floor(address / PAGE_SIZE); page * PAGE_SIZE < address + bytes.length; page++) {
      machine.touch(page);
    }
  }

  /**
   * Makes what an evaluation did to memory real: all that the program can point at, how far the heap
   * reaches, and the registers of the frame in which it ran. Releases the rope.
   */
  private adopt(rope: Rope, frame: StackFrame | undefined): void {
    const { machine, history, program } = this.debuggee;
    const { base, state } = machine.layout;
    const here = history.snapshot();
    const pages: number[] = [];
    Rope.diff(here, rope, (page) => {
      if (page * PAGE_SIZE >= base) pages.push(page);
    });
    here.release();
    const page = new Uint8Array(PAGE_SIZE);
    for (const number of pages) {
      rope.copyChunk(number, page, 0);
      this.write(number * PAGE_SIZE, page);
    }
    this.copy(rope, state + STATE.span, 8);
    const fn = frame && (program.functions[frame.function.id] as Function);
    if (fn) this.copy(rope, frame.address, frameLayout(fn).registerSize);
    rope.release();
  }

  private copy(rope: Rope, address: number, count: number): void {
    const bytes = new Uint8Array(count);
    rope.read(address, bytes);
    this.write(address, bytes);
  }

  private begin(): void {
    this.debuggee.history.branch();
    this.inspection.changed();
    this.changed();
  }
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
