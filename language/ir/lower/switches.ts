// `switch`: a table where the values are few, comparisons where they are many or wide. The cases do not
// overlap, so the order in which they are looked at does not matter.
import type * as ast from '../../syntax/ast';
import type { CaseRange } from '../../semantics/checked';
import { taggedBy, type Type } from '../../semantics/types';
import type { BuiltCase } from '../builder';
import { binary, boolean, convert, integer, isSimple, read } from '../expressions';
import type * as ir from '../ir';
import { memoryOf } from './access';
import type { FunctionLowering } from './context';
import { addressOf, fieldPlace, loadFrom, type MemoryPlace, memoryPlace } from './place';
import { categoryOf, TAG, valueType } from './value-types';

// A case that chooses more values than this is compared with, rather than put into the table.
const MOST_TABLE_VALUES = 64n;

/** What a switch looks at: the number that chooses, and where the value is, if cases can name its payload. */
interface Subject {
  readonly type: Type;
  readonly value: ir.Expression;
  readonly place?: MemoryPlace;
}

/** A case that is compared with. */
interface ChosenCase {
  readonly ranges: readonly CaseRange[];
  readonly body: () => void;
}

/** @param lowerBlock lowers the body of a case */
export function lowerSwitch(
  f: FunctionLowering,
  s: ast.SwitchStatement,
  lowerBlock: (block: ast.Block) => void,
): void {
  f.begin(s.header);
  const found = lowerSubject(f, s);
  const body = (one: ast.SwitchCase) => () =>
    f.inScope(one, () => {
      for (const item of one.items) namePayload(f, item, found);
      lowerBlock(one.body);
    });
  const table: BuiltCase[] = [];
  const compared: ChosenCase[] = [];
  let count = 0;
  for (const one of s.cases) {
    const ranges = rangesOf(f, one);
    count += ranges.length;
    if (fitsTable(ranges, found.type)) table.push({ values: valuesOf(ranges), body: body(one) });
    else compared.push({ ranges, body: body(one) });
  }
  // If every tag has a case, a value that fits none has a tag that does not exist.
  const isComplete = !s.else && count === taggedBy(found.type)?.tags.length;
  const subject = compared.length > 0 || isComplete ? hold(f, found) : found;
  choose(f, subject, table, () =>
    f.b.block((end) => {
      for (const one of compared) {
        f.b.if(isChosen(one, subject), () => {
          one.body();
          f.b.breakTo(end);
        });
      }
      if (s.else) lowerBlock(s.else);
      else if (isComplete) trapOnTag(f, subject);
    }),
  );
}

function choose(
  f: FunctionLowering,
  subject: Subject,
  table: readonly BuiltCase[],
  otherwise: () => void,
): void {
  const type = valueType(numberType(subject.type));
  if (table.length > 0) f.b.switch(convert(type, 'i32', subject.value), table, otherwise);
  else otherwise();
}

/** What the value that chooses has: its own type, or that of the tag. */
function numberType(type: Type): Type {
  return taggedBy(type)?.tagType ?? type;
}

function lowerSubject(f: FunctionLowering, s: ast.SwitchStatement): Subject {
  const type = f.ownType(s.subject);
  if (categoryOf(type) === 'scalar') return { type, value: f.value(s.subject) };
  const found = memoryOf(f.place(s.subject));
  const isNamed = s.cases.some((one) => one.items.some((item) => item.payload));
  const place = isNamed ? kept(f, found) : found;
  return { type, value: loadFrom(place, TAG), place };
}

/** The place with its address in a register that lasts as long as the switch. */
function kept(f: FunctionLowering, place: MemoryPlace): MemoryPlace {
  const { op } = place.address;
  if (op === 'local address' || op === 'section address') return place;
  const local = f.b.register('subject', 'ptr');
  f.b.set(local, place.address);
  return memoryPlace(read(local), place.guard, place.offset);
}

/** The subject with its number in a register, for it is looked at several times. */
function hold(f: FunctionLowering, subject: Subject): Subject {
  if (isSimple(subject.value)) return subject;
  const local = f.b.register('subject', valueType(numberType(subject.type)));
  f.b.set(local, subject.value);
  return { ...subject, value: read(local) };
}

function namePayload(f: FunctionLowering, item: ast.CaseItem, { type, place }: Subject): void {
  const symbol = item.payload && f.tables.declared.get(item.payload);
  if (symbol?.kind !== 'variable' || !place || type.kind !== 'enum') return;
  f.declareReference(symbol, addressOf(fieldPlace(place, type.payloadOffset)));
}

function rangesOf(f: FunctionLowering, one: ast.SwitchCase): CaseRange[] {
  const ranges: CaseRange[] = [];
  for (const item of one.items) {
    const range = f.tables.rangeOf.get(item);
    if (range) ranges.push(range);
  }
  return ranges;
}

/** True if the values may be entries of a table. */
function fitsTable(ranges: readonly CaseRange[], type: Type): boolean {
  if (type.kind === 'integer' && type.bits === 64) return false;
  let size = 0n;
  for (const { low, high } of ranges) size += high - low;
  return size <= MOST_TABLE_VALUES;
}

/** The values that are chosen, as the i32 that they become. */
function valuesOf(ranges: readonly CaseRange[]): number[] {
  const values: number[] = [];
  for (const { low, high } of ranges)
    for (let value = low; value < high; value++) values.push(Number(BigInt.asIntN(32, value)));
  return values;
}

/** True where the value lies in one of the case's ranges. */
function isChosen({ ranges }: ChosenCase, { type, value }: Subject): ir.Expression {
  const number = valueType(type);
  const tests = ranges.map(({ low, high }) => {
    if (high - low === 1n) return binary('equal', number, value, integer(number, low));
    const isAbove = binary('greater or equal', number, value, integer(number, low));
    const isBelow = binary('less or equal', number, value, integer(number, high - 1n));
    return both(isAbove, isBelow);
  });
  return tests.reduceRight((rest, test) => either(test, rest));
}

function both(a: ir.Expression, b: ir.Expression): ir.Expression {
  return { op: 'conditional', type: 'bool', condition: a, then: b, else: boolean(false) };
}

function either(a: ir.Expression, b: ir.Expression): ir.Expression {
  return { op: 'conditional', type: 'bool', condition: a, then: boolean(true), else: b };
}

/** Only a stray store or an address cast to another type can make such a value. */
function trapOnTag(f: FunctionLowering, { type, value }: Subject): void {
  const of = taggedBy(type);
  if (!of) return;
  const names = f.program.tagNames(of);
  const tag = convert('u32', 'i64', convert(TAG, 'u32', value));
  const none = integer('i64', -1n << 32n);
  const tags = binary('or', 'i64', tag, none);
  f.b.emit({ op: 'trap', kind: 'payload', arguments: [names.address, integer('i64', names.length), tags] });
}
