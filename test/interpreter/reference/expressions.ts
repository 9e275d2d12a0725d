// Walks the IR's expressions: operands from left to right, nothing but what the IR's comments say.
import type * as ir from '../../../language/ir/ir';
import { frameLayout } from '../../../language/ir/frame-layout';
import { binary, convert, unary } from './arithmetic';
import { ReferenceTrap, type ReferenceMemory, type Value } from './memory';

/** A call that is going on. */
export interface Frame {
  readonly fn: ir.Function;
  /** Register and scratch locals, by id. */
  readonly values: Value[];
  /** Address of its memory locals. */
  readonly data: number;
}

export function evaluate(memory: ReferenceMemory, frame: Frame, e: ir.Expression): Value {
  const of = (operand: ir.Expression): Value => evaluate(memory, frame, operand);
  switch (e.op) {
    case 'constant':
      return e.value;
    case 'local':
      return frame.values[e.local] as Value;
    case 'local address':
      return BigInt(frame.data + (frameLayout(frame.fn).offsets[e.local] as number) + e.offset);
    case 'section address':
      return BigInt(memory.places[e.section] + e.offset);
    case 'function address':
      return BigInt(e.id + 1);
    case 'load':
      return memory.load(e.type, of(e.address), e.offset, e.guard);
    case 'unary':
      return unary(e.operator, e.type, of(e.operand));
    case 'binary':
      return binary(e.operator, e.type, of(e.left), of(e.right));
    case 'convert':
      return convert(e.from, e.to, of(e.operand));
    case 'conditional':
      return of(e.condition) === 0 ? of(e.else) : of(e.then);
    case 'element':
      expectInside(memory, frame, e);
      return element(of(e.base), of(e.index), of(e.length), e.size);
    case 'check range':
      return checkRange(of(e.low), of(e.high), of(e.length));
    case 'check tag': {
      const tag = Number(of(e.tag));
      if (tag !== e.expected)
        throw wrongTag(memory, BigInt(of(e.names)), BigInt(e.namesLength), tag, e.expected);
      return of(e.address);
    }
    case 'let':
      frame.values[e.local] = of(e.value);
      return of(e.body);
    case 'thread':
      return e.part === 'id' ? 1 : BigInt(memory.context);
    case 'frame address':
      return BigInt(frame.values[0] as Value) + BigInt(e.offset);
  }
}

/** In an array so large that an index could lead from nil into memory, the base itself is looked at. */
function expectInside(
  memory: ReferenceMemory,
  frame: Frame,
  { base, length, size }: ir.ElementExpression,
): void {
  const isLarge = length.op === 'constant' && Number(length.value) * size >= memory.places.base;
  if (isLarge) memory.expectInside(BigInt(evaluate(memory, frame, base)));
}

/** @param needed the tag that should be there; -1: any of the enum's */
export function wrongTag(
  memory: ReferenceMemory,
  names: bigint,
  length: bigint,
  found: number,
  needed: number,
): ReferenceTrap {
  const bytes = memory.bytes.subarray(Number(names), Number(names + length));
  const [type, ...tags] = Buffer.from(bytes).toString().split('\n');
  const quoted = (tag: number) => (tag in tags ? `\`${tags[tag]}\`` : String(tag));
  const message =
    needed < 0
      ? `wrong tag: this \`${type}\` has the tag ${found}, which does not exist`
      : `wrong payload: this \`${type}\` is ${quoted(found)}, not ${quoted(needed)}`;
  return new ReferenceTrap('payload', message);
}

function element(base: Value, index: Value, length: Value, size: number): bigint {
  if (index < 0n || index >= length)
    throw new ReferenceTrap('index', `index ${index} out of bounds for length ${length}`);
  return BigInt.asUintN(64, BigInt(base) + BigInt(index) * BigInt(size));
}

function checkRange(low: Value, high: Value, length: Value): Value {
  if (low < 0n || low > high || high > length)
    throw new ReferenceTrap('slice', `slice ${low}..${high} out of bounds for length ${length}`);
  return low;
}
