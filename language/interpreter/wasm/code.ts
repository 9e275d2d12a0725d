// Instructions of one function body, written one after the other. A thin layer over the bytes: one
// method for each instruction that the translation uses, named after the specification's text format.
import { Bytes, EMPTY_BLOCK, F32, type F64, I32, I64, type WasmType } from './encoder';

/** Instructions without operands, by their names in the specification. */
export const OPCODES = {
  unreachable: 0x00,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.lt_s': 0x48,
  'i32.lt_u': 0x49,
  'i32.gt_s': 0x4a,
  'i32.gt_u': 0x4b,
  'i32.le_s': 0x4c,
  'i32.le_u': 0x4d,
  'i32.ge_s': 0x4e,
  'i32.ge_u': 0x4f,
  'i64.eqz': 0x50,
  'i64.eq': 0x51,
  'i64.ne': 0x52,
  'i64.lt_s': 0x53,
  'i64.lt_u': 0x54,
  'i64.gt_s': 0x55,
  'i64.gt_u': 0x56,
  'i64.le_s': 0x57,
  'i64.le_u': 0x58,
  'i64.ge_s': 0x59,
  'i64.ge_u': 0x5a,
  'f32.eq': 0x5b,
  'f32.ne': 0x5c,
  'f32.lt': 0x5d,
  'f32.gt': 0x5e,
  'f32.le': 0x5f,
  'f32.ge': 0x60,
  'f64.eq': 0x61,
  'f64.ne': 0x62,
  'f64.lt': 0x63,
  'f64.gt': 0x64,
  'f64.le': 0x65,
  'f64.ge': 0x66,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'i32.div_s': 0x6d,
  'i32.div_u': 0x6e,
  'i32.rem_s': 0x6f,
  'i32.rem_u': 0x70,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.xor': 0x73,
  'i32.shl': 0x74,
  'i32.shr_s': 0x75,
  'i32.shr_u': 0x76,
  'i64.add': 0x7c,
  'i64.sub': 0x7d,
  'i64.mul': 0x7e,
  'i64.div_s': 0x7f,
  'i64.div_u': 0x80,
  'i64.rem_s': 0x81,
  'i64.rem_u': 0x82,
  'i64.and': 0x83,
  'i64.or': 0x84,
  'i64.xor': 0x85,
  'i64.shl': 0x86,
  'i64.shr_s': 0x87,
  'i64.shr_u': 0x88,
  'f32.neg': 0x8c,
  'f32.add': 0x92,
  'f32.sub': 0x93,
  'f32.mul': 0x94,
  'f32.div': 0x95,
  'f64.abs': 0x99,
  'f64.neg': 0x9a,
  'f64.ceil': 0x9b,
  'f64.floor': 0x9c,
  'f64.trunc': 0x9d,
  'f64.nearest': 0x9e,
  'f64.sqrt': 0x9f,
  'f64.add': 0xa0,
  'f64.sub': 0xa1,
  'f64.mul': 0xa2,
  'f64.div': 0xa3,
  'i32.wrap_i64': 0xa7,
  'i64.extend_i32_s': 0xac,
  'i64.extend_i32_u': 0xad,
  'f32.convert_i32_s': 0xb2,
  'f32.convert_i32_u': 0xb3,
  'f32.convert_i64_s': 0xb4,
  'f32.convert_i64_u': 0xb5,
  'f32.demote_f64': 0xb6,
  'f64.convert_i32_s': 0xb7,
  'f64.convert_i32_u': 0xb8,
  'f64.convert_i64_s': 0xb9,
  'f64.convert_i64_u': 0xba,
  'f64.promote_f32': 0xbb,
  'i32.extend8_s': 0xc0,
  'i32.extend16_s': 0xc1,
} as const;
export type Opcode = keyof typeof OPCODES;

/** Instructions behind the prefix 0xfc. */
export const SATURATING = {
  'i32.trunc_sat_f32_s': 0,
  'i32.trunc_sat_f32_u': 1,
  'i32.trunc_sat_f64_s': 2,
  'i32.trunc_sat_f64_u': 3,
  'i64.trunc_sat_f32_s': 4,
  'i64.trunc_sat_f32_u': 5,
  'i64.trunc_sat_f64_s': 6,
  'i64.trunc_sat_f64_u': 7,
} as const;
export type SaturatingOpcode = keyof typeof SATURATING;

export const MEMORY_ACCESS = {
  'i32.load': 0x28,
  'i64.load': 0x29,
  'f32.load': 0x2a,
  'f64.load': 0x2b,
  'i32.load8_s': 0x2c,
  'i32.load8_u': 0x2d,
  'i32.load16_s': 0x2e,
  'i32.load16_u': 0x2f,
  'i32.store': 0x36,
  'i64.store': 0x37,
  'f32.store': 0x38,
  'f64.store': 0x39,
  'i32.store8': 0x3a,
  'i32.store16': 0x3b,
} as const;
export type MemoryAccess = keyof typeof MEMORY_ACCESS;

/** A place that branches go to; made by `Code.open`. */
export interface Label {
  /** Depth of nesting at which it was opened. */
  readonly level: number;
}

export class Code {
  readonly bytes = new Bytes();
  private level = 0;

  op(opcode: Opcode): this {
    this.bytes.byte(OPCODES[opcode]);
    return this;
  }

  saturate(opcode: SaturatingOpcode): this {
    this.bytes.byte(0xfc).u32(SATURATING[opcode]);
    return this;
  }

  i32(value: number): this {
    this.bytes.byte(0x41).s32(value);
    return this;
  }

  i64(value: bigint): this {
    this.bytes.byte(0x42).s64(value);
    return this;
  }

  /** A zero of the type. */
  zero(type: WasmType): this {
    if (type === I32) return this.i32(0);
    if (type === I64) return this.i64(0n);
    if (type === F32) this.bytes.byte(0x43).f32(0);
    else this.bytes.byte(0x44).f64(0);
    return this;
  }

  float(type: typeof F32 | typeof F64, value: number): this {
    if (type === F32) this.bytes.byte(0x43).f32(value);
    else this.bytes.byte(0x44).f64(value);
    return this;
  }

  get(local: number): this {
    this.bytes.byte(0x20).u32(local);
    return this;
  }

  set(local: number): this {
    this.bytes.byte(0x21).u32(local);
    return this;
  }

  tee(local: number): this {
    this.bytes.byte(0x22).u32(local);
    return this;
  }

  /** A load or store at the address on the stack (below the value), plus `offset`. No alignment is promised. */
  access(opcode: MemoryAccess, offset: number): this {
    this.bytes.byte(MEMORY_ACCESS[opcode]).u32(0).u32(offset);
    return this;
  }

  /** A load at a fixed address. */
  loadAt(opcode: MemoryAccess, address: number): this {
    return this.i32(0).access(opcode, address);
  }

  memoryCopy(): this {
    this.bytes.bytes([0xfc, 10, 0, 0]);
    return this;
  }

  memoryFill(): this {
    this.bytes.bytes([0xfc, 11, 0]);
    return this;
  }

  call(fn: number): this {
    this.bytes.byte(0x10).u32(fn);
    return this;
  }

  /** Calls a function with the same results in the place of this one. */
  returnCall(fn: number): this {
    this.bytes.byte(0x12).u32(fn);
    return this;
  }

  /** Takes the index in the table from the stack. */
  callIndirect(type: number, table: number): this {
    this.bytes.byte(0x11).u32(type).u32(table);
    return this;
  }

  /** Opens a block; a branch to its label goes behind its end. */
  block(): Label {
    return this.open(0x02, EMPTY_BLOCK);
  }

  /** Opens a loop; a branch to its label goes to its beginning. */
  loop(): Label {
    return this.open(0x03, EMPTY_BLOCK);
  }

  /** Opens an `if` on the i32 on the stack. */
  if(result?: WasmType): Label {
    return this.open(0x04, result ?? EMPTY_BLOCK);
  }

  else(): this {
    this.bytes.byte(0x05);
    return this;
  }

  end(): this {
    this.level--;
    this.bytes.byte(0x0b);
    return this;
  }

  br(label: Label): this {
    this.bytes.byte(0x0c).u32(this.level - label.level);
    return this;
  }

  brIf(label: Label): this {
    this.bytes.byte(0x0d).u32(this.level - label.level);
    return this;
  }

  brTable(labels: readonly Label[], otherwise: Label): this {
    this.bytes.byte(0x0e).u32(labels.length);
    for (const label of labels) this.bytes.u32(this.level - label.level);
    this.bytes.u32(this.level - otherwise.level);
    return this;
  }

  private open(opcode: number, type: number): Label {
    this.bytes.byte(opcode).byte(type);
    return { level: ++this.level };
  }
}
