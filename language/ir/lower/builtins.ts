// Calls of what the language itself provides: `print`, `assert`, `panic`, `malloc`, `free`.
import type * as ast from '../../syntax/ast';
import type { BuiltinName } from '../../semantics/symbol';
import { integer, not } from '../expressions';
import type * as ir from '../ir';
import { settle } from './access';
import type { FunctionLowering } from './context';
import { free, malloc } from './heap';
import { lowerPrint } from './print';

/**
 * The value of a builtin's call, if the call is one that has a value.
 * @param into the register that is to hold it
 */
export function builtinValue(
  f: FunctionLowering,
  e: ast.CallExpression,
  into?: ir.LocalId,
): ir.Expression | undefined {
  if (e.callee.kind !== 'NameExpression') return undefined;
  const symbol = f.tables.symbolOf.get(e.callee.name);
  const [size] = e.arguments;
  return symbol?.kind === 'builtin' && symbol.name === 'malloc' && size
    ? malloc(f, e, size, into)
    : undefined;
}

export function callBuiltin(f: FunctionLowering, e: ast.CallExpression, name: BuiltinName): void {
  const [first, second] = e.arguments;
  if (name === 'print') return lowerPrint(f, e);
  if (!first) return;
  switch (name) {
    case 'assert':
      return lowerAssert(f, first, second);
    case 'panic': {
      const text = settle(f, f.slice(first));
      return f.b.trap('panic', [text.data, text.count]);
    }
    case 'malloc':
      return void malloc(f, e, first);
    case 'free':
      return free(f, e, first);
  }
}

/** Without a text of its own, an assertion is named by the source text of its condition. */
function lowerAssert(f: FunctionLowering, condition: ast.Expression, text?: ast.Expression): void {
  f.b.if(not(f.value(condition)), () => {
    f.b.trap('assert', text ? textArguments(f, text) : sourceText(f, condition));
  });
}

function textArguments(f: FunctionLowering, text: ast.Expression): ir.Expression[] {
  const { data, count } = settle(f, f.slice(text));
  return [data, count];
}

function sourceText(f: FunctionLowering, e: ast.Expression): ir.Expression[] {
  const { source, start, end } = e.span;
  const bytes = new TextEncoder().encode(source.text.slice(start, end));
  return [f.program.textAddress(bytes), integer('i64', bytes.length)];
}
