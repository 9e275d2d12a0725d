// What a type is made of, for people: the fields of a struct with their places, the tags of an enum.
import { sizeOf, typeName, type EnumType, type StructType, type Type } from '../semantics/types';
import type { Result } from './api';
import type { Debuggee } from './debuggee';
import { checkText, type Site, typeOfText } from './expressions';

/** @param text the name of a type, or any expression, whose type is then meant */
export function linesOfType(
  debuggee: Debuggee,
  text: string,
  site: Site,
): Result<{ lines: readonly string[] }> {
  const named = typeOfText(debuggee, text, site);
  if (named) return described(text, named);
  const found = checkText(debuggee, text, site);
  return found.ok ? described(text, found.checked.type) : found;
}

function described(text: string, type: Type): { ok: true; lines: readonly string[] } {
  return { ok: true, lines: [...heading(text, type), ...parts(type)] };
}

function heading(text: string, type: Type): string[] {
  if (type.kind === 'none') return [`${text}: no value`];
  const name = typeName(type);
  const size = sizeOf(type);
  return [`${text === name ? name : `${text}: ${name}`}, ${size} byte${size === 1 ? '' : 's'}`];
}

/** Looks through pointers, slices and arrays to what they are of. */
function parts(type: Type): string[] {
  switch (type.kind) {
    case 'pointer':
      return parts(type.pointee);
    case 'slice':
    case 'array':
      return parts(type.element);
    case 'struct':
      return fieldLines(type);
    case 'enum':
      return tagLines(type);
    case 'tag':
      return tagLines(type.enum);
    default:
      return [];
  }
}

function fieldLines({ fields }: StructType): string[] {
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  return fields.map(
    ({ name, type, offset }) => `  ${`${name}:`.padEnd(width + 1)} ${typeName(type)}   at ${offset}`,
  );
}

function tagLines({ tags }: EnumType): string[] {
  return tags.map(({ name, payload }, i) => `  ${i} ${name}${payload ? `: ${typeName(payload)}` : ''}`);
}
