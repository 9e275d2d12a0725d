// What stands at a place of the text: the nodes around an offset, and the scope that names are looked up in.
import type * as ast from '../syntax/ast';
import type { Offset } from '../syntax/source';
import { eachChild, type AnyNode } from '../syntax/walk';
import type { CheckedProgram } from '../semantics/checked';
import type { Scope } from '../semantics/symbol';

/** The nodes inside of one that hold an offset or end at it, outermost first. Where two touch there, the one that begins is taken. */
export function nodesAt(within: ast.Node, offset: Offset): readonly (ast.Node & AnyNode)[] {
  const path: AnyNode[] = [];
  let node: object | undefined = within;
  while (node) {
    let inner: AnyNode | undefined;
    eachChild(node, (child) => {
      const { start, end } = child.span;
      if (start > offset || offset > end) return;
      if (!inner || start > inner.span.start || (start === inner.span.start && end >= inner.span.end))
        inner = child;
    });
    if (inner) path.push(inner);
    node = inner;
  }
  return path as (ast.Node & AnyNode)[];
}

/** The declaration at the top level that holds the offset, or is the last before it. */
export function declarationAt({ declarations }: ast.SourceUnit, offset: Offset): ast.Declaration | undefined {
  let [low, high] = [0, declarations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((declarations[middle] as ast.Declaration).span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return declarations[low - 1];
}

/** The innermost of some nodes, which are given outermost first, that is of a kind. */
export function innermost<K extends ast.Node['kind']>(
  nodes: readonly ast.Node[],
  ...kinds: readonly K[]
): Extract<ast.Node, { kind: K }> | undefined {
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as ast.Node;
    if ((kinds as readonly string[]).includes(node.kind)) return node as Extract<ast.Node, { kind: K }>;
  }
  return undefined;
}

/** The scope at an offset. */
export function scopeAt(program: CheckedProgram, unit: ast.SourceUnit, offset: Offset): Scope {
  // A node ends with its last token: what is typed behind an unfinished one stands in no node.
  const nodes = nodesAt(unit, unit.source.text.slice(0, offset).trimEnd().length);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as ast.Node & AnyNode;
    const scope = program.scopeOf.get(node as ast.ScopeNode & AnyNode);
    // Before its first character, and behind its last, one is outside.
    if (scope && node.span.start < offset && (offset < node.span.end || !isClosed(node))) return scope;
  }
  return topLevelScope(program, unit);
}

/** The scope of a file's declarations. */
function topLevelScope(program: CheckedProgram, { source }: ast.SourceUnit): Scope {
  return program.scopes.find(({ span }) => span?.source === source) ?? program.prelude;
}

/** False for a block whose end is missing: what is typed behind it belongs to it. */
function isClosed(node: ast.Node): boolean {
  const body = node.kind === 'Block' ? node : 'body' in node ? node.body : undefined;
  return body === undefined || body.close.end > body.close.start;
}
