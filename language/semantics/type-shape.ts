// Types are objects of one shape, whatever their kind: each has the fields of all kinds. There are few of them, so that
// the room is nothing; and what kind of type something is, is asked more often than anything else in the compiler.
// An engine answers that at once where it has only ever seen one shape, and looks it up where it has seen fifteen.
import type { Type } from './types';

type FieldsOfAll<T> = T extends unknown ? keyof T : never;

/** The type with the fields of its kind. */
export function shaped<T extends Type>(type: Omit<T, 'compounds'>): T {
  const of = type as Partial<Record<FieldsOfAll<Type>, unknown>>;
  const made = {
    kind: of.kind,
    compounds: undefined,
    bits: of.bits,
    signed: of.signed,
    isThread: of.isThread,
    pointee: of.pointee,
    element: of.element,
    length: of.length,
    name: of.name,
    span: of.span,
    instance: of.instance,
    fields: of.fields,
    size: of.size,
    align: of.align,
    mutexHolder: of.mutexHolder,
    resolution: of.resolution,
    tags: of.tags,
    payloadOffset: of.payloadOffset,
    tagType: of.tagType,
    enum: of.enum,
    parameters: of.parameters,
    result: of.result,
  } satisfies Record<FieldsOfAll<Type>, unknown>;
  return made as unknown as T;
}
