// Copies of trees: what is generic is checked once for each instance, and what the checker finds out is kept by
// the identity of nodes, so each instance has nodes of its own. Their spans are those of the text.
//
// A node is plain data with a `kind`, so one rule copies nodes of every kind, those of the future included.

/** A deep copy of a node: new nodes, the same spans and values. */
export function copyTree<T extends { readonly kind: string }>(node: T): T {
  return copyNode(node) as T;
}

function copyNode(node: object): object {
  const copy: Record<string, unknown> = {};
  for (const key in node) copy[key] = copyPart((node as Record<string, unknown>)[key]);
  return copy;
}

/** Spans and bytes have no `kind`: they are values, and shared. */
function copyPart(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(copyPart);
  return 'kind' in part ? copyNode(part) : part;
}
