// `defer`: a statement that runs at every exit of its block. It stands for itself at each of them, so it
// may declare nothing that others see, and cannot choose another way out.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { checkNothing } from './conversions';

export function checkDefer(c: Checking, s: ast.DeferStatement): void {
  const { statement, word } = s;
  switch (statement.kind) {
    case 'VariableDeclaration':
    case 'ConstantDeclaration':
    case 'TypeDeclaration':
    case 'FunctionDeclaration':
      c.error('E0802', statement.span, 'a declaration cannot be deferred', 'defer a block: `defer { … }`');
      return;
    case 'CompileTimeIf':
    case 'CompileTimeAssert':
      c.error('E0802', statement.span, 'this is decided while compiling', 'write it around the `defer`');
      return;
    case 'DeferStatement':
      c.error('E0802', statement.span, 'a `defer` cannot be deferred', 'leave out one of them');
      break;
  }
  c.withoutExits(word, () => c.checkStatement(statement));
}

/** Reports a `return`, or a jump to a loop outside, in the statement of a `defer`. */
export function rejectExit(
  c: Checking,
  s: ast.ReturnStatement | ast.BreakStatement | ast.ContinueStatement,
  deferred: Span,
): boolean {
  const word = { ReturnStatement: 'return', BreakStatement: 'break', ContinueStatement: 'continue' }[s.kind];
  if (s.kind === 'ReturnStatement' && s.value) checkNothing(c, s.value);
  const labels = [{ span: deferred, message: 'this is what runs on the way out' }];
  const message = `\`${word}\` cannot stand in a deferred statement: its block is being left already`;
  c.error('E0801', s.span, message, undefined, labels);
  return false;
}
