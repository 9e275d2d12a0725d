// Names, types and values as code, for whoever asks what they are.
import type { BuiltinName, FunctionSymbol, Symbol } from '../semantics/symbol';
import {
  alignOf,
  hasPayloads,
  sizeOf,
  type EnumType,
  type StructType,
  type Type,
  typeName,
} from '../semantics/types';
import type { Span } from '../syntax/source';
import { valueText } from './constant-text';
import type { Entity } from './entity';

/** More parts of a type are counted. */
const MOST_PARTS = 40;

/** The declaration of what a name stands for, on one line or, for a struct or enum, several. */
export function describeEntity(entity: Entity): string {
  switch (entity.kind) {
    case 'field':
      return `${entity.field.name}: ${typeName(entity.field.type)}`;
    case 'tag':
      return entity.tag.payload ? `${entity.tag.name}: ${typeName(entity.tag.payload)}` : entity.tag.name;
    case 'symbol':
      return describeSymbol(entity.symbol);
  }
}

export function describeSymbol(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'variable':
      return `${symbol.name}: ${typeName(symbol.type)}`;
    case 'constant':
      return `${symbol.name} :: ${valueText(symbol.value, symbol.type)}`;
    case 'function':
      return functionText(symbol);
    case 'type':
      return typeText(symbol.name, symbol.type);
    case 'generic':
      return genericText(symbol);
    case 'builtin':
      return BUILTINS[symbol.name];
    case 'module':
      return `import ${symbol.name} ${JSON.stringify(symbol.scope?.span?.source.path ?? '')}`;
  }
}

/** As it is written, without a function's body. */
function genericText({ declaration }: Extract<Symbol, { kind: 'generic' }>): string {
  const { source, start, end } = declaration.span;
  const body = declaration.kind === 'FunctionDeclaration' ? declaration.body?.span.start : undefined;
  return source.text.slice(start, body ?? end).trimEnd();
}

/** How the functions of the language are called. */
export const BUILTINS: Readonly<Record<BuiltinName, string>> = {
  print: 'fn print(format: string, values…)',
  assert: 'fn assert(condition: bool, why: string)',
  panic: 'fn panic(why: string)',
  malloc: 'fn malloc(bytes: i64) *none',
  free: 'fn free(p: *none)',
};

/** `fn name(a: T, b: U = e) R` */
export function functionText(symbol: FunctionSymbol): string {
  const { result } = symbol.type;
  const tail = result.kind === 'none' ? '' : ` ${typeName(result)}`;
  return `fn ${symbol.name}(${parameterTexts(symbol).join(', ')})${tail}`;
}

/** What a function takes at run time, generic or not: names with their types, as they are written. */
export function parametersOf(symbol: Symbol): readonly { readonly name: string; readonly type: string }[] {
  if (symbol.kind === 'function')
    return symbol.parameters.map(({ name, type }) => ({ name, type: typeName(type) }));
  if (symbol.kind !== 'generic' || symbol.declaration.kind !== 'FunctionDeclaration') return [];
  return symbol.declaration.parameters.map(({ name, type }) => ({ name: name.text, type: textOf(type) }));
}

/** A node as it is written. */
export function textOf({ span: { source, start, end } }: { readonly span: Span }): string {
  return source.text.slice(start, end);
}

/** `a: T`, `b: U = e` */
export function parameterTexts(symbol: FunctionSymbol): string[] {
  return symbol.parameters.map(({ name, type }, i) => {
    const value = symbol.declaration.parameters[i]?.initializer;
    return `${name}: ${typeName(type)}${value ? ` = ${textOf(value)}` : ''}`;
  });
}

function typeText(name: string, type: Type): string {
  if (type.kind === 'struct' && type.name === name) return structText(name, type);
  if (type.kind === 'enum' && type.name === name) return enumText(name, type);
  return typeName(type) === name ? name : `type ${name} ${typeName(type)};`;
}

/** With the offset of each field, and holes that the alignment leaves. */
function structText(name: string, type: StructType): string {
  const lines = type.fields.map((field) => [
    `    ${field.name}: ${typeName(field.type)},`,
    `-- at ${field.offset}`,
  ]);
  return braced(`type ${name} struct`, lines);
}

function enumText(name: string, type: EnumType): string {
  const lines = type.tags.map((tag, i) => [
    `    ${tag.name}${tag.payload ? `: ${typeName(tag.payload)}` : ''},`,
    `-- ${i}`,
  ]);
  return braced(`type ${name} enum`, lines);
}

function braced(head: string, lines: readonly (readonly string[])[]): string {
  if (lines.length === 0) return `${head} {}`;
  const shown = lines.slice(0, MOST_PARTS);
  const width = Math.max(...shown.map(([code = '']) => code.length)) + 2;
  const body = shown.map(([code = '', note = '']) => code.padEnd(width) + note);
  if (lines.length > MOST_PARTS) body.push(`    -- and ${lines.length - MOST_PARTS} more`);
  return [`${head} {`, ...body, '}'].join('\n');
}

/** Size and alignment, in words; nothing for a type without values. */
export function layoutText(type: Type): string | undefined {
  if (sizeOf(type) === 0 && type.kind !== 'struct') return undefined;
  const [size, align] = [sizeOf(type), alignOf(type)];
  const where = type.kind === 'enum' && hasPayloads(type) ? `, payload at ${type.payloadOffset}` : '';
  return `${size} ${size === 1 ? 'byte' : 'bytes'}, aligned to ${align}${where}`;
}
