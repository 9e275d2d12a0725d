// What a debugger shows beside the text of a function in which the program stands.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import type { Type } from '../semantics/types';
import { eachNode } from '../syntax/walk';
import { nodesAt } from './locate';
import type { Snapshot } from './snapshot';

/** Longer arrays would fill the line without saying much. */
const MOST_ELEMENTS = 16;

/** What is shown: a variable, which the debugger can look up, or a place inside of one, which it evaluates. */
export interface InlineValue {
  readonly span: Span;
  readonly isVariable: boolean;
}

/**
 * What the function in which the program stands names up to there, each where it is last named in a line: variables,
 * and where one is looked into (`account.balance`, `xs[i]`), that part instead of the whole.
 */
export function inlineValues(snapshot: Snapshot, path: string, stopped: Offset): InlineValue[] {
  const unit = snapshot.unit(path);
  const around = unit && nodesAt(unit, stopped).find((node) => node.kind === 'FunctionDeclaration');
  if (!around) return [];
  const { line } = around.span.source.position(stopped);
  const shown = new Map<string, InlineValue>();
  const looks = looksIn(around);
  for (const { span, entity } of snapshot.occurrences.inFile(path)) {
    if (span.start < around.span.start || span.end > around.span.end) continue;
    const { source } = span;
    const at = source.position(span.start).line;
    if (at > line || entity.kind !== 'symbol' || entity.symbol.kind !== 'variable') continue;
    // What is declared in the line that is about to run has no value yet.
    if (at === line && entity.symbol.span.start === span.start) continue;
    const part = partLookedInto(looks, span);
    if (!part && isLong(entity.symbol.type)) continue;
    const value = { span: part ?? span, isVariable: !part };
    shown.set(`${at}:${source.text.slice(value.span.start, value.span.end)}`, value);
  }
  return [...shown.values()];
}

/** What is looked into in a function. */
interface Looks {
  /** By where they begin. */
  readonly names: ReadonlyMap<Offset, ast.NameExpression>;
  /** By what is looked into. */
  readonly outer: ReadonlyMap<ast.Expression, ast.Expression>;
}

function looksIn(declaration: ast.FunctionDeclaration): Looks {
  const names = new Map<Offset, ast.NameExpression>();
  const outer = new Map<ast.Expression, ast.Expression>();
  eachNode(declaration, (any) => {
    const node = any as ast.Expression;
    if (node.kind === 'NameExpression') names.set(node.span.start, node);
    else if (node.kind === 'MemberExpression' || node.kind === 'IndexExpression') outer.set(node.base, node);
    else if (node.kind === 'DereferenceExpression') outer.set(node.operand, node);
  });
  return { names, outer };
}

/** The largest part of a variable that is named around the variable's name; undefined where it stands alone. */
function partLookedInto({ names, outer }: Looks, name: Span): Span | undefined {
  let part: ast.Expression | undefined = names.get(name.start);
  const named = part;
  for (let next = part && outer.get(part); next && isQuiet(next); next = outer.get(next)) part = next;
  return part === named ? undefined : part?.span;
}

function isLong(type: Type): boolean {
  return type.kind === 'array' && type.length > MOST_ELEMENTS;
}

/**
 * The expression that the mouse means while debugging: the name under it with what stands before its dots. What
 * calls a function is not meant: that the mouse passes over it must not run anything.
 */
export function evaluatableAt(snapshot: Snapshot, path: string, offset: Offset): Span | undefined {
  const unit = snapshot.unit(path);
  const nodes = unit ? nodesAt(unit, offset) : [];
  const name = nodes.at(-1);
  const node = name?.kind === 'Name' ? nodes.at(-2) : name;
  if (name?.kind !== 'Name' || !node) return undefined;
  if (isDeclared(node) && snapshot.occurrences.at(path, offset)) return name.span;
  return isQuiet(node) ? node.span : undefined;
}

/** Whether a node is where a variable is declared. */
function isDeclared({ kind }: ast.Node): boolean {
  return ['VariableDeclaration', 'Parameter', 'ForRangeStatement', 'ForEachStatement'].includes(kind);
}

/** Whether nothing but reading happens when an expression is evaluated. */
function isQuiet(node: ast.Node): boolean {
  switch (node.kind) {
    case 'NameExpression':
    case 'IntegerLiteral':
    case 'CharacterLiteral':
      return true;
    case 'MemberExpression':
      return isQuiet(node.base);
    case 'DereferenceExpression':
    case 'UnaryExpression':
    case 'CastExpression':
      return isQuiet(node.operand);
    case 'BinaryExpression': {
      let first: ast.Node = node;
      for (; first.kind === 'BinaryExpression'; first = first.left) if (!isQuiet(first.right)) return false;
      return isQuiet(first);
    }
    case 'IndexExpression':
      return isQuiet(node.base) && isQuiet(node.index);
    default:
      return false;
  }
}
