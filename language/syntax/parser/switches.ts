// Productions of `switch`: its cases, what they choose, and `else`.
import type * as ast from '../ast';
import { CODE } from '../codes';
import type { Offset } from '../source';
import { ControlParser } from './control';
import { scopeId } from '../node-id';

export abstract class SwitchParser extends ControlParser {
  protected parseSwitch(start: Offset): ast.Statement {
    this.advance();
    const subject = this.parseCondition();
    const header = this.span(start);
    if (!this.at('{')) {
      const message = `expected \`{\`, found ${this.describeToken()}`;
      this.fail(CODE.expectedToken, this.tokenSpan, message);
      this.skipToBody();
    }
    const open = this.start;
    if (!this.take('{')) return this.abandon(start, subject);
    this.panicking = false;
    const outer = this.bracesAreBody;
    this.bracesAreBody = false;
    const { cases, otherwise } = this.parseCases();
    this.bracesAreBody = outer;
    this.panicking = false;
    this.expectClose('}', open);
    return { kind: 'SwitchStatement', span: this.span(start), subject, cases, else: otherwise, header };
  }

  private parseCases(): { cases: ast.SwitchCase[]; otherwise?: ast.Block } {
    const cases: ast.SwitchCase[] = [];
    let otherwise: ast.Block | undefined;
    while (!this.at('}') && !this.at('eof') && !this.endsAtMargin()) {
      const before = this.start;
      const isLost = this.panicking;
      this.panicking = false;
      if (this.take(';')) continue;
      if (this.at('case')) cases.push(this.parseCase());
      else if (this.at('else') || this.isDefault()) otherwise = this.parseElse(otherwise);
      else this.rejectStatement(isLost);
      if (this.start === before && !this.at('eof')) this.advance(); // whatever it is, it was reported
    }
    return { cases, otherwise };
  }

  private parseCase(): ast.SwitchCase {
    const start = this.start;
    this.advance();
    const outer = this.bracesAreBody;
    this.bracesAreBody = true;
    const items: ast.CaseItem[] = [];
    do items.push(this.parseCaseItem());
    while (!this.panicking && this.take(','));
    this.bracesAreBody = outer;
    const body = this.parseCaseBody('case');
    return { kind: 'SwitchCase', id: scopeId(), span: this.span(start), items, body };
  }

  /** `e`, `lo..hi`, `tag` or `tag(payload)`. */
  private parseCaseItem(): ast.CaseItem {
    const begin = this.start;
    this.skipTagDot();
    const first = this.parseBinary(0);
    const start = Math.min(begin, first.span.start); // what is missing stands before the blanks
    const named = payloadPattern(first);
    if (named) return { kind: 'CaseItem', span: this.span(start), ...named };
    if (this.at('...') || this.at('..=') || this.at('..<')) this.rejectRangeOperator();
    else if (!this.at('..')) return { kind: 'CaseItem', span: this.span(start), low: first };
    this.advance();
    const high = this.parseBinary(0);
    return { kind: 'CaseItem', span: this.span(start), low: first, high };
  }

  private parseElse(earlier: ast.Block | undefined): ast.Block {
    const span = this.tokenSpan;
    if (this.isDefault())
      this.report(CODE.malformedSwitch, span, 'there is no `default`', { hint: 'write `else { … }`' });
    this.advance();
    if (earlier) {
      const labels = [{ span: earlier.span, message: 'the first one is here' }];
      this.report(CODE.malformedSwitch, span, 'a `switch` has one `else`', { labels });
    }
    return this.parseCaseBody('else');
  }

  private isDefault(): boolean {
    return this.at('name') && this.lexer.spelling === 'default';
  }

  /** `{ … }`; statements behind a `:`, as in C and Go, are read as if they were in braces. */
  private parseCaseBody(owner: string): ast.Block {
    if (!this.at(':')) return this.parseBody(owner);
    const hint = `write \`${owner === 'case' ? 'case …' : owner} { … }\``;
    this.report(CODE.malformedSwitch, this.tokenSpan, 'what a case does is in braces', { hint });
    this.panicking = false;
    this.advance();
    if (this.at('{')) return this.parseBody(owner);
    const start = this.start;
    const statements: ast.Statement[] = [];
    while (!this.endsCase()) {
      const before = this.start;
      if (this.take(';')) continue;
      statements.push(this.parseStatement());
      if (this.start === before && !this.at('eof')) this.advance();
    }
    const span = statements.length > 0 ? this.span(start) : this.gapSpan;
    return { kind: 'Block', id: scopeId(), span, statements, close: this.gapSpan };
  }

  private endsCase(): boolean {
    return this.at('case') || this.at('else') || this.isDefault() || this.at('}') || this.at('eof');
  }

  /** @param isLost whether an error has said already that something is wrong here */
  private rejectStatement(isLost: boolean): void {
    const message = `expected \`case\`, \`else\` or \`}\`, found ${this.describeToken()}`;
    if (!isLost) this.report(CODE.malformedSwitch, this.tokenSpan, message);
    this.parseStatement();
  }

  /** A `case` outside of any `switch`. */
  protected parseStrayCase(start: Offset): ast.Statement {
    const message = 'this `case` belongs to no `switch`';
    this.report(CODE.unopened, this.tokenSpan, message);
    const { body } = this.parseCase();
    return this.bodyAlone(start, body);
  }
}

/**
 * `tag(payload)`, which reads like a call of one name with another; in `tag(` the payload has no name yet. A type's
 * name does not belong before the tag, and is read all the same, for the payload's sake.
 */
function payloadPattern(e: ast.Expression): { low: ast.Expression; payload?: ast.Name } | undefined {
  if (e.kind !== 'CallExpression') return undefined;
  if (e.callee.kind !== 'NameExpression' && e.callee.kind !== 'MemberExpression') return undefined;
  const [argument] = e.arguments;
  if (e.isDamaged && (!argument || argument.kind === 'ErrorExpression')) return { low: e.callee };
  if (e.arguments.length !== 1 || argument?.kind !== 'NameExpression') return undefined;
  return { low: e.callee, payload: argument.name };
}
