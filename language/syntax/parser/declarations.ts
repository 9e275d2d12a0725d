// Productions of declarations: variables, constants, types and functions, at the top level and inside
// functions alike.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { isForeignType, ownTypeName } from '../habits';
import type { Lexer } from '../lexer';
import type { Offset, Span } from '../source';
import type { TokenKind } from '../token';
import { MAX_LOOKAHEAD } from './cursor';
import { ExpressionParser } from './expressions';
import { nesting } from './types';
import { scopeId } from '../node-id';
import { PlacedTyped } from '../placed-declarations';

export abstract class DeclarationParser extends ExpressionParser {
  /** How many blocks are open. */
  protected blockDepth = 0;

  protected abstract parseBlock(): ast.Block;
  /** Takes the `;` that ends what began at `start`, or says that it is missing. */
  protected abstract endStatement(start: Offset): void;

  /** A statement that went wrong, with what was read of it. */
  protected errorStatement(start: Offset, ...parts: readonly ast.Expression[]): ast.ErrorStatement {
    // A part that is missing stands before the blanks.
    const begin = Math.min(start, parts[0]?.span.start ?? start);
    return { kind: 'ErrorStatement', span: this.span(begin), parts };
  }

  /** A statement of which no more than the body could be read. */
  protected bodyAlone(start: Offset, rest: ast.Statement): ast.ErrorStatement {
    return { kind: 'ErrorStatement', span: this.span(start), parts: [], rest };
  }

  /** `: T = e;  := e;  :: e;` after the name. */
  protected parseNamed(start: Offset, name: ast.Name): ast.Statement {
    if (this.take('::')) {
      const value = this.parseExpression();
      this.endStatement(start);
      return { kind: 'ConstantDeclaration', span: this.span(start), name, value };
    }
    let type: ast.TypeExpression | undefined;
    let initializer: ast.Expression | undefined;
    if (this.take(':=')) initializer = this.parseExpression();
    else {
      this.advance(); // the colon
      type = this.parseType();
      if (this.at(':') || this.at(':=') || this.at('::')) this.rejectTypedConstant();
      if (this.at('==')) this.rejectDoubleEquals();
      else if (this.take('=')) initializer = this.parseExpression();
    }
    this.endStatement(start);
    return this.makeVariable(start, name, type, initializer);
  }

  private makeVariable(
    start: Offset,
    name: ast.Name,
    type: ast.TypeExpression | undefined,
    initializer: ast.Expression | undefined,
  ): ast.VariableDeclaration {
    return new PlacedTyped(
      'VariableDeclaration',
      this.source,
      start,
      this.endOf(start),
      name,
      type,
      initializer,
    );
  }

  /** `N: i32 : 5` of Odin and Jai. */
  private rejectTypedConstant(): void {
    const hint = 'write `NAME :: cast(T) value;`';
    this.report(CODE.foreignDeclaration, this.tokenSpan, 'a constant is written without a type', { hint });
    this.advance();
    this.parseExpression();
  }

  private rejectDoubleEquals(): void {
    const message = 'expected `=`, found `==`';
    this.report(CODE.expectedToken, this.tokenSpan, message, {
      hint: 'a variable is given its value with `=`',
    });
    this.advance();
    this.parseExpression();
  }

  /** `type Name T;` */
  protected parseTypeDeclaration(start: Offset): ast.Statement {
    this.advance();
    const name = this.expectName('the name of a type');
    if (!name) return this.abandon(start);
    if (this.at('=')) {
      this.report(CODE.expectedToken, this.tokenSpan, 'a type follows its name directly', {
        hint: 'leave out the `=`',
      });
      this.advance();
    }
    const compileTime = beginsParameters(this.lexer.fork()) ? this.parseCompileTimeParameters() : undefined;
    const type = this.parseType();
    this.endTypeDeclaration(start, type);
    return { kind: 'TypeDeclaration', span: this.span(start), name, compileTime, type };
  }

  /** A type that ends in braces needs no `;`. */
  private endTypeDeclaration(start: Offset, type: ast.TypeExpression): void {
    const endsInBrace = this.source.text[this.lexer.previousEnd - 1] === '}';
    if (endsInBrace && !this.panicking && type.kind !== 'NamedType') this.take(';');
    else this.endStatement(start);
  }

  /** `(T: type, N: i64)` after the name of a type or function; undefined, and reported, if it is empty. */
  private parseCompileTimeParameters(): ast.CompileTimeParameter[] | undefined {
    const open = this.start;
    this.advance();
    const list = this.parseList(open, ')', () => this.parseCompileTimeParameter());
    if (list.length > 0) return list;
    const message = 'a list of compile-time parameters is not empty';
    if (!this.panicking)
      this.report(CODE.expectedName, this.span(open), message, { hint: 'leave out the `()`' });
    return undefined;
  }

  private parseCompileTimeParameter(): ast.CompileTimeParameter | undefined {
    const start = this.start;
    const typed = this.parseNameAndType('parameter');
    if (!typed) return undefined;
    if (this.at('=')) {
      const message = 'a compile-time parameter has no default value';
      this.report(CODE.foreignDeclaration, this.tokenSpan, message, { hint: 'leave out the value' });
      this.advance();
      this.parseExpression();
    }
    return { kind: 'CompileTimeParameter', span: this.span(start), ...typed };
  }

  private parseParameters(): ast.Parameter[] {
    const open = this.start;
    if (!this.expect('(')) return [];
    return this.parseList(open, ')', () => this.parseParameter());
  }

  /** `struct Name {…}` and `enum Name {…}` of C. */
  protected parseForeignStruct(start: Offset): ast.Statement {
    const word = this.tokenSpan;
    const kind = this.lexer.spelling;
    this.advance();
    const name = this.expectName('the name of a type');
    if (!name) return this.abandon(start);
    const hint = `write \`type ${name.text} ${kind} { … }\``;
    const article = kind === 'enum' ? 'an' : 'a';
    this.report(CODE.foreignDeclaration, word, `${article} ${kind} is declared with \`type\``, { hint });
    if (this.at('{')) this.skipBraces();
    this.take(';');
    return this.errorStatement(start);
  }

  /** `fn name(a: T) R { … }`, or with `;` for the body. */
  protected parseFunction(start: Offset): ast.Statement {
    this.advance();
    return this.parseFunctionRest(start);
  }

  /** From the name on. */
  protected parseFunctionRest(start: Offset): ast.Statement {
    const name = this.expectName('the name of a function');
    if (!name) return this.abandon(start);
    if (this.isSuspect(start)) this.suspect ??= this.span(start);
    if (!this.at('(')) return this.missingParameters(start);
    const compileTime = this.hasTwoLists() ? this.parseCompileTimeParameters() : undefined;
    const parameters = this.parseParameters();
    const result = this.parseResult();
    const body = this.parseFunctionBody(name);
    return {
      kind: 'FunctionDeclaration',
      id: scopeId(),
      span: this.span(start),
      name,
      compileTime,
      parameters,
      result,
      body,
    };
  }

  private missingParameters(start: Offset): ast.Statement {
    const isGeneric = this.at('<') || this.at('[');
    this.expect(
      '(',
      isGeneric ? 'what a function is generic over is a list of its own: `fn f(T: type)(…)`' : undefined,
    );
    this.skipToBody();
    if (this.at('{')) this.parseBlock();
    else this.endStatement(start);
    return this.errorStatement(start);
  }

  /** Whether two lists of parameters stand here, of which the first is known while compiling. */
  private hasTwoLists(): boolean {
    const ahead = this.lexer.fork();
    let depth = 0;
    for (let i = 0; i < MAX_LOOKAHEAD && ahead.kind !== 'eof'; i++) {
      depth += nesting(ahead.kind);
      ahead.next();
      if (depth === 0) return beginsParameters(ahead);
    }
    return false;
  }

  /** Whether a function inside a block begins at the left margin, where only top-level ones are expected. */
  private isSuspect(start: Offset): boolean {
    return this.blockDepth > 0 && this.isAtMargin(start);
  }

  /** The block, or nothing for an external function. */
  private parseFunctionBody(name: ast.Name): ast.Block | undefined {
    if (this.take(';')) return undefined;
    if (!this.at('{')) {
      const message = `expected the body of \`${name.text}\`, found ${this.describeToken()}`;
      const hint = 'a body is `{ … }`; an external function ends in `;`';
      const span = this.lexer.newlineBefore ? this.gapSpan : this.tokenSpan;
      this.fail(CODE.expectedToken, span, message, { hint });
      this.skipToBody();
    }
    if (this.at('{')) return this.parseBlock();
    return { kind: 'Block', id: scopeId(), span: this.gapSpan, statements: [], close: this.gapSpan };
  }

  /** Skips what is between a broken header and its `{` on the same line, if it has one. */
  protected skipToBody(): void {
    if (this.lexer.newlineBefore) return;
    const ahead = this.lexer.fork();
    let count = 0;
    while (ahead.kind !== '{' && ahead.kind !== ';' && ahead.kind !== '}' && ahead.kind !== 'eof') {
      ahead.next();
      if (ahead.newlineBefore || ++count > 40) return;
    }
    if (ahead.kind !== '{') return;
    while (!this.at('{')) this.advance();
    this.panicking = false;
  }

  private parseParameter(): ast.Parameter | undefined {
    const start = this.start;
    if (this.at('...')) {
      this.rejectVariadic();
      return undefined;
    }
    const typed = this.parseNameAndType('parameter');
    if (!typed) return undefined;
    const initializer = this.take('=') ? this.parseExpression() : undefined;
    const { name, type } = typed;
    return new PlacedTyped('Parameter', this.source, start, this.endOf(start), name, type, initializer);
  }

  private rejectVariadic(): void {
    this.report(CODE.foreignDeclaration, this.tokenSpan, 'there are no variadic functions', {
      hint: 'take a slice: `values: []T`',
    });
    this.advance();
  }

  /** `let x = 5;` after `let` was read as a name. */
  protected parseForeignVariable(start: Offset, word: Span): ast.Statement {
    while (this.at('name') && this.lexer.spelling === 'mut') this.advance();
    const name = this.expectName('the name of a variable');
    if (!name) return this.abandon(start);
    const isConstant = this.source.text.startsWith('const', word.start);
    const hint = isConstant
      ? `write \`${name.text} :: value;\``
      : `write \`${name.text} := value;\` or \`${name.text}: T = value;\``;
    const message = 'a variable is declared without a word before its name';
    this.report(CODE.foreignDeclaration, word, message, { hint });
    if (this.at(':') || this.at(':=') || this.at('::')) return this.parseNamed(start, name);
    if (this.at('name') || this.at('*') || this.at('[')) this.parseType(); // `var x int` of Go
    const initializer = this.take('=') ? this.parseExpression() : this.nothing();
    this.endStatement(start);
    return this.makeVariable(start, name, undefined, initializer);
  }

  /** `int x = 5;` or `int f(…) {…}` of C, or `x int`, after the first name was read. */
  protected parseWithoutColon(start: Offset, first: ast.Name): ast.Statement {
    const second = this.takeName();
    if (this.at('(')) return this.rejectFunctionOfC(start, first, second);
    const { name, type } = this.orderNames(first, second);
    const typeName = first === name ? second.text : first.text;
    const hint = `write \`${name.text}: ${ownTypeName(typeName) ?? typeName}\``;
    const message = 'a variable is declared as `name: type`';
    this.report(CODE.foreignDeclaration, this.span(start), message, { hint });
    const typeNode = isForeignType(typeName) ? this.noType() : type;
    const initializer = this.take('=') ? this.parseExpression() : undefined;
    this.endStatement(start);
    return this.makeVariable(start, name, typeNode, initializer);
  }

  private rejectFunctionOfC(start: Offset, result: ast.Name, name: ast.Name): ast.Statement {
    const shown = ownTypeName(result.text) ?? result.text;
    const hint = `write \`fn ${name.text}(…)${shown === 'none' ? '' : ` ${shown}`} { … }\``;
    this.report(CODE.foreignDeclaration, result.span, 'a function is declared with `fn`', { hint });
    this.parseParameters();
    if (this.at('{')) return this.bodyAlone(start, this.parseBlock());
    this.endStatement(start);
    return this.errorStatement(start);
  }

  /** Gives up a declaration whose head is broken: skips to where the next may begin. */
  protected abandon(start: Offset, ...parts: readonly ast.Expression[]): ast.ErrorStatement {
    this.panicking = true;
    this.endStatement(start);
    return this.errorStatement(start, ...parts);
  }
}

/** Whether a list of parameters stands here, and not a result as in Go. */
function beginsParameters(ahead: Lexer): boolean {
  const [open, first, second] = [ahead.kind, following(ahead), following(ahead)];
  return open === '(' && (first === ')' || (first === 'name' && second === ':'));
}

function following(ahead: Lexer): TokenKind {
  ahead.next();
  return ahead.kind;
}
