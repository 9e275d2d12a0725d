// Productions of expressions that combine others: binary and unary operators, and what follows an
// operand (`a.b  a[i]  a[lo..hi]  a(…)  a^  T{…}`). What stands alone is one layer below, in operands.ts.
//
// Beside each expression the parser knows its height (`this.height`, of the one parsed last): how deep later phases
// recurse over it. Long chains such as `a + b + …` have rungs for that (`chains.ts`).
import type * as ast from '../ast';
import { isLink, linksOf, RUNG } from '../chains';
import { CODE } from '../codes';
import { OPERATOR_HINTS } from '../habits';
import type { Offset } from '../source';
import { MAX_DEPTH } from './cursor';
import { BINARY_OPERATORS, COMPARISON_PRECEDENCE, type OperatorRule } from './precedence';
import { NamedLiteralParser } from './named-literals';
import { expressionId } from '../node-id';
import * as placed from '../placed-expressions';

/** Of most operands nobody asks how many links they have. */
const UNCOUNTED = -1;

export abstract class ExpressionParser extends NamedLiteralParser {
  /** An expression whose value is used; what stands after it and cannot is explained. */
  protected parseExpression(): ast.Expression {
    const start = this.start;
    const expression = this.parseBinary(0);
    if (this.at('=')) return this.rejectAssignment(start, expression);
    if (this.at('..') || this.at('...') || this.at('..=') || this.at('..<'))
      return this.rejectRange(start, expression);
    return expression;
  }

  /** The header of `if`, `while` and `for`, where a `{` after a name begins the body. */
  protected parseCondition(): ast.Expression {
    const outer = this.bracesAreBody;
    this.bracesAreBody = true;
    const condition = this.parseExpression();
    this.bracesAreBody = outer;
    return condition;
  }

  /** Operators that bind at least as tightly as `minimum`, by precedence climbing. */
  protected parseBinary(minimum: number): ast.Expression {
    if (!this.enter()) return this.nothing();
    const start = this.start;
    let left = this.parseUnary();
    let previous = 0;
    let operands = this.height;
    let links = UNCOUNTED;
    while (this.start !== start) {
      const rule = BINARY_OPERATORS.get(this.lexer.kind);
      if (rule === undefined || rule.precedence < minimum) break;
      const isChain = rule.precedence === COMPARISON_PRECEDENCE && previous === COMPARISON_PRECEDENCE;
      if (isChain) this.rejectChain();
      previous = rule.precedence;
      const height = this.height;
      links = links === UNCOUNTED ? linksOf(left) + 1 : links + 1;
      left = this.parseRight(start, left, rule, links);
      operands = Math.max(operands, this.height);
      if (isChain) left = { kind: 'ErrorExpression', id: expressionId(), span: left.span, parts: [left] };
      if (!isLink(left)) [operands, links] = [Math.max(operands, height) + 1, 0];
      // From rung to rung a chain is gone through without recursion.
      this.height = operands + Math.min(links, 2 * RUNG);
      if (this.height > MAX_DEPTH) this.tooDeep();
    }
    this.leave();
    return left;
  }

  /**
   * The operator and its right operand, after `left`; the height is that of the right one.
   * @param links how many there are in the chain with this one
   */
  private parseRight(start: Offset, left: ast.Expression, rule: OperatorRule, links: number): ast.Expression {
    const operatorSpan = this.tokenSpan;
    const hint = OPERATOR_HINTS[this.lexer.kind];
    if (hint)
      this.report(CODE.foreignOperator, operatorSpan, `there is no operator ${this.describeToken()}`, {
        hint,
      });
    if (this.at('is')) return this.parseIs(start, left);
    this.advance();
    const right = this.parseBinary(rule.precedence + 1);
    const rung = links % RUNG === 0 ? links : undefined;
    if (!rule.operator) return this.makePiped(start, left, right, rung);
    const { source } = this;
    const { operator } = rule;
    const end = this.endOf(start);
    return new placed.PlacedBinaryExpression(source, start, end, operator, operatorSpan, left, right, rung);
  }

  /** `left |> f(y)` is `f(left, y)`. */
  private makePiped(
    start: Offset,
    left: ast.Expression,
    right: ast.Expression,
    links: number | undefined,
  ): ast.Expression {
    if (right.kind === 'CallExpression') {
      const names = right.names && [undefined, ...right.names];
      const list = [left, ...right.arguments];
      return this.makeCall(start, right.callee, list, names, right.isDamaged, true, links);
    }
    let hint: string | undefined;
    if (right.kind === 'NameExpression') hint = `write \`${right.name.text}()\``;
    if (right.kind === 'BinaryExpression') hint = 'it is the loosest of all operators: write `(x |> f())`';
    if (right.kind !== 'ErrorExpression')
      this.report(CODE.malformedPipe, right.span, 'what follows `|>` must be a call', { hint });
    return { kind: 'ErrorExpression', id: expressionId(), span: this.span(start), parts: [left, right] };
  }

  /** `left is tag` */
  private parseIs(start: Offset, operand: ast.Expression): ast.Expression {
    this.advance();
    this.skipTagDot();
    const tag = this.parseTagName();
    this.grow(0);
    const span = this.span(start);
    return tag
      ? { kind: 'IsExpression', id: expressionId(), span, operand, tag }
      : { kind: 'ErrorExpression', id: expressionId(), span, parts: [operand] };
  }

  private rejectChain(): void {
    const hint = 'write `a < b and b < c`, or parentheses around one comparison';
    this.report(CODE.comparisonChain, this.tokenSpan, 'comparisons do not chain', { hint });
  }

  /** `- ! ~ & heap cast(T)` before an operand, and `#run` before an expression. */
  protected parseUnary(): ast.Expression {
    const start = this.start;
    switch (this.lexer.kind) {
      case '-':
      case '!':
      case '~':
      case '&':
        return this.parsePrefix(start, this.lexer.kind);
      case '*':
      case '+':
      case '++':
      case '&&':
        return this.parseForeignPrefix(start);
      case 'heap':
        this.advance();
        return {
          kind: 'HeapExpression',
          id: expressionId(),
          operand: this.parseOperandOf(),
          span: this.span(start),
        };
      case 'cast':
        return this.parseCast(start);
      case 'directive':
        return this.parseDirectiveOperand(start);
      default:
        return this.parsePostfix(start);
    }
  }

  /** `#run e`: all of the expression that follows, so that no part of it is run later by mistake. */
  private parseRun(start: Offset): ast.Expression {
    this.advance();
    const operand = this.parseBinary(0);
    this.grow(0);
    return { kind: 'RunExpression', id: expressionId(), span: this.span(start), operand };
  }

  private parseDirectiveOperand(start: Offset): ast.Expression {
    if (this.lexer.spelling === '#run') return this.parseRun(start);
    if (this.lexer.spelling !== '#async') return this.parsePostfix(start);
    this.advance();
    return {
      kind: 'AsyncExpression',
      id: expressionId(),
      call: this.parseOperandOf(),
      span: this.span(start),
    };
  }

  /** The operand of a prefix operator. */
  private parseOperandOf(): ast.Expression {
    if (!this.enter()) return this.nothing();
    const operand = this.parseUnary();
    this.leave();
    this.grow(0);
    return operand;
  }

  private parsePrefix(start: Offset, operator: ast.UnaryOperator): ast.Expression {
    this.advance();
    const operand = this.parseOperandOf();
    return new placed.PlacedUnaryExpression(this.source, start, this.endOf(start), operator, operand);
  }

  /** `*p` of C is `p^`; `+x` is `x`; `++x` is a statement `x += 1`; `&&x` is no address. */
  private parseForeignPrefix(start: Offset): ast.Expression {
    const operator = this.lexer.kind;
    const message = `there is no operator ${this.describeToken()} before an operand`;
    let hint: string | undefined = 'leave it out';
    if (operator === '*') hint = 'what a pointer points at is written `p^`';
    else if (operator !== '+') hint = OPERATOR_HINTS[operator];
    this.report(CODE.foreignOperator, this.tokenSpan, message, { hint });
    this.advance();
    return this.errorExpression(start, this.parseOperandOf());
  }

  private parseCast(start: Offset): ast.Expression {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'a conversion is written `cast(T) e`')) return this.nothing();
    const type = this.parseType();
    if (this.at(',')) {
      this.report(CODE.expectedToken, this.tokenSpan, 'a conversion is written `cast(T) e`');
      this.advance();
      const operand = this.parseExpression();
      this.expectClose(')', open);
      return this.errorExpression(start, operand);
    }
    this.expectClose(')', open);
    const operand = this.parseOperandOf();
    return new placed.PlacedCastExpression(this.source, start, this.endOf(start), type, operand);
  }

  /** An operand and everything that follows it directly. */
  private parsePostfix(start: Offset): ast.Expression {
    let base = this.parseOperand();
    while (this.start !== start) {
      const next = this.parseSuffix(start, base);
      if (next === undefined) return base;
      base = next;
    }
    return base;
  }

  /** One thing that follows an operand, or undefined. */
  private parseSuffix(start: Offset, base: ast.Expression): ast.Expression | undefined {
    const height = this.height;
    let result: ast.Expression | undefined;
    switch (this.lexer.kind) {
      case '.':
        result = this.parseMember(start, base);
        break;
      case '->':
        result = this.parseArrow(start, base);
        break;
      case '[':
        result = this.parseBrackets(start, base);
        break;
      case '(':
        result = this.parseCall(start, base);
        break;
      case '^':
        this.advance();
        result = { kind: 'DereferenceExpression', id: expressionId(), span: this.span(start), operand: base };
        break;
      case '{':
        result = this.parseNamedLiteral(start, base);
        break;
    }
    if (result) this.grow(height);
    return result;
  }

  private parseMember(start: Offset, base: ast.Expression): ast.Expression {
    this.advance();
    if (this.at('^') || this.at('*')) return this.rejectMemberStar(start, base);
    const member = this.expectName('the name of a field');
    if (!member) return this.errorExpression(start, base);
    return new placed.PlacedMemberExpression(this.source, start, this.endOf(start), base, member);
  }

  /** `p.*` as in Zig. */
  private rejectMemberStar(start: Offset, base: ast.Expression): ast.Expression {
    const hint = 'what a pointer points at is written `p^`';
    this.report(CODE.foreignOperator, this.tokenSpan, 'expected the name of a field', { hint });
    this.advance();
    return this.errorExpression(start, base);
  }

  /** `p->field` */
  private parseArrow(start: Offset, base: ast.Expression): ast.Expression {
    const hint = 'write `p.field`: `.` looks through a pointer';
    this.report(CODE.foreignOperator, this.tokenSpan, 'there is no operator `->`', { hint });
    return this.parseMember(start, base);
  }

  private parseCall(start: Offset, callee: ast.Expression): ast.Expression {
    const errorsBefore = this.errorCount;
    const { list, names } = this.parseNamedArguments();
    const isDamaged = this.errorCount > errorsBefore;
    return this.makeCall(start, callee, list, names, isDamaged);
  }

  private makeCall(
    start: Offset,
    callee: ast.Expression,
    list: readonly ast.Expression[],
    names: ast.CallExpression['names'],
    isDamaged: boolean | undefined,
    isPiped?: boolean,
    links?: number,
  ): ast.CallExpression {
    const { source } = this;
    const end = this.endOf(start);
    return new placed.PlacedCallExpression(
      source,
      start,
      end,
      callee,
      list,
      names,
      isDamaged,
      isPiped,
      links,
    );
  }

  /** `a[i]` or `a[lo..hi]` with either bound left out. */
  private parseBrackets(start: Offset, base: ast.Expression): ast.Expression {
    const open = this.start;
    this.advance();
    return this.parseInBrackets(() => {
      if (this.at('..')) return this.parseSliceRest(start, open, base, undefined);
      const index = this.parseBinary(0);
      const height = this.height;
      if (this.at('..=') || this.at('...') || this.at('..<')) this.rejectRangeOperator();
      else if (!this.at('..')) {
        if (this.at(':')) return this.rejectColonSlice(start, open, base, index);
        this.expectClose(']', open);
        return new placed.PlacedIndexExpression(this.source, start, this.endOf(start), base, index);
      }
      const slice = this.parseSliceRest(start, open, base, index);
      this.height = Math.max(height, this.height);
      return slice;
    });
  }

  /** From the `..` on. */
  private parseSliceRest(
    start: Offset,
    open: Offset,
    base: ast.Expression,
    low: ast.Expression | undefined,
  ): ast.Expression {
    this.advance();
    const high = this.at(']') ? undefined : this.parseExpression();
    this.expectClose(']', open);
    return { kind: 'SliceExpression', id: expressionId(), span: this.span(start), base, low, high };
  }

  /** `a[lo:hi]` as in Go and Python. */
  private rejectColonSlice(
    start: Offset,
    open: Offset,
    ...before: readonly ast.Expression[]
  ): ast.Expression {
    const hint = 'write `a[lo..hi]`';
    this.report(CODE.foreignOperator, this.tokenSpan, 'a part of a slice is taken with `..`', { hint });
    this.advance();
    const parts = this.at(']') ? before : [...before, this.parseExpression()];
    this.expectClose(']', open);
    return this.errorExpression(start, ...parts);
  }

  /** `a = b` where a value is needed; the target was read. */
  private rejectAssignment(start: Offset, target: ast.Expression): ast.Expression {
    const message = 'an assignment is a statement and has no value';
    this.report(CODE.assignmentInExpression, this.tokenSpan, message, { hint: 'compare with `==`' });
    this.advance();
    return this.errorExpression(start, target, this.parseBinary(0));
  }

  /** `lo..hi` where a value is needed; `lo` was read. */
  private rejectRange(start: Offset, low: ast.Expression): ast.Expression {
    const message = 'a range stands only in `for i in lo..hi` and `xs[lo..hi]`';
    this.report(CODE.misplacedRange, this.tokenSpan, message);
    this.advance();
    if (this.at(')') || this.at(']') || this.at(';')) return this.errorExpression(start, low);
    return this.errorExpression(start, low, this.parseBinary(0));
  }

  /** `..=` and the like where `..` is meant. */
  protected rejectRangeOperator(): void {
    const hint = OPERATOR_HINTS[this.lexer.kind];
    this.report(CODE.foreignOperator, this.tokenSpan, `there is no operator ${this.describeToken()}`, {
      hint,
    });
  }

  /** The tree became higher than its parts, one of which has the height `other`. */
  private grow(other: number): void {
    this.height = Math.max(this.height, other) + 1;
    if (this.height > MAX_DEPTH) this.tooDeep();
  }
}
