// Putting values into places. A struct or array literal is built where it is to be; what could be read
// through the place meanwhile is the business of whoever chose it (see assignments.ts).
import type * as ast from '../../syntax/ast';
import type { ConstantValue } from '../../semantics/constant';
import { sizeOf, type Field, type Type } from '../../semantics/types';
import { copyAggregate, memoryOf, repeatable, writeScalar, writeSlice, writeZero } from './access';
import { callForAggregate, callForRegister, callInto } from './calls';
import { constantInto } from './constants';
import type { FunctionLowering } from './context';
import { constructInto, isConstruction } from './enums';
import { fieldPlace, type MemoryPlace, type Place } from './place';
import { isCall } from './purity';
import { heldRung } from './rungs';
import { categoryOf } from './value-types';

export function lowerInto(f: FunctionLowering, e: ast.Expression, place: Place): void {
  const type = f.typeOf(e);
  switch (categoryOf(type)) {
    case 'none':
      return f.effect(e);
    case 'scalar':
      if (isCall(f, e) && e.links === undefined && place.kind === 'register')
        return callForRegister(f, e, place.local);
      return writeScalar(f, place, type, f.value(e));
    case 'slice':
      if (isPlainCall(f, e) && place.kind === 'register')
        return callInto(f, e, [place.local, place.local + 1]);
      return writeSlice(f, place, f.slice(e));
    case 'aggregate':
      return buildAggregate(f, e, memoryOf(place));
  }
}

/** A call whose results may go straight into a slice's registers. */
function isPlainCall(f: FunctionLowering, e: ast.Expression): e is ast.CallExpression {
  return e.kind === 'CallExpression' && e.links === undefined && !f.tables.conversionOf.has(e);
}

/** Puts a struct, array or enum into memory, as what it is before any conversion. */
export function buildAggregate(f: FunctionLowering, e: ast.Expression, place: MemoryPlace): void {
  const type = f.ownType(e);
  const constant = f.constantOf(e);
  if (constant) return constantInto(f, type, constant, place);
  const held = e.kind === 'CallExpression' ? heldRung(f, e)?.place : undefined;
  if (held) return copyAggregate(f, place, held, type);
  if (isConstruction(f, e)) return constructInto(f, e, type, place);
  switch (e.kind) {
    case 'CallExpression':
      return callForAggregate(f, e, place);
    case 'StructLiteral':
      return structInto(f, e, type, place);
    case 'ArrayLiteral':
      return arrayInto(f, e, type, place);
    default:
      return copyAggregate(f, place, memoryOf(f.place(e)), type);
  }
}

/** The given values in the order of their text, which is the order of evaluation; then the other fields. */
function structInto(f: FunctionLowering, e: ast.StructLiteral, type: Type, place: MemoryPlace): void {
  if (type.kind !== 'struct') throw new Error('ropewalk: a struct literal of another type');
  const given = f.tables.fieldsOf.get(e) ?? [];
  if (e.fields.length === 0 && type.fields.every((field) => !field.initial)) return writeZero(f, place, type);
  const target = repeatable(f, place);
  for (const { value } of e.fields) {
    const field = type.fields[given.indexOf(value)];
    if (field) f.into(value, fieldPlace(target, field.offset));
  }
  type.fields.forEach((field, i) => {
    if (!given[i]) fieldDefault(f, field, fieldPlace(target, field.offset));
  });
}

function fieldDefault(f: FunctionLowering, field: Field, place: MemoryPlace): void {
  if (field.initial) constantInto(f, field.type, field.initial, place);
  else writeZero(f, place, field.type);
}

function arrayInto(f: FunctionLowering, e: ast.ArrayLiteral, type: Type, place: MemoryPlace): void {
  if (type.kind !== 'array') throw new Error('ropewalk: an array literal of another type');
  const constant = constantElements(f, e);
  if (constant) return constantInto(f, type, constant, place);
  const target = repeatable(f, place);
  const size = sizeOf(type.element);
  e.elements.forEach((element, i) => f.into(element, fieldPlace(target, i * size)));
}

// Fewer elements than these are stored one by one, more are copied from read-only memory.
const FEW_ELEMENTS = 4;

function constantElements(f: FunctionLowering, e: ast.ArrayLiteral): ConstantValue | undefined {
  if (e.elements.length < FEW_ELEMENTS) return undefined;
  const elements: ConstantValue[] = [];
  for (const element of e.elements) {
    const constant = f.constantOf(element);
    if (!constant || f.tables.conversionOf.get(element)?.kind === 'slice') return undefined;
    elements.push(constant);
  }
  return { kind: 'aggregate', elements };
}
