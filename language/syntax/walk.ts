// Walking over a tree without knowing its productions: a node is whatever has a `kind` and a `span`. So what
// only looks for something in the tree (the formatter, the language server) takes new nodes as they come.
import type { Span } from './source';

/** What every node of a file has; a `SourceUnit` has a source instead of a span. */
export interface AnyNode {
  readonly kind: string;
  readonly span: Span;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value;
}

/** Calls `visit` for the nodes directly below, in the order of their fields. */
export function eachChild(node: object, visit: (child: AnyNode) => void): void {
  for (const key in node) {
    const value: unknown = (node as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) visit(element);
    } else if (isNode(value)) visit(value);
  }
}

/** Calls `visit` for every node below, parents before their children. */
export function eachNode(node: object, visit: (child: AnyNode) => void): void {
  eachChild(node, (child) => {
    visit(child);
    eachNode(child, visit);
  });
}
