// What a debugger shows beside the text of a function in which the program stands.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import { nodesAt } from './locate';
import type { Snapshot } from './snapshot';

/** The variables whose values are shown: those named in the function up to where it stands, each where it is last named in a line. */
export function inlineValues(snapshot: Snapshot, path: string, stopped: Offset): Span[] {
  const unit = snapshot.unit(path);
  const around = unit && nodesAt(unit, stopped).find((node) => node.kind === 'FunctionDeclaration');
  if (!around) return [];
  const { line } = around.span.source.position(stopped);
  const shown = new Map<string, Span>();
  for (const { span, entity } of snapshot.occurrences.inFile(path)) {
    if (span.start < around.span.start || span.end > around.span.end) continue;
    const at = span.source.position(span.start).line;
    if (at > line || entity.kind !== 'symbol' || entity.symbol.kind !== 'variable') continue;
    // What is declared in the line that is about to run has no value yet.
    if (at === line && entity.symbol.span.start === span.start) continue;
    shown.set(`${at}:${entity.symbol.name}`, span);
  }
  return [...shown.values()];
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
      return true;
    case 'MemberExpression':
      return isQuiet(node.base);
    case 'DereferenceExpression':
      return isQuiet(node.operand);
    case 'IndexExpression':
      return isQuiet(node.base) && isQuiet(node.index);
    default:
      return false;
  }
}
