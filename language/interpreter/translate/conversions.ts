// `cast` between the scalar types, and keeping narrow integers normalised.
import type * as ir from '../../ir/ir';
import type { Opcode } from '../wasm/code';
import { F32, F64, I32, I64 } from '../wasm/encoder';
import { wasmType, type FunctionContext } from './context';

/** Brings the i32 on the stack back into the range of a narrow type; nothing for the others. */
export function normalize(f: FunctionContext, type: ir.ValueType): void {
  const { code } = f;
  if (type === 'i8') code.op('i32.extend8_s');
  else if (type === 'i16') code.op('i32.extend16_s');
  else if (type === 'u8') code.i32(0xff).op('i32.and');
  else if (type === 'u16') code.i32(0xffff).op('i32.and');
}

/** Converts the value on the stack. */
export function emitConvert(f: FunctionContext, from: ir.ValueType, to: ir.ValueType): void {
  const source = wasmType(from);
  const target = wasmType(to);
  if (source === F32 || source === F64) {
    if (target === F32 || target === F64) emitFloatToFloat(f, source, target);
    else emitFloatToInteger(f, source, to);
  } else if (target === F32 || target === F64) {
    emitIntegerToFloat(f, from, target);
  } else {
    emitIntegerToInteger(f, from, to);
  }
}

function emitFloatToFloat(f: FunctionContext, source: number, target: number): void {
  if (source === target) return;
  f.code.op(target === F32 ? 'f32.demote_f64' : 'f64.promote_f32');
}

function emitIntegerToFloat(f: FunctionContext, from: ir.ValueType, target: number): void {
  const width = wasmType(from) === I64 ? 'i64' : 'i32';
  const sign = isUnsigned(from) ? 'u' : 's';
  f.code.op(`${target === F32 ? 'f32' : 'f64'}.convert_${width}_${sign}` as Opcode);
}

function emitIntegerToInteger(f: FunctionContext, from: ir.ValueType, to: ir.ValueType): void {
  const { code } = f;
  const source = wasmType(from);
  if (to === 'bool') {
    if (source === I64) code.i64(0n).op('i64.ne');
    else code.i32(0).op('i32.ne');
    return;
  }
  const target = wasmType(to);
  if (source === I64 && target === I32) code.op('i32.wrap_i64');
  else if (source === I32 && target === I64)
    code.op(isUnsigned(from) ? 'i64.extend_i32_u' : 'i64.extend_i32_s');
  normalize(f, to);
}

/** Inclusive ranges of the narrow types, to which a float saturates. */
const NARROW_RANGES: Partial<Record<ir.ValueType, readonly [number, number]>> = {
  i8: [-128, 127],
  i16: [-32768, 32767],
  u8: [0, 255],
  u16: [0, 65535],
};

function emitFloatToInteger(f: FunctionContext, source: number, to: ir.ValueType): void {
  const { code } = f;
  const width = wasmType(to) === I64 ? 'i64' : 'i32';
  const sign = isUnsigned(to) ? 'u' : 's';
  code.saturate(`${width}.trunc_sat_${source === F32 ? 'f32' : 'f64'}_${sign}`);
  const range = NARROW_RANGES[to];
  if (!range) return;
  const less = isUnsigned(to) ? 'i32.lt_u' : 'i32.lt_s';
  const greater = isUnsigned(to) ? 'i32.gt_u' : 'i32.gt_s';
  f.scratch(I32, (value) => {
    code.set(value);
    code.i32(range[0]).get(value).get(value).i32(range[0]).op(less).op('select').set(value);
    code.i32(range[1]).get(value).get(value).i32(range[1]).op(greater).op('select');
  });
}

function isUnsigned(type: ir.ValueType): boolean {
  return type.startsWith('u') || type === 'bool' || type === 'ptr';
}
