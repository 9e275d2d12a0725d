// The outline of a file: what it declares, with what is inside.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import { eachChild, type AnyNode } from '../syntax/walk';
import type { Snapshot } from './snapshot';

export type OutlineKind = 'function' | 'struct' | 'enum' | 'type' | 'constant' | 'variable' | 'field' | 'tag';

export interface OutlineItem {
  readonly name: string;
  readonly kind: OutlineKind;
  /** Of the name. */
  readonly nameSpan: Span;
  readonly span: Span;
  readonly inside: readonly OutlineItem[];
}

export function outlineOf(unit: ast.SourceUnit): OutlineItem[] {
  return itemsBelow(unit, true);
}

/** Declarations below a node: those of blocks are functions, types and constants, not every local. */
function itemsBelow(node: object, isTopLevel: boolean): OutlineItem[] {
  const items: OutlineItem[] = [];
  // Long chains of operators are deep: nothing recurses into expressions.
  const waiting: { node: object; isTopLevel: boolean }[] = [{ node, isTopLevel }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const below: typeof waiting = [];
    const { isTopLevel: isOutside } = next;
    const item = next.node === node ? undefined : itemOf(next.node as ast.Node & AnyNode, isOutside);
    if (item) items.push(item);
    else
      eachChild(next.node, (child) =>
        below.push({ node: child, isTopLevel: isOutside && child.kind !== 'Block' }),
      );
    waiting.push(...below.reverse());
  }
  return items;
}

function itemOf(node: ast.Node & AnyNode, isTopLevel: boolean): OutlineItem | undefined {
  switch (node.kind) {
    case 'FunctionDeclaration':
      return make(node, 'function', node.body ? itemsBelow(node.body, false) : []);
    case 'TypeDeclaration':
      return make(node, typeKind(node.type), itemsBelow(node.type, false));
    case 'ConstantDeclaration':
      return make(node, 'constant', []);
    case 'VariableDeclaration':
      return isTopLevel ? make(node, 'variable', []) : undefined;
    case 'FieldDeclaration':
      return make(node, 'field', itemsBelow(node.type, false));
    case 'TagDeclaration':
      return make(node, 'tag', []);
    default:
      return undefined;
  }
}

function typeKind({ kind }: ast.TypeExpression): OutlineKind {
  return kind === 'StructType' ? 'struct' : kind === 'EnumType' ? 'enum' : 'type';
}

function make(
  { name, span }: { readonly name: ast.Name; readonly span: Span },
  kind: OutlineKind,
  inside: readonly OutlineItem[],
): OutlineItem {
  return { name: name.text, kind, nameSpan: name.span, span, inside };
}

/** More are not shown by any editor. */
const MOST_FOUND = 500;

/** What the program's own files declare whose name holds the letters of `query`, in their order. */
export function symbolsNamed({ program }: Snapshot, query: string): OutlineItem[] {
  const letters = query.toLowerCase();
  const found: OutlineItem[] = [];
  for (const unit of program.units) {
    if (unit.source.isLibrary) continue;
    for (const item of outlineOf(unit)) {
      for (const one of [item, ...item.inside])
        if (found.length < MOST_FOUND && holdsLetters(one.name, letters)) found.push(one);
    }
  }
  return found;
}

/** Whether a name holds some letters, given in lower case, in their order. */
export function holdsLetters(name: string, letters: string): boolean {
  const text = letters === '' ? name : name.toLowerCase();
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
