// A small encoder for WebAssembly's binary format: byte buffers, and a module builder on top.
//
// Source of the format: the WebAssembly core specification, section "Binary Format". Only what the
// translation needs is here. Indices are assigned in the order of the calls: imports come first.

/** Value types, as encoded. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;
export type WasmType = typeof I32 | typeof I64 | typeof F32 | typeof F64;
/** The type of a block without parameters and results. */
export const EMPTY_BLOCK = 0x40;

/** Bytes that are copied one by one rather than as a block. */
const SHORT = 128;
/** Bytes of an LEB128 that holds any 32-bit number. */
const RESERVED = 5;

/** A growing byte buffer with the encodings that the format uses. A module has hundreds, most of them short. */
export class Bytes {
  // V8 keeps typed arrays of up to 64 bytes on its own heap, where they cost little.
  private buffer = new Uint8Array(64);
  length = 0;

  byte(value: number): this {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.grow(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
    return this;
  }

  append(other: Bytes): this {
    this.grow(other.length);
    // A view costs more than a few bytes do.
    if (other.length > SHORT) this.buffer.set(other.view(), this.length);
    else for (let i = 0; i < other.length; i++) this.buffer[this.length + i] = other.buffer[i] as number;
    this.length += other.length;
    return this;
  }

  /** Leaves room for a number that `fill` writes later; returns its place. */
  reserve(): number {
    this.grow(RESERVED);
    this.length += RESERVED;
    return this.length - RESERVED;
  }

  /** Writes how many bytes have followed a reserved place into it: an unsigned LEB128 of fixed length. */
  fill(place: number): void {
    let rest = this.length - place - RESERVED;
    for (let i = 0; i < RESERVED; i++) {
      this.buffer[place + i] = (rest & 0x7f) | (i < RESERVED - 1 ? 0x80 : 0);
      rest >>>= 7;
    }
  }

  /** Unsigned LEB128. */
  u32(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of a 32-bit integer. */
  s32(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  /** Signed LEB128 of a 64-bit integer. */
  s64(value: bigint): this {
    let rest = BigInt.asIntN(64, value);
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      if ((rest === 0n && !(low & 0x40)) || (rest === -1n && low & 0x40)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  f32(value: number): this {
    return this.bytes(new Uint8Array(new Float32Array([value]).buffer));
  }

  f64(value: number): this {
    return this.bytes(new Uint8Array(new Float64Array([value]).buffer));
  }

  /** Names are ASCII: they are all our own. */
  name(text: string): this {
    this.u32(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
    return this;
  }

  /** The bytes written so far; a view, valid until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private grow(by: number): void {
    if (this.length + by <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 4, this.length + by));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

export interface FunctionBody {
  readonly type: number;
  /** Types of the locals behind the parameters. */
  readonly locals: readonly WasmType[];
  /** The instructions, without the final `end`. */
  readonly code: Bytes;
}

/** Collects a module's parts and encodes them. All functions, tables and the memory have numbers in one order. */
export class ModuleBuilder {
  private readonly types = new Map<string, number>();
  private readonly typeBytes: Bytes[] = [];
  private readonly imports: Bytes[] = [];
  private readonly bodies: FunctionBody[] = [];
  private readonly exports: Bytes[] = [];
  private readonly elements: Bytes[] = [];
  private importedFunctions = 0;
  private importedTables = 0;

  /** Index of a function type; equal types share one. */
  type(parameters: readonly WasmType[], results: readonly WasmType[]): number {
    const key = `${parameters.join()}>${results.join()}`;
    const known = this.types.get(key);
    if (known !== undefined) return known;
    const index = this.typeBytes.length;
    this.types.set(key, index);
    const bytes = new Bytes().byte(0x60).u32(parameters.length).bytes(parameters);
    this.typeBytes.push(bytes.u32(results.length).bytes(results));
    return index;
  }

  importFunction(module: string, name: string, type: number): number {
    this.imports.push(new Bytes().name(module).name(name).byte(0).u32(type));
    return this.importedFunctions++;
  }

  importTable(module: string, name: string): number {
    this.imports.push(new Bytes().name(module).name(name).byte(1).byte(0x70).byte(0).u32(0));
    return this.importedTables++;
  }

  /** @param pages the least size, in 64 KiB pages */
  importMemory(module: string, name: string, pages: number): void {
    this.imports.push(new Bytes().name(module).name(name).byte(2).byte(0).u32(pages));
  }

  /** Index that the next added function will have; imports must all have been made. */
  get nextFunction(): number {
    return this.importedFunctions + this.bodies.length;
  }

  addFunction(body: FunctionBody): number {
    this.bodies.push(body);
    return this.nextFunction - 1;
  }

  exportFunction(name: string, index: number): void {
    this.exports.push(new Bytes().name(name).byte(0).u32(index));
  }

  /** Puts functions into a table, from `offset` on. */
  element(table: number, offset: number, functions: readonly number[]): void {
    const bytes = new Bytes()
      .u32(2)
      .u32(table)
      .byte(0x41)
      .s32(offset)
      .byte(0x0b)
      .byte(0)
      .u32(functions.length);
    for (const fn of functions) bytes.u32(fn);
    this.elements.push(bytes);
  }

  encode(): Uint8Array {
    const out = new Bytes().bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    const append = (entry: Bytes) => out.append(entry);
    writeSection(out, 1, this.typeBytes, append);
    writeSection(out, 2, this.imports, append);
    writeSection(out, 3, this.bodies, (body) => out.u32(body.type));
    writeSection(out, 7, this.exports, append);
    writeSection(out, 9, this.elements, append);
    writeSection(out, 10, this.bodies, (body) => writeBody(out, body));
    return out.view().slice();
  }
}

function writeSection<T>(out: Bytes, id: number, entries: readonly T[], write: (entry: T) => unknown): void {
  if (entries.length === 0) return;
  const size = out.byte(id).reserve();
  out.u32(entries.length);
  for (const entry of entries) write(entry);
  out.fill(size);
}

function writeBody(out: Bytes, body: FunctionBody): void {
  const size = out.reserve();
  const runs: { type: WasmType; count: number }[] = [];
  for (const type of body.locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  out.u32(runs.length);
  for (const run of runs) out.u32(run.count).byte(run.type);
  out.append(body.code).byte(0x0b).fill(size);
}
