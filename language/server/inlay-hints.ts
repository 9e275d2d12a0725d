// What the writer left out and may want to see: inferred types, and the names of parameters.
import type * as ast from '../syntax/ast';
import type { Offset } from '../syntax/source';
import { eachNode, type AnyNode } from '../syntax/walk';
import { typeName } from '../semantics/types';
import type { Snapshot } from './snapshot';

export interface InlayHint {
  readonly offset: Offset;
  readonly text: string;
  readonly kind: 'type' | 'parameter';
}

/** Longer types would push the code away. */
const LONGEST_TYPE = 30;

/** The hints between two offsets. */
export function inlayHints(snapshot: Snapshot, path: string, from: Offset, to: Offset): InlayHint[] {
  const unit = snapshot.unit(path);
  const hints: InlayHint[] = [];
  for (const declaration of unit?.declarations ?? []) {
    if (declaration.span.end < from || declaration.span.start > to) continue;
    hints.push(...hintsOf(snapshot, declaration));
    eachNode(declaration, (node) => hints.push(...hintsOf(snapshot, node as ast.Node & AnyNode)));
  }
  return hints.filter(({ offset }) => offset >= from && offset <= to).sort((a, b) => a.offset - b.offset);
}

function hintsOf(snapshot: Snapshot, node: ast.Node & AnyNode): InlayHint[] {
  switch (node.kind) {
    case 'VariableDeclaration':
      return node.type || !node.initializer || saysItsType(node.initializer)
        ? []
        : typeHint(snapshot, node.name);
    case 'ForRangeStatement':
      return typeHint(snapshot, node.variable);
    case 'ForEachStatement':
      return typeHint(snapshot, node.variable);
    case 'CallExpression':
      return parameterHints(snapshot, node);
    default:
      return [];
  }
}

/** A literal or cast with its type written out needs no hint. */
function saysItsType(e: ast.Expression): boolean {
  if (e.kind === 'HeapExpression') return saysItsType(e.operand);
  return e.kind === 'CastExpression' || (e.kind === 'StructLiteral' && e.type !== undefined);
}

function typeHint({ program }: Snapshot, name: ast.Name): InlayHint[] {
  const symbol = program.declared.get(name);
  if (symbol?.kind !== 'variable' || symbol.type.kind === 'invalid') return [];
  const text = typeName(symbol.type);
  return text.length > LONGEST_TYPE ? [] : [{ offset: name.span.end, text: `: ${text}`, kind: 'type' }];
}

/** Before arguments that do not say by themselves what they are for. */
function parameterHints({ program }: Snapshot, call: ast.CallExpression): InlayHint[] {
  const value = program.constantOf.get(call.callee);
  if (value?.kind !== 'function' || call.isPiped) return [];
  return call.arguments.flatMap((argument, i) => {
    const parameter = value.symbol.parameters[i];
    if (!parameter || call.names?.[i] || !isLiteral(argument)) return [];
    return [{ offset: argument.span.start, text: `${parameter.name}:`, kind: 'parameter' as const }];
  });
}

function isLiteral(e: ast.Expression): boolean {
  if (e.kind === 'UnaryExpression') return isLiteral(e.operand);
  return e.kind.endsWith('Literal');
}
