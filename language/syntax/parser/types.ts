// Productions of types: `T  T(A)  *T  [N]T  []T  struct {…}  {…}  enum {…}  fn(A, B) R`.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { isTypeFirst, ownTypeName } from '../habits';
import type { Lexer } from '../lexer';
import type { Offset } from '../source';
import type { TokenKind } from '../token';
import { Cursor, MAX_LOOKAHEAD } from './cursor';
import { typeId } from '../node-id';
import { PlacedNamedType, PlacedTyped } from '../placed-declarations';

export abstract class TypeParser extends Cursor {
  protected abstract parseExpression(): ast.Expression;
  protected abstract parseInBrackets<T>(parse: () => T): T;
  /** `(A, …)` after the name of a generic type. */
  protected abstract parseCompileTimeArguments(): ast.Expression[];

  /** A type; if there is none, fails and gives an `ErrorType` of no width. */
  protected parseType(): ast.TypeExpression {
    if (!this.enter()) return this.noType();
    const start = this.start;
    const type = this.parsePrefixType(start);
    this.leave();
    return this.rejectForeignSuffix(type, start);
  }

  private parsePrefixType(start: Offset): ast.TypeExpression {
    switch (this.lexer.kind) {
      case 'name':
        return this.parseNamedType();
      case '*':
      case '&':
        return this.parsePointerType(start);
      case '[':
        return this.parseBracketType(start);
      case 'struct':
        this.advance();
        return this.parseStructType(start);
      case '{':
        return this.parseStructType(start);
      case 'enum':
        return this.parseEnumType(start);
      case 'fn':
        return this.beginsDeclaration() ? this.missingType() : this.parseFunctionType(start);
      case 'typeof':
        return this.parseTypeof(start);
      case 'type':
        if (this.beginsDeclaration()) return this.missingType();
        this.advance();
        return { kind: 'MetaType', id: typeId(), span: this.span(start) };
      case '(':
        return this.parseParenthesizedType(start);
      default:
        return this.missingType();
    }
  }

  /** Whether `fn name` or `type Name` in a line of its own is the next declaration, and the type is missing. */
  private beginsDeclaration(): boolean {
    if (!this.lexer.newlineBefore) return false;
    const ahead = this.lexer.fork();
    ahead.next();
    return ahead.kind === 'name';
  }

  /** `Name`, `module.Name`, and either with `.tag` behind it. */
  private parseNamedType(): ast.TypeExpression {
    const first = this.takeName();
    const type = this.parseMemberType(first);
    if (!this.takeTagSuffix()) return type;
    return { kind: 'TagTypeOf', id: typeId(), span: this.span(first.span.start), base: type };
  }

  private parseMemberType(first: ast.Name): ast.TypeExpression {
    const start = first.span.start;
    const isQualified = this.at('.') && !this.lexer.newlineBefore && !this.isTagSuffix();
    if (isQualified) this.advance();
    const name = isQualified ? this.expectName(`the name of a type of \`${first.text}\``) : first;
    if (!name) return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    const hasList = this.at('(') && !this.lexer.newlineBefore;
    const list = hasList ? this.parseCompileTimeArguments() : undefined;
    if (!isQualified && !list) return new PlacedNamedType(name);
    return new PlacedNamedType(name, this.span(start), isQualified ? first : undefined, list);
  }

  /** `.tag` behind the name of an enum. */
  private takeTagSuffix(): boolean {
    if (!this.isTagSuffix()) return false;
    this.advance();
    this.advance();
    return true;
  }

  private isTagSuffix(): boolean {
    if (!this.at('.')) return false;
    const ahead = this.lexer.fork();
    ahead.next();
    return ahead.kind === 'name' && ahead.spelling === 'tag';
  }

  private missingType(): ast.ErrorType {
    const message = `expected a type, found ${this.describeToken()}`;
    const hint = this.at('=') ? 'write `name := value`, or a type between `:` and `=`' : undefined;
    this.fail(CODE.expectedType, this.tokenSpan, message, { hint });
    return this.noType();
  }

  /** Whether the current token begins a type where one is optional (after a list of parameters). */
  protected beginsResult(): boolean {
    switch (this.lexer.kind) {
      case 'name':
      case '*':
      case '&':
      case '[':
      case '(':
      case 'struct':
      case 'enum':
      case 'typeof':
      case 'fn':
        return !this.lexer.newlineBefore || !this.at('fn');
      case '{':
        return this.bracesHoldFields();
      default:
        return false;
    }
  }

  private parsePointerType(start: Offset): ast.TypeExpression {
    if (this.at('&')) {
      const hint = 'a pointer type is written `*T`';
      this.report(CODE.foreignType, this.tokenSpan, 'there are no reference types', { hint });
    }
    this.advance();
    const pointee = this.parseType();
    return { kind: 'PointerType', id: typeId(), span: this.span(start), pointee };
  }

  private parseBracketType(start: Offset): ast.TypeExpression {
    this.advance();
    if (this.take(']')) {
      const element = this.parseType();
      return { kind: 'SliceType', id: typeId(), span: this.span(start), element };
    }
    const length = this.parseExpression();
    if (this.at(';') && length.kind === 'NameExpression') return this.rejectElementFirst(start, length);
    const hint = 'an array type is `[N]T`, a slice type is `[]T`';
    if (!this.expectClose(']', start, hint))
      return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    const element = this.parseType();
    return { kind: 'ArrayType', id: typeId(), span: this.span(start), length, element };
  }

  /** `[i32; 4]` */
  private rejectElementFirst(start: Offset, element: ast.NameExpression): ast.TypeExpression {
    this.advance();
    this.parseExpression();
    this.expectClose(']', start);
    const span = this.span(start);
    const hint = `write \`[N]${element.name.text}\``;
    this.report(CODE.foreignType, span, 'the length of an array comes first', { hint });
    return { kind: 'ErrorType', id: typeId(), span };
  }

  /** From the opening brace on. */
  private parseStructType(start: Offset): ast.TypeExpression {
    const open = this.start;
    if (!this.expect('{')) return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    const fields = this.parseList(open, '}', () => this.parseField());
    return { kind: 'StructType', id: typeId(), span: this.span(start), fields };
  }

  private parseEnumType(start: Offset): ast.TypeExpression {
    this.advance();
    const open = this.start;
    if (!this.expect('{')) return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    const tags = this.parseList(open, '}', () => this.parseTagDeclaration());
    return { kind: 'EnumType', id: typeId(), span: this.span(start), tags };
  }

  /** `circle: f64` or `empty`. */
  private parseTagDeclaration(): ast.TagDeclaration | undefined {
    const start = this.start;
    const name = this.expectName('the name of a tag');
    if (!name) return undefined;
    if (this.at('(') || this.at('=')) return this.rejectForeignTag(start, name);
    const payload = this.take(':') ? this.parseType() : undefined;
    return { kind: 'TagDeclaration', span: this.span(start), name, payload };
  }

  /** `circle(f64)` of Rust, and `red = 1` of C. */
  private rejectForeignTag(start: Offset, name: ast.Name): ast.TagDeclaration {
    const open = this.start;
    const isValue = this.at('=');
    const message = isValue ? 'a tag has no number of its own' : 'a payload is written `name: type`';
    const hint = isValue ? 'leave out the value' : `write \`${name.text}: T\``;
    this.report(CODE.foreignType, this.tokenSpan, message, { hint });
    this.advance();
    let payload: ast.TypeExpression | undefined;
    if (isValue) this.parseExpression();
    else {
      payload = this.parseType();
      this.expectClose(')', open);
    }
    return { kind: 'TagDeclaration', span: this.span(start), name, payload };
  }

  private parseField(): ast.FieldDeclaration | undefined {
    const start = this.start;
    const typed = this.parseNameAndType('field');
    if (!typed) return undefined;
    const initializer = this.take('=') ? this.parseExpression() : undefined;
    const { name, type } = typed;
    return new PlacedTyped(
      'FieldDeclaration',
      this.source,
      start,
      this.endOf(start),
      name,
      type,
      initializer,
    );
  }

  /** `name: T` of a parameter or field. */
  protected parseNameAndType(what: 'field' | 'parameter'): TypedName | undefined {
    const name = this.expectName(`the name of a ${what}`);
    if (!name) return undefined;
    if (this.take(':')) return { name, type: this.parseType() };
    const message = `a ${what} is written \`name: type\``;
    if (this.lexer.newlineBefore || !this.at('name')) {
      const hint = name.text === 'void' ? 'leave it out' : `write \`${name.text}: T\``;
      this.report(CODE.missingParameterType, name.span, message, { hint });
      const type = this.beginsResult() && !this.at('{') ? this.parseType() : this.noType();
      return { name, type };
    }
    const typed = this.orderNames(name, this.takeName());
    const hint = `write \`${typed.name.text}: ${nameOfType(typed.type)}\``;
    this.report(CODE.missingParameterType, this.span(name.span.start), message, { hint });
    return typed;
  }

  /** Two names without a colon, of which one is the type: which one, is guessed. */
  protected orderNames(first: ast.Name, second: ast.Name): TypedName {
    const isFirst = isTypeFirst(first.text, second.text);
    const typeName = isFirst ? first : second;
    const name = isFirst ? second : first;
    return { name, type: new PlacedNamedType(typeName) };
  }

  protected noType(): ast.ErrorType {
    return { kind: 'ErrorType', id: typeId(), span: this.gapSpan };
  }

  private parseFunctionType(start: Offset): ast.TypeExpression {
    this.advance();
    const open = this.start;
    if (!this.expect('(')) return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    const parameters = this.parseList(open, ')', () => this.parseParameterType());
    const result = this.parseResult();
    return { kind: 'FunctionType', id: typeId(), span: this.span(start), parameters, result };
  }

  /** A type in `fn(A, B)`; a name before it (`fn(a: A)`) is allowed and says nothing. */
  private parseParameterType(): ast.TypeExpression {
    const type = this.parseType();
    if (type.kind !== 'NamedType' || !this.take(':')) return type;
    return this.parseType();
  }

  /** The optional result of a function; `->` before it is a habit. */
  protected parseResult(): ast.TypeExpression | undefined {
    if (this.at('->') || this.at(':')) {
      const message = 'the result type follows the parameters directly';
      const hint = this.at(':') ? 'leave out the `:`' : 'leave out the `->`';
      this.report(CODE.foreignType, this.tokenSpan, message, { hint });
      this.advance();
      if (this.at('{') && !this.beginsResult()) return undefined;
      return this.parseType();
    }
    return this.beginsResult() ? this.parseType() : undefined;
  }

  private parseParenthesizedType(start: Offset): ast.TypeExpression {
    this.advance();
    if (this.take(')')) {
      const span = this.span(start);
      this.report(CODE.foreignType, span, 'there is no empty type', { hint: 'no value is written `none`' });
      return { kind: 'ErrorType', id: typeId(), span };
    }
    const type = this.parseType();
    if (this.at(',')) {
      const hint = 'several values are a struct: `struct { a: A, b: B }`';
      this.report(CODE.foreignType, this.tokenSpan, 'there are no tuple types', { hint });
      while (this.take(',')) this.parseType();
      this.expectClose(')', start);
      return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
    }
    this.expectClose(')', start);
    return type;
  }

  private parseTypeof(start: Offset): ast.TypeExpression {
    this.advance();
    const open = this.start;
    if (!this.expect('(', 'the type of an expression is written `typeof(e)`')) return this.noType();
    const expression = this.parseInBrackets(() => this.parseExpression());
    this.expectClose(')', open);
    return { kind: 'TypeofType', id: typeId(), span: this.span(start), expression };
  }

  /** `i8*` and `i8[4]`, as in C. */
  private rejectForeignSuffix(type: ast.TypeExpression, start: Offset): ast.TypeExpression {
    if (type.kind !== 'NamedType' || this.lexer.newlineBefore || !(this.at('*') || this.at('['))) return type;
    const name = type.name.text;
    if (this.at('*')) {
      while (this.take('*'));
      const hint = `write \`*${name}\``;
      this.report(CODE.foreignType, this.span(start), 'the `*` of a pointer type comes first', { hint });
    } else {
      const open = this.start;
      this.advance();
      if (!this.at(']')) this.parseExpression();
      this.expectClose(']', open);
      const hint = `write \`[N]${name}\` or \`[]${name}\``;
      this.report(CODE.foreignType, this.span(start), 'the brackets of an array type come first', { hint });
    }
    return { kind: 'ErrorType', id: typeId(), span: this.span(start) };
  }

  /**
   * Whether the `{` here begins the fields of a struct type rather than the body of a function:
   * `{ a: i32, b: …`, and `{ a: i32 }` before a body, are fields; `{ a: i32; …` and everything else is a body.
   */
  private bracesHoldFields(): boolean {
    const ahead = this.lexer.fork();
    for (const expected of ['name', ':'] as const) {
      ahead.next();
      if (ahead.kind !== expected) return false;
    }
    let depth = 0;
    for (let i = 0; i < MAX_LOOKAHEAD && ahead.kind !== 'eof'; i++) {
      ahead.next();
      if (depth === 0 && ahead.kind === ',') return true;
      if (depth === 0 && ahead.kind === '}') return endsType(ahead);
      if (depth === 0 && ahead.kind === ';') return false;
      depth += nesting(ahead.kind);
    }
    return false;
  }
}

/** Whether a body, or the end of an external function, follows the token. */
function endsType(ahead: Lexer): boolean {
  ahead.next();
  return ahead.kind === '{' || ahead.kind === ';';
}

/** What a declaration of a variable, parameter or field needs. */
export interface TypedName {
  readonly name: ast.Name;
  readonly type: ast.TypeExpression;
}

function nameOfType(type: ast.TypeExpression): string {
  return type.kind === 'NamedType' ? (ownTypeName(type.name.text) ?? type.name.text) : 'T';
}

/** What a token adds to the depth of brackets. */
export function nesting(kind: TokenKind): number {
  if (kind === '(' || kind === '[' || kind === '{') return 1;
  return kind === ')' || kind === ']' || kind === '}' ? -1 : 0;
}
