// Types of what is stored: they have values, a known size, and fit into a memory.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { INVALID, NONE, sizeOf, type Type } from './types';

/** In bytes: far more than a program's memory, and small enough that sizes stay exact and fit in 32 bits. */
export const MAX_TYPE_SIZE = 1 << 30;

/** The type of something that is stored (a variable, a field, an element): it has values and a size. */
export function resolveStored(c: Checking, node: ast.TypeExpression): Type {
  const type = rejectNone(c, c.resolveType(node), node.span);
  if (!completeType(c, type, node.span)) return INVALID;
  return type.kind === 'array' ? checkSize(c, type, node.span) : type;
}

/** Parameters of a function: enough for whoever writes them, and engines take a thousand words. */
export const MOST_PARAMETERS = 255;

/** Reports the parameters that a function, or a pointer to one, has too many. */
export function checkParameterCount(c: Checking, parameters: readonly { readonly span: Span }[]): void {
  const first = parameters[MOST_PARAMETERS];
  if (!first) return;
  const message = `a function has at most ${MOST_PARAMETERS} parameters, and this one has ${parameters.length}`;
  c.error('E0409', first.span, message, 'pass a pointer to a struct that holds them');
}

/** Gives `type`, or reports and gives INVALID for `none`. */
export function rejectNone(c: Checking, type: Type, span: Span): Type {
  if (type !== NONE) return type;
  c.error(
    'E0210',
    span,
    '`none` has no values, so nothing of that type can be stored',
    'did you mean `*none`?',
  );
  return INVALID;
}

/** Makes sure that the parts and the size of `type` are known. False when it contains itself. */
export function completeType(c: Checking, type: Type, span: Span): boolean {
  let inner = type;
  while (inner.kind === 'array') inner = inner.element;
  return (inner.kind !== 'struct' && inner.kind !== 'enum') || c.resolve(inner, span);
}

/** Gives `type`, or reports and gives INVALID when it is larger than any memory. */
export function checkSize(c: Checking, type: Type, span: Span): Type {
  if (sizeOf(type) <= MAX_TYPE_SIZE) return type;
  c.error('E0214', span, `this type takes more than ${MAX_TYPE_SIZE} bytes`);
  return INVALID;
}

/** The type of the elements of a slice or array, whose size need not be known yet. */
export function resolveElement(c: Checking, node: ast.TypeExpression): Type {
  const type = c.resolveType(node);
  return rejectNone(c, type, node.span);
}
