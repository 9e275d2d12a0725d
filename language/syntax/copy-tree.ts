// Copies of trees: what is generic is checked once for each instance, and what the checker finds out is kept by
// the identity of nodes, so each instance has nodes of its own. Their spans are those of the text.
//
// A node is plain data with a `kind`, so one rule copies nodes of every kind, those of the future included.

import { idOfKind } from './node-id';

/** A deep copy of a node: new nodes, the same spans and values. */
export function copyTree<T extends { readonly kind: string }>(node: T): T {
  return copyNode(node) as T;
}

function copyNode(node: object): object {
  // All at once, and then what has to be another: faster than key by key, and to read, too.
  const copy: Record<string, unknown> = { ...node };
  for (const key in copy) {
    const part = copy[key];
    if (typeof part === 'object' && part !== null && key !== 'span') copy[key] = copyPart(part);
  }
  if ('id' in copy) copy.id = idOfKind(copy.kind as string);
  return copy;
}

/** Spans and bytes have no `kind`: they are values, and shared. */
function copyPart(part: object): object {
  if (Array.isArray(part)) return part.map(copyElement);
  return 'kind' in part ? copyNode(part) : part;
}

const copyElement = (part: unknown): unknown =>
  typeof part === 'object' && part !== null ? copyPart(part) : part;
