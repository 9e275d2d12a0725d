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
    // A span may be a node itself (placed-expressions.ts).
    const value: unknown = key === 'span' ? undefined : (node as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) visit(element);
    } else if (isNode(value)) visit(value);
  }
}

/** Calls `visit` for every node below, parents before their children. */
export function eachNode(node: object, visit: (child: AnyNode) => void): void {
  // Long chains of operators are deep: nothing recurses here.
  const waiting: AnyNode[] = [];
  childrenOnto(waiting, node);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next);
    childrenOnto(waiting, next);
  }
}

/** Puts the nodes directly below on a stack, the first one on top. */
function childrenOnto(stack: AnyNode[], node: object): void {
  const bottom = stack.length;
  eachChild(node, (child) => stack.push(child));
  for (let low = bottom, high = stack.length - 1; low < high; low++, high--) {
    const one = stack[low] as AnyNode;
    stack[low] = stack[high] as AnyNode;
    stack[high] = one;
  }
}
