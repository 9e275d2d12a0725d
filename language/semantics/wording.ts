// How messages speak of the program: pieces of source text, types, counts and likely meant names.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import { INVALID, typeName, type StructType, type Type } from './types';
import type { Condition, Scope, Symbol } from './symbol';

// Longer source text is not repeated in a message: the caret line shows it anyway.
const LONGEST_QUOTE = 32;
// Names beyond this length are not compared: the distance takes time with the product of the lengths.
const LONGEST_GUESSED = 60;
// More fields than this are not read.
const MOST_LISTED = 8;
/** More names than this are counted. */
const MOST_NAMED = 20;

/** The expression's text in backquotes, or `this value` when it is long. */
export function quote(expression: ast.Expression): string {
  const text = sourceText(expression.span);
  return text.length > LONGEST_QUOTE || text.includes('\n') || text.length === 0
    ? 'this value'
    : `\`${text}\``;
}

/** The expression's text for a hint, or `…`. */
export function excerpt(expression: ast.Expression): string {
  const text = sourceText(expression.span);
  return text.length > LONGEST_QUOTE || text.includes('\n') ? '…' : text;
}

function sourceText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** A type for a message: `` `i32` ``, `an integer constant`, `nil`. */
export function typeText(type: Type): string {
  if (type.kind === 'untyped integer') return 'an integer constant';
  if (type.kind === 'untyped float') return 'a float constant';
  return type === INVALID ? 'an unknown type' : `\`${typeName(type)}\``;
}

/** Where each of two types is declared that messages cannot tell apart: those of two modules. */
export function twoOfOneName(one: Type, other: Type): Label[] {
  if (one === other || typeName(one) !== typeName(other)) return [];
  const [first, second] = [declarationOf(one), declarationOf(other)];
  if (!first || !second) return [];
  return [
    { span: first, message: 'the one type is declared here' },
    { span: second, message: 'and the other here' },
  ];
}

function declarationOf(type: Type): Span | undefined {
  switch (type.kind) {
    case 'pointer':
      return declarationOf(type.pointee);
    case 'slice':
    case 'array':
      return declarationOf(type.element);
    case 'struct':
    case 'enum':
      return type.span;
    default:
      return undefined;
  }
}

/** For "cannot use …": the expression with its type, ready to follow the verb. */
export function described(expression: ast.Expression, type: Type): string {
  if (type.kind === 'nil') return '`nil`';
  const quoted = quote(expression);
  if (type.kind === 'untyped integer') return `the integer constant ${quoted}`;
  if (type.kind === 'untyped float') return `the float constant ${quoted}`;
  return `${quoted} of type ${typeText(type)}`;
}

const EXAMPLES: Readonly<Record<string, string>> = { bool: 'true', string: '"text"', f32: '1.0', f64: '1.0' };

/** What could be given for a compile-time parameter, for a hint. */
export function exampleFor({ type }: ast.CompileTimeParameter): string {
  if (type.kind === 'MetaType') return 'i32';
  if (type.kind === 'SliceType') return '"text"';
  if (type.kind === 'FunctionType') return 'f';
  const name = sourceText(type.span);
  return EXAMPLES[name] ?? (/^[iu]\d+$/.test(name) ? '1' : `${name}.…`);
}

/** The expression's text with `suffix` behind it, in parentheses where the suffix would bind to a part only. */
export function suffixed(expression: ast.Expression, suffix: string): string {
  const isLoose = ['BinaryExpression', 'UnaryExpression', 'CastExpression', 'HeapExpression'].includes(
    expression.kind,
  );
  return isLoose ? `(${excerpt(expression)})${suffix}` : `${excerpt(expression)}${suffix}`;
}

/** `cast(T) e` as text. */
export function castText(type: Type, expression: ast.Expression): string {
  const operand = expression.kind === 'BinaryExpression' ? `(${excerpt(expression)})` : excerpt(expression);
  return `cast(${typeName(type)}) ${operand}`;
}

/** "1 is given", "2 are given". */
export const given = (count: number): string => `${count} ${count === 1 ? 'is' : 'are'} given`;

/** The fields that a struct has, as a hint; nothing for one with none or very many. */
export function fieldsHint(type: StructType): string | undefined {
  const names = type.fields.map((field) => `\`${field.name}\``);
  if (names.length === 0 || names.length > MOST_LISTED) return undefined;
  return names.length === 1 ? `its only field is ${names[0]}` : `its fields are ${names.join(', ')}`;
}

/** `the tag red`, `the tags red, green`; the end of a very long list is left out. */
export function listed(noun: string, names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${noun}${names.length === 1 ? '' : 's'} ${shown}${rest}`;
}

/** `1 argument`, `2 arguments`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "did you mean `count`?" for the candidate nearest to `name`, if any is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_GUESSED) return undefined;
  // In a name of one or two letters a third of it is nothing, and any other name would be near.
  const limit = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === undefined ? undefined : `did you mean \`${best}\`?`;
}

/** The names that can be seen from `scope` and that satisfy `accepts`, innermost first. */
export function* visibleNames(scope: Scope, accepts: (symbol: Symbol) => boolean): Iterable<string> {
  for (let level: Scope | undefined = scope; level; level = level.parent) {
    for (const symbol of level.own()) {
      if (accepts(symbol) && !/^(rt_|__)/.test(symbol.name)) yield symbol.name;
    }
  }
}

/** Where branches of `#if`s that are not taken would declare a name. */
export function branchLabels(conditions: readonly Condition[], name: ast.Name): Label[] {
  return conditions.flatMap(({ names }) => {
    const span = names.get(name.text)?.span;
    return span
      ? [{ span, message: 'it would be declared here, but this branch of `#if` is not taken' }]
      : [];
  });
}

// Damerau–Levenshtein with neighbours swapped as one edit, in three rows.
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + change);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
