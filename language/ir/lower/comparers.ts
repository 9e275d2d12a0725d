// Functions that compare or hash the values of a type: what the generic externals `__equal(T)` and `__hash(T)` of the
// library are, made here for each type that they are asked for. They take the values' addresses.
import type { FunctionSymbol } from '../../semantics/symbol';
import {
  hasPayloads,
  I8,
  shownFields,
  sizeOf,
  typeName,
  type EnumType,
  type Type,
} from '../../semantics/types';
import type { Span } from '../../syntax/source';
import { type BuiltCase, FunctionBuilder } from '../builder';
import { binary, boolean, convert, integer, not, read, scaled } from '../expressions';
import type * as ir from '../ir';
import { only } from '../value-type';
import { readScalar, readSlice, settle } from './access';
import { FunctionLowering, type ExpressionLowering } from './context';
import { addressOf, fieldPlace, loadFrom, memoryPlace, type MemoryPlace } from './place';
import type { ProgramContext } from './program';
import { categoryOf, TAG, valueType } from './value-types';

export type Comparison = 'equal' | 'hash';

/** What a function compares or hashes, if it is an instance of one of the two externals. */
export function comparisonOf(symbol: FunctionSymbol): { what: Comparison; type: Type } | undefined {
  const what = symbol.isExternal ? /^__(equal|hash)\(/.exec(symbol.name)?.[1] : undefined;
  const [first] = symbol.type.parameters;
  if (what === undefined || first?.kind !== 'pointer') return undefined;
  return { what: what as Comparison, type: first.pointee };
}

/** `(a, b) → whether they are equal`, or `(value, hash so far) → hash`. */
export function makeComparer(
  program: ProgramContext,
  ways: ExpressionLowering,
  what: Comparison,
  type: Type,
  id: ir.FunctionId,
): ir.Function {
  const b = new FunctionBuilder(id, program.safepoints);
  const f = new FunctionLowering(program, b, ways, program.checked.scope);
  const { span } = program.libraryFunction('rt_equal_text').declaration.name;
  const first = memoryPlace(read(b.parameter('a', 'ptr')), 'pointer');
  if (what === 'equal') {
    const second = memoryPlace(read(b.parameter('b', 'ptr')), 'pointer');
    f.begin(span);
    const work = new Equality(f, span);
    work.compare(type, first, second);
  } else {
    const hash = b.parameter('hash', 'u64');
    f.begin(span);
    const work = new Hashing(f, span, hash);
    work.hash(type, first);
  }
  const results = [what === 'equal' ? ('bool' as const) : ('u64' as const)];
  return b.finish({ name: `${what} ${typeName(type)}`, isLibrary: true, span, results });
}

/** True for the types whose values need no function of their own to be compared. */
function isPlain(type: Type): boolean {
  return categoryOf(type) === 'scalar' || isText(type) || sizeOf(type) === 0;
}

function isText(type: Type): boolean {
  return type.kind === 'slice' && type.element === I8;
}

/** Goes through `count` values that lie one behind the other. */
function each(
  f: FunctionLowering,
  count: ir.Expression,
  span: Span,
  body: (index: ir.Expression) => void,
): void {
  const index = f.b.register('index', 'i64');
  f.b.set(index, integer('i64', 0));
  f.b.loop((label) => {
    f.b.if(binary('greater or equal', 'i64', read(index), count), () => f.b.breakTo(label));
    body(read(index));
    f.begin(span);
    f.b.set(index, binary('add', 'i64', read(index), integer('i64', 1)));
  });
  f.begin(span);
}

/** The cases of a switch over an enum's tags, for those with a payload. */
function payloadCases(type: EnumType, body: (payload: Type) => void): BuiltCase[] {
  return type.tags.flatMap(({ payload }, i) =>
    payload ? [{ ranges: [only(i)], body: () => body(payload) }] : [],
  );
}

class Equality {
  constructor(
    private readonly f: FunctionLowering,
    private readonly span: Span,
  ) {}

  /** Returns whether two values are equal. */
  compare(type: Type, a: MemoryPlace, b: MemoryPlace): void {
    if (isPlain(type)) return this.answer(this.value(type, a, b));
    if (type.kind === 'struct') {
      for (const { type: of, offset } of shownFields(type))
        this.require(of, fieldPlace(a, offset), fieldPlace(b, offset));
    } else if (type.kind === 'array') {
      this.elements(type.element, addressOf(a), addressOf(b), integer('i64', type.length));
    } else if (type.kind === 'slice') {
      this.slices(type.element, a, b);
    } else if (type.kind === 'enum' && hasPayloads(type)) {
      const tag = loadFrom(a, TAG);
      this.unless(binary('equal', TAG, tag, loadFrom(b, TAG)));
      const at = type.payloadOffset;
      const cases = payloadCases(type, (of) => this.require(of, fieldPlace(a, at), fieldPlace(b, at)));
      this.f.b.switch(TAG, tag, cases, () => undefined);
    }
    this.answer(boolean(true));
  }

  private slices(element: Type, a: MemoryPlace, b: MemoryPlace): void {
    const first = settle(this.f, readSlice(this.f, a));
    const second = settle(this.f, readSlice(this.f, b));
    this.unless(binary('equal', 'i64', first.count, second.count));
    this.elements(element, first.data, second.data, first.count);
  }

  private elements(element: Type, a: ir.Expression, b: ir.Expression, count: ir.Expression): void {
    const size = sizeOf(element);
    const at = (data: ir.Expression, i: ir.Expression) => memoryPlace(scaled(data, i, size), 'pointer');
    each(this.f, count, this.span, (i) => this.require(element, at(a, i), at(b, i)));
  }

  /** Goes on only if two parts are equal. */
  private require(type: Type, a: MemoryPlace, b: MemoryPlace): void {
    if (sizeOf(type) > 0) this.unless(this.value(type, a, b));
  }

  private unless(isEqual: ir.Expression): void {
    this.f.b.if(not(isEqual), () => this.answer(boolean(false)));
  }

  private answer(value: ir.Expression): void {
    this.f.b.return([value]);
  }

  private value(type: Type, a: MemoryPlace, b: MemoryPlace): ir.Expression {
    const { f, span } = this;
    if (sizeOf(type) === 0) return boolean(true);
    if (isText(type)) {
      const [first, second] = [settle(f, readSlice(f, a)), settle(f, readSlice(f, b))];
      return f.callLibrary('rt_equal_text', [first.data, first.count, second.data, second.count], span);
    }
    if (categoryOf(type) !== 'scalar')
      return f.callComparer('equal', type, [addressOf(a), addressOf(b)], span);
    const [first, second] = [readScalar(a, type), readScalar(b, type)];
    if (type.kind !== 'float') return binary('equal', valueType(type), first, second);
    const wide = [first, second].map((value) => convert(valueType(type), 'f64', value));
    return f.callLibrary('rt_equal_f64', wide, span);
  }
}

class Hashing {
  /** @param state the register with the hash so far */
  constructor(
    private readonly f: FunctionLowering,
    private readonly span: Span,
    private readonly state: ir.LocalId,
  ) {}

  /** Returns the hash with a value's. */
  hash(type: Type, place: MemoryPlace): void {
    if (isPlain(type)) this.stir(type, place);
    else if (type.kind === 'struct') {
      for (const { type: of, offset } of shownFields(type)) this.stir(of, fieldPlace(place, offset));
    } else if (type.kind === 'array') {
      this.elements(type.element, addressOf(place), integer('i64', type.length));
    } else if (type.kind === 'slice') {
      const { data, count } = settle(this.f, readSlice(this.f, place));
      this.number(convert('i64', 'u64', count));
      this.elements(type.element, data, count);
    } else if (type.kind === 'enum' && hasPayloads(type)) {
      const tag = loadFrom(place, TAG);
      this.number(convert(TAG, 'u64', tag));
      const cases = payloadCases(type, (of) => this.stir(of, fieldPlace(place, type.payloadOffset)));
      this.f.b.switch(TAG, tag, cases, () => undefined);
    }
    this.f.b.return([read(this.state)]);
  }

  private elements(element: Type, data: ir.Expression, count: ir.Expression): void {
    const size = sizeOf(element);
    each(this.f, count, this.span, (i) => this.stir(element, memoryPlace(scaled(data, i, size), 'pointer')));
  }

  private number(value: ir.Expression): void {
    this.f.callLibrary('rt_hash_u64', [value, read(this.state)], this.span, this.state);
  }

  private stir(type: Type, place: MemoryPlace): void {
    const { f, span, state } = this;
    if (sizeOf(type) === 0) return;
    if (isText(type)) {
      const { data, count } = settle(f, readSlice(f, place));
      f.callLibrary('rt_hash_text', [data, count, read(state)], span, state);
    } else if (categoryOf(type) !== 'scalar') {
      f.b.set(state, f.callComparer('hash', type, [addressOf(place), read(state)], span));
    } else {
      const [value, from] = [readScalar(place, type), valueType(type)];
      if (type.kind !== 'float') return this.number(convert(from, 'u64', value));
      f.callLibrary('rt_hash_f64', [convert(from, 'f64', value), read(state)], span, state);
    }
  }
}
