// What holds of every tree that the parser gives, whatever the text was.
import assert from 'node:assert/strict';
import type { Expression, IfStatement, SourceUnit } from '../../language/syntax/ast';
import { isLink, leftOf } from '../../language/syntax/chains';
import type { Span } from '../../language/syntax/source';

interface AnyNode {
  readonly kind: string;
  readonly span: Span;
}

/** No tree is higher than this: the later phases recurse over it. */
const HIGHEST = 1600;

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value;
}

/** The nodes directly below, in the order of their fields. */
function childrenOf(node: object): AnyNode[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    // A span may be a node itself.
    if (key === 'span') return [];
    if (Array.isArray(value)) return value.filter(isNode);
    return isNode(value) ? [value] : [];
  });
}

/** Spans lie in the text and in their parents', and siblings stand in the order of the text. */
export function assertWellFormed(unit: SourceUnit): void {
  const { text } = unit.source;
  const stack: { node: AnyNode; height: number }[] = [];
  const push = (node: object, height: number): void => {
    let previous = 0;
    const children = childrenOf(node).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    for (const child of children) {
      assert.ok(child.span.start >= previous, `${child.kind} overlaps what is before it`);
      previous = child.span.end;
      stack.push({ node: child, height: continues(node, child) ? height - 1 : height });
    }
  };
  push(unit, 1);
  for (const declaration of unit.declarations) assertInside(declaration, 0, text.length);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, height } = next;
    assert.ok(height <= HIGHEST, 'the tree is too high');
    assert.ok(node.span.start <= node.span.end, `${node.kind} ends before it begins`);
    for (const child of childrenOf(node)) assertInside(child, node.span.start, node.span.end, node.kind);
    push(node, height + 1);
  }
}

/** Whether a node goes on with a long chain (`chains.ts`), which does not nest. */
function continues(node: object, child: object): boolean {
  const link = node as Expression | IfStatement;
  if (link.kind === 'IfStatement') return link.else === child && link.else.kind === 'IfStatement';
  return isLink(link) && leftOf(link) === child;
}

function assertInside(node: AnyNode, start: number, end: number, parent = 'the text'): void {
  const { span } = node;
  const message = `${node.kind} [${span.start}, ${span.end}) is not inside ${parent} [${start}, ${end})`;
  assert.ok(span.start >= start && span.end <= end, message);
}
