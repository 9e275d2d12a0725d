// Productions of control flow: `if`, `while`, `for`, `break`, `continue`, `return` and their bodies.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { WORD_HINTS } from '../habits';
import type { Offset } from '../source';
import { STATEMENT_KEYWORDS, type TokenKind } from '../token';
import { DeclarationParser } from './declarations';
import { scopeId } from '../node-id';
import { PlacedReturnStatement } from '../placed-declarations';

/** What follows the first word of a loop of C or Go, or of a condition. */
const LOOP_HABITS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...([':=', '=', ';', ':', '<', '<=', '>', '>=', '==', '!=', '{'] as const),
]);

interface Branch {
  readonly start: Offset;
  readonly condition: ast.Expression;
  readonly then: ast.Block;
}

export abstract class ControlParser extends DeclarationParser {
  protected abstract parseStatement(): ast.Statement;
  /** Whether what is in braces ends here although its `}` is missing. */
  protected abstract endsAtMargin(): boolean;

  protected parseIf(): ast.IfStatement {
    const first = this.parseBranch();
    // An `else if` is no nesting: there may be thousands.
    const others: Branch[] = [];
    let otherwise: ast.Block | ast.IfStatement | undefined;
    while (!otherwise && this.take('else')) {
      if (this.at('if')) others.push(this.parseBranch());
      else otherwise = this.parseBody('else');
    }
    for (let branch = others.pop(); branch; branch = others.pop())
      otherwise = this.ifStatement(branch, otherwise);
    return this.ifStatement(first, otherwise);
  }

  /** `if` with its condition and body. */
  private parseBranch(): Branch {
    const start = this.start;
    this.advance();
    const condition = this.parseCondition();
    return { start, condition, then: this.parseBody('if') };
  }

  private ifStatement(
    { start, condition, then }: Branch,
    otherwise: ast.Block | ast.IfStatement | undefined,
  ): ast.IfStatement {
    return { kind: 'IfStatement', span: this.span(start), condition, then, else: otherwise };
  }

  protected parseWhile(start: Offset): ast.Statement {
    this.advance();
    const condition = this.parseCondition();
    const body = this.parseBody('while');
    return { kind: 'WhileStatement', span: this.span(start), condition, body };
  }

  protected parseFor(start: Offset): ast.Statement {
    this.advance();
    if (this.at('{') || this.at('(')) return this.rejectForeignFor(start);
    if (this.at('in')) {
      this.fail(CODE.expectedName, this.tokenSpan, 'expected the variable of the loop, found `in`');
      return this.abandonLoop(start);
    }
    const variable = this.expectName('the variable of the loop');
    if (LOOP_HABITS.has(this.lexer.kind)) return this.rejectForeignFor(start);
    const index = this.take(',') ? this.expectName('the index of the loop') : undefined;
    if (!variable || !this.expect('in', 'a loop is written `for i in lo..hi` or `for x in xs`')) {
      return this.abandonLoop(start);
    }
    const outer = this.bracesAreBody;
    this.bracesAreBody = true;
    const first = this.parseBinary(0);
    const high = this.parseRangeEnd();
    this.bracesAreBody = outer;
    const header = this.span(start);
    const body = this.parseBody('for');
    const span = this.span(start);
    if (!high)
      return {
        kind: 'ForEachStatement',
        id: scopeId(),
        span,
        variable,
        index,
        iterable: first,
        body,
        header,
      };
    if (index) {
      const hint = 'an index goes with the elements of a slice: `for x, i in xs`';
      this.report(CODE.foreignLoop, index.span, 'a loop over a range has one variable', { hint });
    }
    return { kind: 'ForRangeStatement', id: scopeId(), span, variable, low: first, high, body, header };
  }

  /** `..hi`, if it is there. */
  private parseRangeEnd(): ast.Expression | undefined {
    if (this.at('...') || this.at('..=') || this.at('..<')) this.rejectRangeOperator();
    else if (!this.at('..')) return undefined;
    this.advance();
    return this.parseExpression();
  }

  /** `for (i = 0; …)`, `for i := 0; …`, `for cond {` and `for {`; the `for` was taken. */
  private rejectForeignFor(start: Offset): ast.Statement {
    const hint = this.at('{')
      ? 'write `while true { … }`'
      : 'write `for i in lo..hi { … }`, `for x in xs { … }` or `while condition { … }`';
    this.report(CODE.foreignLoop, this.span(start, start + 'for'.length), 'a loop of another language', {
      hint,
    });
    while (!this.at('eof') && !this.at('{') && !this.lexer.newlineBefore) this.advance();
    this.panicking = true;
    return this.abandonLoop(start);
  }

  /** After a broken header: reads the body, so that its own mistakes are found. */
  private abandonLoop(start: Offset): ast.ErrorStatement {
    this.skipToBody();
    if (this.at('{')) return this.bodyAlone(start, this.parseBlock());
    this.endStatement(start);
    return this.errorStatement(start);
  }

  /** The body of a statement; without braces it is one statement, and an error. */
  protected parseBody(owner: string): ast.Block {
    if (this.at('{')) {
      this.panicking = false;
      return this.parseBlock();
    }
    if (this.panicking || !this.beginsStatement(owner)) {
      const message = `expected \`{\`, found ${this.describeToken()}`;
      this.fail(CODE.expectedToken, this.tokenSpan, message, { hint: this.hintForBody() });
      this.skipToBody();
      return this.at('{') ? this.parseBlock() : this.emptyBlock();
    }
    const hint = `write \`{ … }\` around it`;
    this.report(CODE.missingBraces, this.tokenSpan, `the body of \`${owner}\` is not in braces`, { hint });
    const start = this.start;
    const statement = this.parseStatement();
    return {
      kind: 'Block',
      id: scopeId(),
      span: this.span(start),
      statements: [statement],
      close: this.gapSpan,
    };
  }

  /** Why there is no `{`. */
  private hintForBody(): string | undefined {
    if (this.at(':')) return 'a body is in braces, not after a `:`';
    return WORD_HINTS.get(this.lexer.spelling) ?? WORD_HINTS.get(this.previousWord());
  }

  private beginsStatement(owner: string): boolean {
    const kind = this.lexer.kind;
    if (kind === 'name') return this.lexer.newlineBefore || owner === 'else' || this.isAfterParenthesis();
    return STATEMENT_KEYWORDS.has(kind);
  }

  /** `if (c) f();`: the condition was closed, and something else begins. */
  private isAfterParenthesis(): boolean {
    return this.source.text[this.lexer.previousEnd - 1] === ')';
  }

  private emptyBlock(): ast.Block {
    return { kind: 'Block', id: scopeId(), span: this.gapSpan, statements: [], close: this.gapSpan };
  }

  protected parseJump(start: Offset): ast.Statement {
    const kind = this.at('break') ? 'BreakStatement' : 'ContinueStatement';
    this.advance();
    this.endStatement(start);
    return { kind, span: this.span(start) };
  }

  protected parseReturn(start: Offset): ast.Statement {
    this.advance();
    const isAlone = this.at(';') || this.at('}') || this.at('eof');
    const value = isAlone || this.beginsNewStatement() ? undefined : this.parseExpression();
    this.endStatement(start);
    return new PlacedReturnStatement(this.source, start, this.endOf(start), value);
  }

  protected parseDefer(start: Offset): ast.Statement {
    const word = this.tokenSpan;
    this.advance();
    if (this.at('}') || this.at('eof') || this.at(';')) {
      const message = `expected the statement to defer, found ${this.describeToken()}`;
      this.fail(CODE.expectedToken, this.tokenSpan, message, { hint: 'write `defer f();` or `defer { … }`' });
      this.endStatement(start);
      return this.errorStatement(start);
    }
    const statement = this.parseStatement();
    return { kind: 'DeferStatement', span: this.span(start), word, statement };
  }

  private beginsNewStatement(): boolean {
    return this.lexer.newlineBefore && STATEMENT_KEYWORDS.has(this.lexer.kind);
  }
}
