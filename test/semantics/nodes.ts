// The nodes of a checked program, those of the copies that are instances of what is generic among them: what the
// side tables know is found by asking for each.
import type * as ast from '../../language/syntax/ast';
import { eachNode } from '../../language/syntax/walk';
import type { CheckedProgram } from '../../language/semantics/checked';
import type { NodeTable } from '../../language/semantics/node-table';

function nodesOf({ units, functions }: CheckedProgram): ReadonlySet<object> {
  const nodes = new Set<object>();
  for (const root of [...units, ...functions.map(({ declaration }) => declaration)]) {
    nodes.add(root);
    eachNode(root, (node) => nodes.add(node));
  }
  return nodes;
}

/** The entries of one of the program's tables. */
export function entriesOf<K extends ast.Expression | ast.Name | ast.ScopeNode, V>(
  program: CheckedProgram,
  table: Pick<NodeTable<K, V>, 'get'>,
): [K, V][] {
  return [...nodesOf(program)].flatMap((node) => {
    if (!('id' in node)) return [];
    const value = table.get(node as K);
    return value === undefined ? [] : [[node as K, value]];
  });
}
