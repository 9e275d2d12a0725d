// `switch`: its cases as ranges of numbers, whatever it is on, and payloads named in place.
import type * as ast from '../../syntax/ast';
import { taggedBy, type Type } from '../../semantics/types';
import { binary, convert, integer, isSimple, read } from '../expressions';
import type * as ir from '../ir';
import { memoryOf } from './access';
import type { FunctionLowering, LowerBlock } from './context';
import { addressOf, fieldPlace, loadFrom, type MemoryPlace, memoryPlace } from './place';
import { categoryOf, TAG, valueType } from './value-types';

/** What a switch looks at: the number that chooses, and where the value is, if cases can name its payload. */
interface Subject {
  readonly type: Type;
  readonly value: ir.Expression;
  readonly place?: MemoryPlace;
}

/** @param lowerBlock lowers the body of a case */
export function lowerSwitch(f: FunctionLowering, s: ast.SwitchStatement, lowerBlock: LowerBlock): void {
  f.begin(s.header);
  const found = lowerSubject(f, s);
  const body = (one: ast.SwitchCase) => () =>
    f.inScope(one, () => {
      for (const item of one.items) namePayload(f, item, found);
      lowerBlock(f, one.body);
    });
  const cases = s.cases.map((one) => ({ ranges: rangesOf(f, one), body: body(one) }));
  // If every tag has a case, a value that fits none has a tag that does not exist.
  const count = cases.reduce((sum, { ranges }) => sum + ranges.length, 0);
  const isComplete = !s.else && count === taggedBy(found.type)?.tags.length;
  const subject = isComplete ? hold(f, found) : found;
  f.b.switch(numberType(found.type), subject.value, cases, () => {
    if (s.else) lowerBlock(f, s.else);
    else if (isComplete) trapOnTag(f, subject);
  });
}

/** The type of the number that chooses: of the value itself, or of its tag. */
function numberType(type: Type): ir.ValueType {
  return taggedBy(type) ? TAG : valueType(type);
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

/** The subject with its number in a register, for it is looked at twice. */
function hold(f: FunctionLowering, subject: Subject): Subject {
  if (isSimple(subject.value)) return subject;
  const local = f.b.register('subject', numberType(subject.type));
  f.b.set(local, subject.value);
  return { ...subject, value: read(local) };
}

function namePayload(f: FunctionLowering, item: ast.CaseItem, { type, place }: Subject): void {
  const symbol = item.payload && f.tables.declared.get(item.payload);
  if (symbol?.kind !== 'variable' || !place || type.kind !== 'enum') return;
  f.declareReference(symbol, addressOf(fieldPlace(place, type.payloadOffset)));
}

function rangesOf(f: FunctionLowering, one: ast.SwitchCase): ir.ValueRange[] {
  const ranges: ir.ValueRange[] = [];
  for (const item of one.items) {
    const range = f.tables.rangeOf.get(item);
    if (range) ranges.push(range);
  }
  return ranges;
}

/** Only a stray store or an address cast to another type can make such a value. */
function trapOnTag(f: FunctionLowering, { type, value }: Subject): void {
  const of = taggedBy(type);
  if (!of) return;
  const names = f.program.tagNames(of);
  const tag = convert('u32', 'i64', convert(TAG, 'u32', value));
  const none = integer('i64', -1n << 32n);
  const tags = binary('or', 'i64', tag, none);
  f.b.trap('payload', [names.address, integer('i64', names.length), tags]);
}
