// The numbers of nodes. What is found out about a node lies in tables beside the tree (semantics/node-table.ts),
// at the node's number: that is several times as fast as to look the node itself up in a `Map`.
//
// No two nodes have the same number, of whatever files they are, and none is used again: a text that is read anew
// has new nodes with new numbers, of which no table knows anything. Numbers are given out in runs of one class, so
// that a table in which only expressions have an entry is not full of holes where the names are.

/** Different for all nodes of the process. */
export type NodeId = number & { readonly __nodeId?: never };

/** So many neighbouring numbers are of one class; a power of two, and what a page of a table holds. */
export const RUN = 64;

let nextRun = 0;

class Numbering {
  private next = 0;
  private end = 0;

  take(): NodeId {
    if (this.next === this.end) {
      this.next = nextRun;
      this.end = nextRun += RUN;
    }
    return this.next++;
  }
}

const expressions = new Numbering();
const names = new Numbering();
const types = new Numbering();
const scopes = new Numbering();

/** For a new expression. */
export const expressionId = (): NodeId => expressions.take();
/** For a new name. */
export const nameId = (): NodeId => names.take();
/** For a new type expression. */
export const typeId = (): NodeId => types.take();

/** For a new node that opens a scope. */
export const scopeId = (): NodeId => scopes.take();

/** For a copy of a node of this kind. */
export function idOfKind(kind: string): NodeId {
  if (kind === 'Name') return nameId();
  if (SCOPES.has(kind)) return scopeId();
  return kind.endsWith('Type') || kind === 'TagTypeOf' ? typeId() : expressionId();
}

const SCOPES: ReadonlySet<string> = new Set([
  'Block',
  'FunctionDeclaration',
  'ForRangeStatement',
  'ForEachStatement',
  'SwitchCase',
]);
