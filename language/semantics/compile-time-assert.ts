// `#assert(c, "why");`: a condition that must hold while compiling.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { checkText } from './builtins';
import type { Checking } from './checking';
import { valueOf } from './conditions';
import { quote } from './wording';

export function checkCompileTimeAssert(c: Checking, s: ast.CompileTimeAssert): void {
  const holds = valueOf(c, s.condition);
  if (s.text) checkText(c, s.text);
  if (holds !== false) return;
  const why = s.text && c.constantOf(s.text);
  const text = why?.kind === 'string' ? `: ${new TextDecoder().decode(why.bytes)}` : '';
  c.error(
    'E0808',
    s.condition.span,
    `${quote(s.condition)} does not hold${text}`,
    undefined,
    operands(c, s.condition),
  );
}

/** What the sides of a comparison are, where the text does not say it. */
function operands(c: Checking, e: ast.Expression): Label[] {
  if (e.kind !== 'BinaryExpression') return [];
  return [e.left, e.right].flatMap((side) => {
    const value = c.constantOf(side);
    const isSaid = side.kind === 'IntegerLiteral' || side.kind === 'FloatLiteral';
    if (isSaid || !value || !('value' in value)) return [];
    return [{ span: side.span, message: `this is ${String(value.value)}` }];
  });
}
