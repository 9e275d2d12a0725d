// Expressions: pure trees become straight WebAssembly. Narrow integers stay normalised in an i32.
import type * as ir from '../../ir/ir';
import { STATE } from '../memory-layout';
import type { Opcode } from '../wasm/code';
import { F32, F64, I32, I64, type WasmType } from '../wasm/encoder';
import { emitAddress, emitCheckedIndex, emitLoad, emitPlainAddress, emitTrap } from './accesses';
import { wasmType, type FunctionContext } from './context';
import { emitConvert, normalize } from './conversions';

/** Pushes the value of an expression. */
export function emitExpression(f: FunctionContext, e: ir.Expression): void {
  const { code } = f;
  switch (e.op) {
    case 'constant':
      return emitConstant(f, e);
    case 'local':
      code.get(f.registers[e.local] as number);
      return;
    case 'local address':
    case 'section address':
    case 'frame address':
      return emitAddressValue(f, e);
    case 'thread':
      return emitThread(f, e);
    case 'function address':
      code.i64(BigInt(e.id + 1));
      return;
    case 'load':
      return emitLoad(f, e);
    case 'unary':
      return emitUnary(f, e);
    case 'binary':
      return emitBinary(f, e);
    case 'convert':
      emitExpression(f, e.operand);
      return emitConvert(f, e.from, e.to);
    case 'conditional':
      emitExpression(f, e.condition);
      code.if(wasmType(e.type));
      emitExpression(f, e.then);
      code.else();
      emitExpression(f, e.else);
      code.end();
      return;
    case 'element':
      return emitElement(f, e);
    case 'check range':
      return emitCheckRange(f, e);
    case 'check tag':
      return emitCheckTag(f, e);
    case 'let':
      emitExpression(f, e.value);
      code.set(f.registers[e.local] as number);
      return emitExpression(f, e.body);
  }
}

/** A register of the state page, which the driver fills when it changes threads. */
function emitThread(f: FunctionContext, e: ir.ThreadExpression): void {
  const { state } = f.module.layout;
  if (e.part === 'id') f.code.loadAt('i32.load', state + STATE.thread);
  else f.code.loadAt('i32.load', state + STATE.context).op('i64.extend_i32_u');
}

function emitConstant(f: FunctionContext, e: ir.ConstantExpression): void {
  const type = wasmType(e.type);
  if (type === I64) f.code.i64(BigInt(e.value));
  else if (type === I32) f.code.i32(Number(e.value));
  else f.code.float(type, Number(e.value));
}

function emitAddressValue(f: FunctionContext, e: ir.Expression): void {
  const constant = emitPlainAddress(f, e);
  if (constant !== 0) f.code.i32(constant).op('i32.add');
  f.code.op('i64.extend_i32_u');
}

function emitElement(f: FunctionContext, e: ir.ElementExpression): void {
  const { code } = f;
  // A large array behind a nil pointer: an index could lead from nil into valid memory.
  const reach = e.length.op === 'constant' ? Number(e.length.value) * e.size : 0;
  if (reach >= f.module.layout.base) {
    emitAddress(f, e.base, 0, 'pointer');
    code.op('i64.extend_i32_u');
  } else {
    emitExpression(f, e.base);
  }
  emitCheckedIndex(f, e, false);
  if (e.size !== 1) code.i64(BigInt(e.size)).op('i64.mul');
  code.op('i64.add');
}

function emitCheckRange(f: FunctionContext, e: ir.CheckRangeExpression): void {
  const { code } = f;
  f.scratch(I64, (low) =>
    f.scratch(I64, (high) =>
      f.scratch(I64, (length) => {
        emitExpression(f, e.low);
        code.set(low);
        emitExpression(f, e.high);
        code.set(high);
        emitExpression(f, e.length);
        // As unsigned numbers: a negative bound is larger than any length.
        code.set(length).get(high).get(length).op('i64.gt_u').get(low).get(high).op('i64.gt_u');
        code.op('i32.or').if();
        emitTrap(f, 'slice', () => code.get(low).get(high).get(length));
        code.end().get(low);
      }),
    ),
  );
}

function emitCheckTag(f: FunctionContext, e: ir.CheckTagExpression): void {
  const { code } = f;
  f.scratch(I32, (tag) => {
    emitExpression(f, e.tag);
    code.tee(tag).i32(e.expected).op('i32.ne').if();
    emitTrap(f, 'payload', () => {
      emitExpression(f, e.names);
      code.i64(BigInt(e.namesLength)).get(tag).op('i64.extend_i32_u');
      code.i64(BigInt(e.expected) << 32n).op('i64.or');
    });
    code.end();
  });
  emitExpression(f, e.address);
}

function emitUnary(f: FunctionContext, e: ir.UnaryExpression): void {
  const { code } = f;
  const type = wasmType(e.type);
  if (e.operator === 'not') {
    emitExpression(f, e.operand);
    code.op('i32.eqz');
  } else if (e.operator === 'complement') {
    emitExpression(f, e.operand);
    if (type === I64) code.i64(-1n).op('i64.xor');
    else code.i32(-1).op('i32.xor');
    normalize(f, e.type);
  } else if (type === F32 || type === F64) {
    emitExpression(f, e.operand);
    code.op(type === F32 ? 'f32.neg' : 'f64.neg');
  } else {
    code.zero(type);
    emitExpression(f, e.operand);
    code.op(type === I64 ? 'i64.sub' : 'i32.sub');
    normalize(f, e.type);
  }
}

/** Instruction suffixes; a pair is told apart by sign. */
const INSTRUCTIONS: Record<ir.BinaryOperator, string | readonly [signed: string, unsigned: string]> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: ['div_s', 'div_u'],
  remainder: ['rem_s', 'rem_u'],
  and: 'and',
  or: 'or',
  xor: 'xor',
  'shift left': 'shl',
  'shift right': ['shr_s', 'shr_u'],
  equal: 'eq',
  'not equal': 'ne',
  less: ['lt_s', 'lt_u'],
  'less or equal': ['le_s', 'le_u'],
  greater: ['gt_s', 'gt_u'],
  'greater or equal': ['ge_s', 'ge_u'],
};

const COMPARISONS: ReadonlySet<ir.BinaryOperator> = new Set<ir.BinaryOperator>([
  'equal',
  'not equal',
  'less',
  'less or equal',
  'greater',
  'greater or equal',
]);

function isSigned(type: ir.ValueType): boolean {
  return type.startsWith('i');
}

function instruction(operator: ir.BinaryOperator, type: ir.ValueType): Opcode {
  const names = INSTRUCTIONS[operator];
  const wasm = wasmType(type);
  if (wasm === F32 || wasm === F64) {
    const name = typeof names === 'string' ? names : names[0].replace('_s', '');
    return `${wasm === F32 ? 'f32' : 'f64'}.${name}` as Opcode;
  }
  const name = typeof names === 'string' ? names : names[isSigned(type) ? 0 : 1];
  return `${wasm === I64 ? 'i64' : 'i32'}.${name}` as Opcode;
}

const NARROW_BITS: Partial<Record<ir.ValueType, number>> = { i8: 8, u8: 8, i16: 16, u16: 16 };

function emitBinary(f: FunctionContext, e: ir.BinaryExpression): void {
  const { code } = f;
  const type = wasmType(e.type);
  const isInteger = type === I32 || type === I64;
  if (isInteger && (e.operator === 'divide' || e.operator === 'remainder')) return emitDivision(f, e, type);
  emitExpression(f, e.left);
  emitExpression(f, e.right);
  const narrow = NARROW_BITS[e.type];
  // WebAssembly masks shift counts to 32 or 64 bits; narrower types are masked here.
  if (narrow && e.operator.startsWith('shift')) code.i32(narrow - 1).op('i32.and');
  code.op(instruction(e.operator, e.type));
  if (!COMPARISONS.has(e.operator)) normalize(f, e.type);
}

/** Division traps on zero; the least integer divided by -1 wraps to itself, where WebAssembly would trap. */
function emitDivision(f: FunctionContext, e: ir.BinaryExpression, type: WasmType): void {
  const { code } = f;
  const wide = type === I64;
  const opcode = instruction(e.operator, e.type);
  if (e.right.op === 'constant' && Number(e.right.value) !== 0 && Number(e.right.value) !== -1) {
    emitExpression(f, e.left);
    emitExpression(f, e.right);
    code.op(opcode);
    return normalize(f, e.type);
  }
  f.scratch(type, (left) =>
    f.scratch(type, (right) => {
      emitExpression(f, e.left);
      code.set(left);
      emitExpression(f, e.right);
      code
        .tee(right)
        .op(wide ? 'i64.eqz' : 'i32.eqz')
        .if();
      emitTrap(f, 'divide', () => code.i64(0n).i64(0n).i64(0n));
      code.end();
      if (e.operator === 'divide' && isSigned(e.type)) {
        code.get(right);
        if (wide) code.i64(-1n).op('i64.eq');
        else code.i32(-1).op('i32.eq');
        code.if(type);
        code
          .zero(type)
          .get(left)
          .op(wide ? 'i64.sub' : 'i32.sub');
        code.else().get(left).get(right).op(opcode).end();
      } else {
        code.get(left).get(right).op(opcode);
      }
      normalize(f, e.type);
    }),
  );
}
