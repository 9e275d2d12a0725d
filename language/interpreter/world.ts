// The imported functions: what compiled code calls when it needs more than its own instructions. Traps,
// the write barrier's slow path, and the host functions, which go through the journal.
import type * as ir from '../ir/ir';
import type { Host } from './host';
import type { HostCall, HostFunction } from './host-call';
import { HOST_FUNCTIONS } from './host-functions';
import { Journal, type Answer } from './journal';
import type { MemoryChecker } from './memory-check/memory-checker';
import { CONTROL, STATE, type MemoryLayout } from './memory-layout';
import type { PageTracker } from './page-tracker';
import { PAGE_SIZE, type Trap } from './recordable';
import type { Scheduler } from './threads/scheduler';
import { SingleThread } from './threads/single-thread';
import { externalImport } from './translate/module';
import { Slumber } from './slumber';
import { describeTrap, hexadecimal, trap, TrapSignal } from './trap';

/** Most bytes of standard input asked for at once. */
const INPUT_CHUNK = 65536;
/**
 * A bad address below this came from nil, by way of a field or an element: no memory of the program lies so
 * low, as under operating systems.
 */
const NIL_ZONE = 65536n;
/** Longest text shown in a trap's message. */
const MESSAGE_LIMIT = 2000;
/** Bytes of one function's variables that are worth a word where the stack is used up. */
const LARGE_FRAME = 1 << 16;

/** The kind of the trap of a host function that is not there while compiling: no trap of any program's own. */
export const REFUSED = 'refused';

export class World implements HostCall {
  journal = Journal.empty();
  /** Why the last condition that trapped did so. */
  conditionTrap: Trap | undefined;
  /** True while what is written is to reach nobody: what an expression prints that is looked at in passing. */
  keepsOutputBack = false;
  private readonly singleThread: SingleThread;
  /** All of standard input that has arrived so far. */
  private input = new Uint8Array(0);
  private readonly slumber = new Slumber();
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(
    private readonly layout: MemoryLayout,
    private readonly pages: PageTracker,
    readonly host: Host,
    memory: ArrayBuffer,
    private readonly checker: MemoryChecker | undefined,
    private readonly scheduler: Scheduler | undefined,
  ) {
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.singleThread = new SingleThread(this.view);
  }

  /** The import object's functions. */
  imports(externals: readonly ir.External[]): Record<string, unknown> {
    const functions: Record<string, unknown> = {
      trap: (kind: number, a: bigint, b: bigint, c: bigint) => {
        this.leave(describeTrap(kind, a, b, c, (...of) => this.messageText(...of)));
      },
      badAddress: (address: bigint, offset: bigint) => this.badAddress(address - offset),
      mark: (address: number) => this.mark(address >>> 0),
      note: (page: number) => this.pages.note(page),
      growData: (from: number, to: number) => this.growData(from >>> 0, to >>> 0),
      checkRead: (address: bigint, size: bigint) => this.checkRange(address, size),
      checkWrite: (address: bigint, size: bigint) => this.checkWrite(address, size),
      endThread: () => this.scheduler?.end(),
      drawThread: () => this.scheduler?.draw(),
      ...this.checker?.imports(),
    };
    externals.forEach((external, id) => (functions[externalImport(id)] = this.external(external)));
    return functions;
  }

  get threads(): Scheduler | SingleThread {
    return this.scheduler ?? this.singleThread;
  }

  whenReadable(): Promise<void> {
    return this.slumber.isLasting ? this.slumber.wake() : this.host.whenReadable();
  }

  /** To be given the same answers as another one's program. */
  replay(other: World): void {
    this.journal = other.journal;
    this.input = other.input;
  }

  /** The journal of a new branch that leaves the present one at the present moment. */
  forkJournal(): Journal {
    return this.journal.fork(this.position(), [this.written(1), this.written(2)]);
  }

  // --- traps and the write barrier --------------------------------------------------------------

  /** Throws, but for a condition: that is evaluated beside frames that must stay whole. */
  private leave(signal: TrapSignal): void {
    if (this.view.getUint32(CONTROL.inCondition, true) === 0) throw signal;
    this.conditionTrap = signal.trap;
  }

  private badAddress(pointer: bigint): void {
    const address = BigInt.asUintN(64, pointer);
    this.leave(
      address < NIL_ZONE
        ? trap('nil', 'nil pointer dereference')
        : trap('outside', `address ${hexadecimal(address)} is outside memory`),
    );
  }

  private mark(address: number): void {
    if (!this.pages.write(Math.floor(address / PAGE_SIZE))) {
      throw trap('readonly', `write to read-only memory at ${hexadecimal(BigInt(address))}`);
    }
  }

  private growData(from: number, to: number): void {
    if (to > this.view.getUint32(CONTROL.dataLimit, true)) throw trap('stack', overflowMessage(to - from));
    this.pages.writeRange(from, to);
    this.view.setUint32(CONTROL.dataDirtyEnd, Math.ceil(to / PAGE_SIZE) * PAGE_SIZE, true);
  }

  private checkRange(address: bigint, size: bigint): void {
    if (size === 0n) return;
    const start = BigInt.asUintN(64, address);
    const base = BigInt(this.layout.base);
    const top = base + this.view.getBigInt64(this.layout.state + STATE.span, true);
    if (size < 0n || start < base || start >= top) this.badAddress(start);
    if (start + size > top) this.badAddress(top);
  }

  private checkWrite(address: bigint, size: bigint): void {
    this.checkRange(address, size);
    if (size > 0n) this.markRange(Number(address), Number(size));
  }

  private markRange(address: number, size: number): void {
    const last = address + size - 1;
    this.mark(address);
    for (let at = (Math.floor(address / PAGE_SIZE) + 1) * PAGE_SIZE; at <= last; at += PAGE_SIZE)
      this.mark(at);
  }

  /** Text for a message, cut when long; whatever the pointer is worth. */
  private messageText(address: bigint, length: bigint, limit = MESSAGE_LIMIT): string {
    const start = Number(BigInt.asUintN(64, address));
    const count = Math.min(Number(length), limit);
    if (start < this.layout.base || count < 0 || start + count > this.bytes.length)
      return '(unreadable text)';
    const text = new TextDecoder().decode(this.bytes.slice(start, start + count));
    return Number(length) > count ? `${text}…` : text;
  }

  // --- host functions ---------------------------------------------------------------------------

  private external(external: ir.External): (...values: never[]) => unknown {
    const found = HOST_FUNCTIONS.get(external.name);
    const result = external.signature.results[0];
    const zero = result === 'i64' || result === 'u64' || result === 'ptr' ? 0n : 0;
    if (!found || !sameSignature(found, external)) {
      return () => {
        throw trap('external', missing(external.name, found));
      };
    }
    const { touches } = found;
    if (touches !== undefined && this.host.isCompiling) {
      // Users know nothing of the library's own functions.
      const message = external.name.startsWith('__')
        ? `${touches}, which cannot be done while compiling`
        : `calls \`${external.name}\`, which ${touches}: that is not there while compiling`;
      return () => {
        throw new TrapSignal({ kind: REFUSED, message });
      };
    }
    return (...values) => {
      const given = found.run(this, ...values);
      if (given !== undefined || found.result === undefined) return given;
      this.view.setUint32(CONTROL.hostWaits, 1, true);
      return zero;
    };
  }

  write(stream: 1 | 2, address: bigint, count: bigint): bigint {
    this.checkRange(address, count);
    const start = Number(address);
    this.checker?.read(start, Number(count));
    this.passOn(stream, Number(count), () => this.bytes.slice(start, start + Number(count)));
    return count;
  }

  writeByte(stream: 1 | 2, byte: number): void {
    this.passOn(stream, 1, () => Uint8Array.of(byte));
  }

  private passOn(stream: 1 | 2, count: number, take: () => Uint8Array): void {
    const from = this.written(stream);
    this.view.setFloat64(this.layout.state + STATE.written + 8 * (stream - 1), from + count, true);
    const old = this.journal.passOn(stream, from, count);
    if (old < count && !this.keepsOutputBack) this.host.write(stream, take().subarray(old));
  }

  read(address: bigint, count: bigint): bigint | undefined {
    if (count <= 0n) return 0n;
    this.checkWrite(address, count);
    const answer = this.answer(() => this.arrived(Number(count)));
    if (answer === undefined) return undefined;
    const from = this.inputPosition();
    const length = Number(answer);
    this.checker?.write(Number(address), length);
    this.bytes.set(this.input.subarray(from, from + length), Number(address));
    this.setInputPosition(from + length);
    return BigInt(length);
  }

  readByte(): number | undefined {
    const answer = this.answer(() => this.arrived(1));
    if (answer === undefined) return undefined;
    if (Number(answer) === 0) return -1;
    const from = this.inputPosition();
    this.setInputPosition(from + 1);
    return this.input[from] ?? -1;
  }

  journaled(ask: () => bigint): bigint {
    return BigInt((this.answer(ask) ?? 0n) as bigint | number);
  }

  journaledBytes(ask: () => Uint8Array | number): bigint {
    const position = this.position();
    const answer = this.answer(ask) ?? 0;
    return answer instanceof Uint8Array ? BigInt(position) : BigInt(answer);
  }

  effect(act: () => number): bigint {
    return this.journaled(() => BigInt(this.keepsOutputBack ? 0 : act()));
  }

  answered(at: bigint): Uint8Array {
    const answer = at < BigInt(this.position()) ? this.journal.replay(Number(at)) : undefined;
    return answer instanceof Uint8Array ? answer : new Uint8Array(0);
  }

  sleep(nanoseconds: bigint): number | undefined {
    if (nanoseconds <= 0n) return 0;
    const answer = this.answer(() => this.slumber.over(this.position(), nanoseconds));
    return answer === undefined ? undefined : Number(answer);
  }

  text(address: bigint, count: bigint): string {
    return new TextDecoder().decode(this.bytesAt(address, count));
  }

  bytesAt(address: bigint, count: bigint): Uint8Array {
    this.checkRange(address, count);
    const start = Number(address);
    this.checker?.read(start, Number(count));
    return this.bytes.slice(start, start + Number(count));
  }

  put(address: bigint, bytes: Uint8Array): void {
    this.checkWrite(address, BigInt(bytes.length));
    if (bytes.length === 0) return;
    this.checker?.write(Number(address), bytes.length);
    this.bytes.set(bytes, Number(address));
  }

  grow(bytes: bigint): bigint {
    const state = this.layout.state;
    const unit = 65536n;
    const top = BigInt(this.layout.base) + this.view.getBigInt64(state + STATE.span, true);
    const rounded = ((bytes + unit - 1n) / unit) * unit;
    if (bytes <= 0n || top + rounded > BigInt(this.layout.heapEnd)) return 0n;
    this.view.setBigInt64(state + STATE.span, top + rounded - BigInt(this.layout.base), true);
    this.checker?.grown(Number(top), Number(top + rounded));
    return top;
  }

  textLength(address: bigint): bigint {
    this.checkRange(address, 1n);
    const end = this.bytes.indexOf(0, Number(address));
    this.checker?.read(Number(address), end + 1 - Number(address));
    return BigInt(end - Number(address));
  }

  /** The journal's answer at the present position, or a new one, which is recorded. */
  private answer(ask: () => Answer | undefined): Answer | undefined {
    const position = this.position();
    let answer = this.journal.replay(position);
    if (answer === undefined) {
      answer = ask();
      if (answer === undefined) return undefined;
      this.journal.record(position, answer);
    }
    this.view.setUint32(this.layout.state + STATE.journalPosition, position + 1, true);
    return answer;
  }

  /** How many bytes of input can be consumed now, at most `limit`; 0 at the end, undefined to wait. */
  private arrived(limit: number): number | undefined {
    const there = this.input.length - this.inputPosition();
    if (there > 0) return Math.min(there, limit);
    const more = this.host.read(INPUT_CHUNK);
    if (more === 'wait') return undefined;
    if (more === 'end') return 0;
    const joined = new Uint8Array(this.input.length + more.length);
    joined.set(this.input);
    joined.set(more, this.input.length);
    this.input = joined;
    return Math.min(more.length, limit);
  }

  private position(): number {
    return this.view.getUint32(this.layout.state + STATE.journalPosition, true);
  }

  private written(stream: 1 | 2): number {
    return this.view.getFloat64(this.layout.state + STATE.written + 8 * (stream - 1), true);
  }

  private inputPosition(): number {
    return this.view.getFloat64(this.layout.state + STATE.inputPosition, true);
  }

  private setInputPosition(position: number): void {
    this.view.setFloat64(this.layout.state + STATE.inputPosition, position, true);
  }
}

function sameSignature(found: HostFunction, external: ir.External): boolean {
  const { parameters, results } = external.signature;
  return (
    parameters.length === found.parameters.length &&
    parameters.every((type, i) => type === found.parameters[i]) &&
    results.length === (found.result === undefined ? 0 : 1) &&
    results[0] === found.result
  );
}

/** What overflows may be one function's variables: then that is worth saying. */
function overflowMessage(bytes: number): string {
  const isLarge = bytes >= LARGE_FRAME;
  return isLarge ? `stack overflow: the variables of one function take ${bytes} bytes` : 'stack overflow';
}

function missing(name: string, found: HostFunction | undefined): string {
  if (!found) return `there is no host function \`${name}\``;
  const result = found.result === undefined ? '' : ` ${found.result}`;
  return `the host function \`${name}\` is declared with another type: it is fn(${found.parameters.join(', ')})${result}`;
}
