// Struct types: fields, their defaults, and C's layout.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { reportContainment } from './containment';
import { checkInitializer } from './initializers';
import type { Instance } from './instances';
import { checkSize, resolveStored } from './stored-types';
import { alignOf, type Field, INVALID, newStruct, sizeOf, type StructType, type Type } from './types';

/** A field before it has a place. */
export type UnplacedField = Omit<Field, 'offset'>;

/** A named struct whose fields are found out when they are needed. */
export function declareStruct(
  c: Checking,
  name: string,
  span: Span,
  node: ast.StructType,
  instance?: Instance,
): StructType {
  const struct = newStruct(name, span, instance);
  c.structs.push(struct);
  c.tables.typeNamed.set(node, struct);
  c.defer(
    struct,
    () => completeStruct(c, struct, node),
    (cycle) => reportContainment(c, struct, cycle),
  );
  return struct;
}

function completeStruct(c: Checking, struct: StructType, node: ast.StructType): void {
  const before = c.mistakes;
  layOut(struct, checkFields(c, node));
  if (checkSize(c, struct, struct.span ?? node.span) === INVALID) layOut(struct, []);
  if (c.mistakes > before) c.hasWrongTypes = true;
}

/** The struct type of `{ a: T, … }`: the same object for the same names and types. */
export function anonymousStruct(c: Checking, node: ast.StructType): Type {
  const fields = checkFields(c, node);
  if (fields.some((field) => field.type === INVALID)) return INVALID;
  return checkSize(c, structWith(c, fields, node.span), node.span);
}

/** An anonymous struct with these fields. Two with the same names and types (and no defaults) are one type. */
export function structWith(c: Checking, fields: readonly UnplacedField[], span: Span): StructType {
  const same = c.structs.find((s) => s.name === undefined && hasFields(s, fields));
  if (same) return same;
  const struct = newStruct(undefined, span);
  layOut(struct, fields);
  c.structs.push(struct);
  return struct;
}

function hasFields(struct: StructType, fields: readonly UnplacedField[]): boolean {
  if (struct.fields.length !== fields.length) return false;
  return struct.fields.every((field, i) => {
    const other = fields[i];
    return field.name === other?.name && field.type === other.type && field.initial === other.initial;
  });
}

function checkFields(c: Checking, node: ast.StructType): UnplacedField[] {
  const first = new Map<string, ast.FieldDeclaration>();
  const fields: UnplacedField[] = [];
  for (const declaration of node.fields) {
    const { name } = declaration;
    const type = resolveStored(c, declaration.type);
    const initial = declaration.initializer && checkInitializer(c, declaration.initializer, type);
    const earlier = first.get(name.text);
    if (earlier) {
      const labels = [{ span: earlier.name.span, message: 'first declared here' }];
      c.error('E0213', name.span, `the struct already has a field \`${name.text}\``, undefined, labels);
      continue;
    }
    first.set(name.text, declaration);
    fields.push({ name: name.text, type, initial, span: name.span });
  }
  return fields;
}

/** Gives each field its offset as C would, and the struct its size and alignment. */
export function layOut(struct: StructType, fields: readonly UnplacedField[]): void {
  let size = 0;
  let align = 1;
  struct.fields = fields.map((field) => {
    const fieldAlign = alignOf(field.type);
    const offset = roundUp(size, fieldAlign);
    size = offset + sizeOf(field.type);
    align = Math.max(align, fieldAlign);
    return { name: field.name, type: field.type, offset, initial: field.initial, span: field.span };
  });
  struct.size = roundUp(size, align);
  struct.align = align;
}

/** The least multiple of `step` that is not below `value`. */
export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
