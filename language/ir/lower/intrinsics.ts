// The library's own externals that are statements of the IR rather than functions: `__copy`, `__fill` and
// `__trap`. All other names with `__` are host functions like any other external.
import type * as ast from '../../syntax/ast';
import type { FunctionSymbol } from '../../semantics/symbol';
import { TRAP_KINDS } from '../ir';
import { lowerOperands } from './arguments';
import type { FunctionLowering } from './context';
import type * as ir from '../ir';

const INTRINSICS: ReadonlySet<string> = new Set(['__copy', '__fill', '__trap']);

export function isIntrinsic(symbol: FunctionSymbol): boolean {
  return symbol.isExternal && INTRINSICS.has(symbol.name);
}

export function callIntrinsic(f: FunctionLowering, e: ast.CallExpression, symbol: FunctionSymbol): void {
  if (symbol.name === '__trap') return trap(f, e);
  const [first, second, size] = lowerOperands(f, e.arguments).flat() as [
    ir.Expression,
    ir.Expression,
    ir.Expression,
  ];
  if (symbol.name === '__copy') f.b.copy(first, 'pointer', second, 'pointer', size);
  else f.b.fill(first, 'pointer', second, size);
}

/** The kind is a constant: an index into TRAP_KINDS. */
function trap(f: FunctionLowering, e: ast.CallExpression): void {
  const [kind, ...rest] = e.arguments;
  const index = kind && f.constantOf(kind);
  const name = index?.kind === 'integer' ? TRAP_KINDS[Number(index.value)] : undefined;
  f.b.trap(name ?? 'panic', lowerOperands(f, rest).flat());
}
