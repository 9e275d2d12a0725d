// Productions of expressions that stand alone: literals, names, parentheses, `{…}`, `[…]`, `make`, `sizeof`.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { DIRECTIVES, WORD_HINTS } from '../habits';
import { decodeCharacter, decodeFloat, decodeInteger, decodeString } from '../literals';
import { PlacedIntegerLiteral, PlacedNameExpression, PlacedStringLiteral } from '../placed-expressions';
import type { Offset, Span } from '../source';
import { TypeParser } from './types';
import { expressionId } from '../node-id';

export abstract class OperandParser extends TypeParser {
  /** Whether a `{` after a name begins a body (in the header of a statement) and not a literal. */
  protected bracesAreBody = false;
  /** Height of the tree of the expression parsed last. */
  protected height = 0;

  protected abstract parseUnary(): ast.Expression;
  protected abstract parseBinary(minimum: number): ast.Expression;

  /** An expression where there is none, of no width. */
  protected nothing(): ast.ErrorExpression {
    this.height = 1;
    return { kind: 'ErrorExpression', id: expressionId(), span: this.gapSpan, parts: [] };
  }

  /** An expression that went wrong, with what was read of it. */
  protected errorExpression(start: Offset, ...parts: readonly ast.Expression[]): ast.ErrorExpression {
    // A part that is missing stands before the blanks.
    const begin = Math.min(start, parts[0]?.span.start ?? start);
    return { kind: 'ErrorExpression', id: expressionId(), span: this.span(begin), parts };
  }

  protected parseOperand(): ast.Expression {
    this.height = 1;
    const { kind, start, end } = this.lexer;
    if (kind === 'name') return new PlacedNameExpression(this.takeName());
    if (kind === 'integer')
      return new PlacedIntegerLiteral(this.source, start, end, this.takeLiteral(decodeInteger));
    if (kind === 'string')
      return new PlacedStringLiteral(this.source, start, end, this.takeLiteral(decodeString));
    return this.parseRareOperand(this.tokenSpan);
  }

  private parseRareOperand(span: Span): ast.Expression {
    switch (this.lexer.kind) {
      case 'float':
        return { kind: 'FloatLiteral', id: expressionId(), span, ...this.takeLiteral(decodeFloat) };
      case 'character':
        return {
          kind: 'CharacterLiteral',
          id: expressionId(),
          span,
          value: this.takeLiteral(decodeCharacter),
        };
      case 'true':
      case 'false': {
        const value = this.at('true');
        this.advance();
        return { kind: 'BooleanLiteral', id: expressionId(), span, value };
      }
      case 'nil':
        this.advance();
        return { kind: 'NilLiteral', id: expressionId(), span };
      default:
        return this.parseCompound(span.start);
    }
  }

  private parseCompound(start: Offset): ast.Expression {
    switch (this.lexer.kind) {
      case '(':
        return this.parseParentheses(start);
      case '[':
        return this.parseArrayLiteral(start);
      case '{':
        if (this.bracesAreBody) return this.missingExpression();
        return {
          kind: 'StructLiteral',
          id: expressionId(),
          fields: this.parseInitializers(),
          span: this.span(start),
        };
      case 'make':
        return this.parseMake(start);
      case 'sizeof':
        return this.parseSizeof(start);
      case 'directive':
        return this.parseDirective(start);
      case '.':
        return this.parseTag(start);
      case 'typeof':
        return this.rejectTypeof(start);
      default:
        return this.missingExpression();
    }
  }

  /** The value of the current token, which is taken. */
  private takeLiteral<T>(decode: (spelling: string, problem: LiteralProblem) => T): T {
    const start = this.start;
    const kind = this.lexer.kind;
    const value = decode(this.lexer.spelling, (code, from, to, message, hint) => {
      this.report(code, this.span(start + from, start + to), message, { hint });
      // What follows an unclosed literal on its line was swallowed by it, or is no program.
      const isUnclosed = code === CODE.unterminatedString || code === CODE.badCharacter;
      if (isUnclosed && (kind === 'string' || this.lexer.spelling.length < 3)) this.panicking = true;
    });
    this.advance();
    return value;
  }

  protected missingExpression(): ast.Expression {
    const message = `expected an expression, found ${this.describeToken()}`;
    this.fail(CODE.expectedExpression, this.tokenSpan, message, { hint: this.hintForMissing() });
    return this.nothing();
  }

  private hintForMissing(): string | undefined {
    if (this.at('fn')) return 'there are no function expressions; define the function and use its name';
    if (this.at('struct')) return 'a type is declared with `type Name struct { … }`';
    if (this.at('enum')) return 'a type is declared with `type Name enum { … }`';
    if (this.at('if')) return '`if` is a statement and has no value';
    return WORD_HINTS.get(this.lexer.spelling);
  }

  /** What `parse` reads inside brackets, where a `{` after a name is a literal again. */
  protected parseInBrackets<T>(parse: () => T): T {
    const outer = this.bracesAreBody;
    this.bracesAreBody = false;
    const parsed = parse();
    this.bracesAreBody = outer;
    return parsed;
  }

  /** The name of a tag; in `is Shape.circle`, too, where the type's name does not belong. */
  protected parseTagName(): ast.Name | undefined {
    const start = this.start;
    let tag = this.expectName('the name of a tag');
    let before = '';
    let span = this.span(start);
    while (tag && this.at('.')) {
      before += `${tag.text}.`;
      this.advance();
      span = this.span(start);
      tag = this.expectName('the name of a tag');
    }
    if (tag && before)
      this.report(CODE.expectedToken, span, 'a tag stands here by its name alone', {
        hint: `leave out \`${before}\``,
      });
    return tag;
  }

  /** The `.` of `is .circle` and `case .circle`, where only tags can stand. */
  protected skipTagDot(): void {
    if (!this.at('.')) return;
    this.report(CODE.expectedToken, this.tokenSpan, 'a tag stands here by its name alone', {
      hint: 'leave out the `.`',
    });
    this.advance();
  }

  /** One element of a list; the height is that of the highest element so far. */
  protected parseElement(): ast.Expression {
    const before = this.height;
    const element = this.parseExpression();
    this.height = Math.max(before, this.height);
    return element;
  }

  private parseParentheses(start: Offset): ast.Expression {
    const outer = this.bracesAreBody;
    this.bracesAreBody = false;
    this.advance();
    const inner = this.at(')') ? this.missingExpression() : this.parseExpression();
    this.expectClose(')', start);
    this.bracesAreBody = outer;
    return inner;
  }

  private parseArrayLiteral(start: Offset): ast.Expression {
    this.advance();
    const elements = this.parseInBrackets(() => this.parseList(start, ']', () => this.parseElement()));
    this.height++;
    return { kind: 'ArrayLiteral', id: expressionId(), span: this.span(start), elements };
  }

  /** `{ e, name: e, … }` */
  protected parseInitializers(): ast.FieldInitializer[] {
    const open = this.start;
    this.height = 1;
    this.advance();
    const fields = this.parseInBrackets(() => this.parseList(open, '}', () => this.parseInitializer()));
    this.height++;
    return fields;
  }

  private parseInitializer(): ast.FieldInitializer | undefined {
    const start = this.start;
    const before = this.height;
    const first = this.parseBinary(0);
    this.height = Math.max(before, this.height);
    if (this.start === start) return undefined;
    if (first.kind === 'NameExpression' && (this.at(':') || this.at('='))) {
      if (this.at('=')) this.rejectEquals(first.name.text);
      this.advance();
      const value = this.parseElement();
      return { kind: 'FieldInitializer', span: this.span(start), name: first.name, value };
    }
    return { kind: 'FieldInitializer', span: this.span(start), value: first };
  }

  private rejectEquals(name: string): void {
    const hint = `write \`${name}: value\``;
    this.report(CODE.expectedToken, this.tokenSpan, 'a field is given its value with `:`', { hint });
  }

  private parseMake(start: Offset): ast.Expression {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'a slice is made with `make(T, n)`')) return this.nothing();
    return this.parseInBrackets(() => {
      const element = this.parseType();
      const hasCount = this.expect(',', 'a slice is made with `make(T, n)`');
      const count = hasCount ? this.parseElement() : this.nothing();
      this.expectClose(')', open);
      this.height++;
      return { kind: 'MakeExpression', id: expressionId(), span: this.span(start), element, count };
    });
  }

  private parseSizeof(start: Offset): ast.Expression {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'a size is written `sizeof(T)`')) return this.nothing();
    const type = this.parseInBrackets(() => this.parseType());
    this.expectClose(')', open);
    return { kind: 'SizeofExpression', id: expressionId(), span: this.span(start), type };
  }

  /** A directive that is no expression. */
  private parseDirective(start: Offset): ast.Expression {
    this.rejectDirective();
    const operand = this.parseOptionalOperand();
    this.height = operand ? this.height + 1 : 1;
    return this.errorExpression(start, ...(operand ? [operand] : []));
  }

  /** Takes the current directive and says that there is none such, or that it cannot stand here. */
  protected rejectDirective(): void {
    const spelling = this.lexer.spelling;
    const span = this.tokenSpan;
    this.advance();
    if (DIRECTIVES.has(spelling))
      this.report(CODE.misplacedDirective, span, `\`${spelling}\` cannot stand here`);
    else this.fail(CODE.unknownDirective, span, `there is no directive \`${spelling}\``);
  }

  private parseOptionalOperand(): ast.Expression | undefined {
    if (this.panicking || this.at(';') || this.at('eof') || !this.enter()) return undefined;
    const operand = this.parseUnary();
    this.leave();
    return operand;
  }

  /** `.circle` */
  private parseTag(start: Offset): ast.Expression {
    const dot = this.tokenSpan;
    this.advance();
    if (this.at('name')) {
      const tag = this.takeName();
      return { kind: 'TagExpression', id: expressionId(), span: this.span(start), tag };
    }
    const hint = this.at('integer') ? 'a number has a digit before its point: `0.5`' : undefined;
    this.fail(CODE.expectedExpression, dot, 'expected an expression, found `.`', { hint });
    if (this.at('integer')) this.advance();
    return this.errorExpression(start);
  }

  private rejectTypeof(start: Offset): ast.Expression {
    const hint = 'its size is `sizeof(typeof(e))`, and a variable of it `x: typeof(e)`';
    this.report(CODE.expectedExpression, this.tokenSpan, '`typeof(e)` is a type, not a value', { hint });
    this.parseType();
    return this.errorExpression(start);
  }
}

type LiteralProblem = Parameters<typeof decodeInteger>[1];
