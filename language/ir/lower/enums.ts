// Enums: making a value, looking at its tag, and reaching its payload after a look at the tag.
import type * as ast from '../../syntax/ast';
import type { EnumType, Type } from '../../semantics/types';
import { binary, integer, isSimple, read } from '../expressions';
import type * as ir from '../ir';
import { memoryOf, readScalar, repeatable, writeScalar, writeZero } from './access';
import type { FunctionLowering } from './context';
import { bind, fieldPlace, loadFrom, type MemoryPlace, memoryPlace } from './place';
import { categoryOf, TAG } from './value-types';

/** True for `.circle`, `Shape.circle` and calls of these: expressions that make a value of an enum. */
export function isConstruction(f: FunctionLowering, e: ast.Expression): boolean {
  const { kind } = e;
  // Asked of every expression, most of which are of other kinds.
  if (kind !== 'CallExpression' && kind !== 'MemberExpression' && kind !== 'TagExpression') return false;
  return f.tables.tagOf.has(e);
}

/** Makes a value of an enum with payloads: the payload first, so that a trap in it leaves the old tag. */
export function constructInto(f: FunctionLowering, e: ast.Expression, type: Type, place: MemoryPlace): void {
  const index = f.tables.tagOf.get(e) ?? 0;
  if (type.kind !== 'enum') throw new Error('ropewalk: a tag of what is no enum');
  const [payload] = e.kind === 'CallExpression' ? e.arguments : [];
  if (!payload && index === 0) return writeZero(f, place, type);
  const target = repeatable(f, place);
  if (payload) f.into(payload, fieldPlace(target, type.payloadOffset));
  writeScalar(f, target, type.tagType, integer(TAG, index));
}

/** The tag of a value of an enum, or of a tag by itself. */
export function tagValue(f: FunctionLowering, e: ast.Expression): ir.Expression {
  const type = f.ownType(e);
  if (categoryOf(type) === 'scalar') return f.value(e);
  return loadFrom(memoryOf(f.place(e)), TAG);
}

export function lowerIs(f: FunctionLowering, e: ast.IsExpression): ir.Expression {
  const index = f.tables.tagOf.get(e) ?? 0;
  return binary('equal', TAG, tagValue(f, e.operand), integer(TAG, index));
}

/** Where the payload of a tag is, of the enum's value at `base`. Traps where the value has another tag. */
export function payloadPlace(
  f: FunctionLowering,
  base: MemoryPlace,
  type: EnumType,
  index: number,
): MemoryPlace {
  const names = f.program.tagNames(type);
  const checked = (address: ir.Expression): ir.Expression => ({
    op: 'check tag',
    tag: readScalar({ ...base, address }, type.tagType),
    expected: index,
    address,
    names: names.address,
    namesLength: names.length,
  });
  const offset = base.offset + type.payloadOffset;
  if (isSimple(base.address)) return memoryPlace(checked(base.address), base.guard, offset);
  const local = f.b.scratch('ptr');
  const address = bind([{ local, value: base.address }], checked(read(local)));
  return memoryPlace(address, base.guard, offset);
}
