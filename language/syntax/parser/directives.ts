// Productions of what is decided while compiling: `#if` and `#assert`, at the top level and in functions.
import type * as ast from '../ast';
import { CODE } from '../codes';
import type { Offset } from '../source';
import { SwitchParser } from './switches';

export abstract class DirectiveParser extends SwitchParser {
  /** A statement that begins with a directive. */
  protected parseDirectiveStatement(start: Offset): ast.Statement {
    switch (this.lexer.spelling) {
      case '#if':
        return this.parseCompileTimeIf(start);
      case '#assert':
        return this.parseCompileTimeAssert(start);
      case '#sync':
        return this.parseSync(start);
      default:
        return this.parseUnavailableStatement(start);
    }
  }

  protected abstract parseUnavailableStatement(start: Offset): ast.Statement;

  private parseCompileTimeIf(start: Offset): ast.CompileTimeIf {
    this.advance();
    const condition = this.parseCondition();
    const then = this.parseBody('#if');
    if (this.panicking) this.synchronise();
    const otherwise = this.take('else') ? this.parseCompileTimeElse() : undefined;
    return { kind: 'CompileTimeIf', span: this.span(start), condition, then, else: otherwise };
  }

  private parseCompileTimeElse(): ast.Block | ast.CompileTimeIf {
    const isPlain = this.at('if');
    if (!isPlain && !(this.at('directive') && this.lexer.spelling === '#if')) return this.parseBody('else');
    if (isPlain) {
      const message = 'an `#if` goes on with `else #if`';
      this.report(CODE.expectedToken, this.tokenSpan, message, { hint: 'write `#if` instead of `if`' });
    }
    const start = this.start;
    if (!this.enter()) return this.parseBody('else');
    const statement = this.parseCompileTimeIf(start);
    this.leave();
    return statement;
  }

  private parseSync(start: Offset): ast.Statement {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'a mutex is held with `#sync(m) { … }`')) return this.abandon(start);
    const mutex = this.parseInBrackets(() => this.parseExpression());
    this.expectClose(')', open);
    const body = this.parseBody('#sync');
    return { kind: 'SyncStatement', span: this.span(start), mutex, body };
  }

  private parseCompileTimeAssert(start: Offset): ast.Statement {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'an assertion is written `#assert(condition, "why");`')) return this.abandon(start);
    const [condition, text] = this.parseInBrackets(() =>
      this.parseList(open, ')', () => this.parseElement()),
    );
    if (!condition && !this.panicking) {
      const message = 'an assertion needs a condition';
      this.report(CODE.expectedExpression, this.span(open), message, {
        hint: 'write `#assert(condition, "why");`',
      });
    }
    this.endStatement(start);
    if (!condition) return this.errorStatement(start);
    return { kind: 'CompileTimeAssert', span: this.span(start), condition, text };
  }
}
