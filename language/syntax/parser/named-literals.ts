// Literals of structs that begin with the name of their type: `T{…}`, `module.T{…}`, `T(A){…}`. After such a name a
// `{` may as well begin the body of a statement; which of both is told from what stands in the braces.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { WORD_HINTS } from '../habits';
import { expressionId } from '../node-id';
import { PlacedNamedType } from '../placed-declarations';
import type { Offset } from '../source';
import { STATEMENT_KEYWORDS } from '../token';
import { ArgumentParser } from './arguments';
import { MAX_LOOKAHEAD } from './cursor';
import { BINARY_OPERATORS } from './precedence';
import { nesting } from './types';

export abstract class NamedLiteralParser extends ArgumentParser {
  /** `Name{…}` and `Name(A){…}`; undefined where the `{` begins the body of a statement. */
  protected parseNamedLiteral(start: Offset, base: ast.Expression): ast.Expression | undefined {
    const type = literalType(base);
    if (!type || WORD_HINTS.has(type.name.text)) return undefined;
    if (type.arguments && (this.lexer.newlineBefore || !this.holdsInitializers())) return undefined;
    if (this.bracesAreBody) {
      if (!this.looksLikeLiteral()) return undefined;
      const hint = `write \`(${type.module ? `${type.module.text}.` : ''}${type.name.text}{…})\``;
      const message = 'a struct literal in a condition needs parentheses';
      this.report(CODE.literalInCondition, this.span(start), message, { hint });
    }
    const fields = this.parseInitializers();
    return { kind: 'StructLiteral', id: expressionId(), span: this.span(start), type, fields };
  }

  /** After what may be a call as well: whether the braces here can hold a literal's parts, and are no body. */
  private holdsInitializers(): boolean {
    const ahead = this.lexer.fork();
    ahead.next();
    if (ahead.kind === '}' || STATEMENT_KEYWORDS.has(ahead.kind)) return ahead.kind === '}';
    let depth = 1;
    for (let i = 0; i < MAX_LOOKAHEAD && ahead.kind !== 'eof'; i++) {
      depth += nesting(ahead.kind);
      if (depth === 0) return true;
      if (depth === 1 && ahead.kind === ',') return true;
      if (ahead.kind === ';') return false;
      ahead.next();
    }
    return false;
  }

  /**
   * In a condition: whether the braces here can only be a literal, since they hold no statement and
   * another `{`, a field or an operator follows them.
   */
  private looksLikeLiteral(): boolean {
    const ahead = this.lexer.fork();
    let depth = 0;
    for (let i = 0; i < MAX_LOOKAHEAD && ahead.kind !== 'eof'; i++) {
      depth += nesting(ahead.kind);
      ahead.next();
      if (depth === 0) break;
      if (ahead.kind === ';' || ahead.newlineBefore) return false;
      if (STATEMENT_KEYWORDS.has(ahead.kind)) return false;
    }
    const goesOn = ahead.kind === '{' || ahead.kind === '.' || BINARY_OPERATORS.has(ahead.kind);
    return depth === 0 && goesOn && !ahead.newlineBefore;
  }
}

/** The type that is named before the braces of a literal, if it is one. */
function literalType(base: ast.Expression): ast.NamedType | undefined {
  const isInstance = base.kind === 'CallExpression';
  const named = isInstance ? base.callee : base;
  const list = isInstance ? base.arguments : undefined;
  const { source, start, end } = base.span;
  const whole = base === named && base.kind === 'NameExpression' ? undefined : { source, start, end };
  if (named.kind === 'NameExpression') return new PlacedNamedType(named.name, whole, undefined, list);
  if (named.kind !== 'MemberExpression' || named.base.kind !== 'NameExpression') return undefined;
  return new PlacedNamedType(named.member, whole, named.base.name, list);
}
