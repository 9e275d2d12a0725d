// Productions of statements: blocks, assignments and calls, and where a statement ends.
import type * as ast from '../ast';
import { eachNode, type AnyNode } from '../walk';
import { CODE } from '../codes';
import { INFIX_HINTS, isFunctionWord, isVariableWord, OPERATOR_HINTS, WORD_HINTS } from '../habits';
import type { Offset } from '../source';
import { KEYWORDS, STATEMENT_KEYWORDS, type TokenKind } from '../token';
import { DirectiveParser } from './directives';
import { PlacedAssignment, PlacedBlock } from '../placed-declarations';
import { trimmed } from '../trimmed';

/** The assignments with what they compute; `=` computes nothing. */
const ASSIGNMENTS: ReadonlyMap<TokenKind, ast.ArithmeticOperator | undefined> = new Map<
  TokenKind,
  ast.ArithmeticOperator | undefined
>([
  ['=', undefined],
  ...(['+', '-', '*', '/', '%', '&', '|', '~', '<<', '>>'] as const).map(
    (operator): [TokenKind, ast.ArithmeticOperator] => [`${operator}=`, operator],
  ),
]);

const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;

/** So often the text is looked through for a `}`, perhaps to its end. */
const MOST_SEARCHES = 20;

export abstract class StatementParser extends DirectiveParser {
  /** Of the declaration at the top level that is being read; undefined as long as it does not matter. */
  protected isClosed: boolean | undefined;
  private outermostBlock: Offset = 0;
  private searches = 0;

  /** `{ … }`; the current token is the brace. */
  protected parseBlock(): ast.Block {
    const start = this.start;
    const outer = this.bracesAreBody;
    this.bracesAreBody = false;
    if (this.blockDepth++ === 0) this.outermostBlock = start;
    this.advance();
    const statements: ast.Statement[] = [];
    while (!this.at('}') && !this.at('eof') && !this.endsAtMargin()) {
      const before = this.start;
      if (this.take(';')) continue;
      statements.push(this.parseStatement());
      if (this.start === before && !this.at('eof')) this.advance(); // whatever it is, it was reported
    }
    this.bracesAreBody = outer;
    this.blockDepth--;
    const close = this.at('}') ? this.tokenSpan : this.gapSpan;
    this.panicking = false;
    this.expectClose('}', start);
    return new PlacedBlock(this.source, start, this.endOf(start), trimmed(statements), close);
  }

  /**
   * Whether the block ends here although its `}` is missing: before what begins a line. A declaration of which a `}`
   * is missing would take in all that follows.
   */
  protected endsAtMargin(): boolean {
    if (!this.isAtMargin(this.start)) return false;
    this.isClosed ??= this.searches++ >= MOST_SEARCHES || this.findClose();
    if (!this.isClosed) this.suspect ??= this.tokenSpan;
    return !this.isClosed;
  }

  /** Whether the outermost block has its `}`. */
  private findClose(): boolean {
    const ahead = this.lexer.fork();
    ahead.end = this.outermostBlock;
    let depth = 0;
    do {
      ahead.next();
      if (ahead.kind === '{') depth++;
      else if (ahead.kind === '}') depth--;
    } while (depth > 0 && ahead.kind !== 'eof');
    return depth === 0;
  }

  protected parseStatement(): ast.Statement {
    const start = this.start;
    this.panicking = false;
    if (!this.enter()) return this.errorStatement(start);
    const statement = this.parseStatementAt(start);
    this.leave();
    return statement;
  }

  private parseStatementAt(start: Offset): ast.Statement {
    if (this.isReservedName()) return this.parseNamed(start, this.takeReservedName());
    switch (this.lexer.kind) {
      case '{':
        return this.parseBlock();
      case 'fn':
        return this.parseFunction(start);
      case 'type':
        return this.parseTypeDeclaration(start);
      case 'if':
        return this.parseIf();
      case 'while':
        return this.parseWhile(start);
      case 'for':
        return this.parseFor(start);
      case 'break':
      case 'continue':
        return this.parseJump(start);
      case 'return':
        return this.parseReturn(start);
      case 'switch':
        return this.parseSwitch(start);
      case 'struct':
      case 'enum':
        return this.parseForeignStruct(start);
      case 'else':
        return this.parseStrayElse(start);
      case 'case':
        return this.parseStrayCase(start);
      case 'defer':
        return this.parseDefer(start);
      case 'import':
        return this.rejectNestedImport(start);
      case 'directive':
        if (this.lexer.spelling === '#run' || this.lexer.spelling === '#async')
          return this.parseSimple(start);
        return this.parseDirectiveStatement(start);
      case ')':
      case ']':
        return this.parseStrayBracket(start);
      default:
        return this.parseSimple(start);
    }
  }

  /** Whether a reserved word is declared: `in := 5;`. */
  private isReservedName(): boolean {
    if (this.at('name')) return false;
    const { text } = this.source;
    const colon = text.charCodeAt(this.lexer.end) === SPACE ? this.lexer.end + 1 : this.lexer.end;
    if (text.charCodeAt(colon) !== COLON || !KEYWORDS.has(this.lexer.spelling)) return false;
    return text.charCodeAt(colon + 1) === COLON || text.charCodeAt(colon + 1) === EQUALS;
  }

  private takeReservedName(): ast.Name {
    const message = `\`${this.lexer.spelling}\` is a reserved word and cannot be declared`;
    this.report(CODE.expectedName, this.tokenSpan, message);
    return this.takeName();
  }

  // -------------------------------------------------------------------------------------------
  // Assignments, calls, and declarations that begin with their name

  private parseSimple(start: Offset): ast.Statement {
    const expression = this.parseBinary(0);
    if (this.start === start) return this.abandon(start);
    if (this.lexer.newlineBefore && this.isMissingDecrement()) {
      this.endStatement(start);
      return this.errorStatement(start, expression);
    }
    if (expression.kind === 'NameExpression') {
      const named = this.parseAfterName(start, expression.name);
      if (named) return named;
    }
    if (ASSIGNMENTS.has(this.lexer.kind)) return this.parseAssignment(start, expression);
    if (this.at('++') && !this.lexer.newlineBefore) return this.rejectIncrement(start, expression);
    if (this.at(',')) this.rejectSeveralTargets();
    if (this.at(';')) this.checkIsStatement(expression);
    this.endStatement(start);
    if (expression.kind === 'ErrorExpression' || !mayBeStatement(expression))
      return this.errorStatement(start, expression);
    return { kind: 'ExpressionStatement', span: this.span(start), expression };
  }

  /** A declaration, or a habit that begins with a word. */
  private parseAfterName(start: Offset, name: ast.Name): ast.Statement | undefined {
    if (this.at(':') || this.at(':=') || this.at('::')) return this.parseNamed(start, name);
    if (this.lexer.newlineBefore || !this.at('name')) return undefined;
    if (isVariableWord(name.text)) return this.parseForeignVariable(start, name.span);
    if (isFunctionWord(name.text)) return this.parseForeignFunction(start, name);
    if (WORD_HINTS.has(name.text)) return undefined;
    return this.parseWithoutColon(start, name);
  }

  /** `func name(…) {…}`: read as if it were `fn`. */
  private parseForeignFunction(start: Offset, word: ast.Name): ast.Statement {
    const message = 'a function is declared with `fn`';
    this.report(CODE.foreignDeclaration, word.span, message, {
      hint: `write \`fn\` instead of \`${word.text}\``,
    });
    return this.parseFunctionRest(start);
  }

  private parseAssignment(start: Offset, target: ast.Expression): ast.Statement {
    const operator = ASSIGNMENTS.get(this.lexer.kind);
    this.advance();
    const value = this.parseExpression();
    this.endStatement(start);
    return new PlacedAssignment(this.source, start, this.endOf(start), target, operator, value);
  }

  private rejectIncrement(start: Offset, target: ast.Expression): ast.Statement {
    const hint = 'write `+= 1`';
    this.report(CODE.foreignOperator, this.tokenSpan, 'there is no operator `++`', { hint });
    this.advance();
    this.endStatement(start);
    return this.errorStatement(start, target);
  }

  /** A call may stand alone; a value that nothing uses is a mistake. */
  private checkIsStatement(expression: ast.Expression): void {
    if (this.panicking || mayBeStatement(expression)) return;
    if (doesSomething(expression)) return this.rejectUnusedValue(expression);
    let hint = expression.kind === 'NameExpression' ? WORD_HINTS.get(expression.name.text) : undefined;
    if (expression.kind === 'BinaryExpression' && expression.operator === '==') hint = 'assign with `=`';
    this.report(CODE.notAStatement, expression.span, 'this expression does nothing', { hint });
  }

  private rejectUnusedValue({ kind, span }: ast.Expression): void {
    const isMemory = kind === 'HeapExpression' || kind === 'MakeExpression';
    const hint = isMemory ? 'give it to a variable' : 'give it to a variable, or let the call stand alone';
    this.report(CODE.notAStatement, span, 'nothing uses the value of this expression', { hint });
  }

  /** `a, b = b, a;` */
  private rejectSeveralTargets(): void {
    const hint = 'write a statement for each';
    this.fail(CODE.expectedToken, this.tokenSpan, 'one variable is assigned at a time', { hint });
  }

  /** `i--;` of C: the rest of the line is a comment. */
  private isMissingDecrement(): boolean {
    return this.source.text.startsWith('--', this.lexer.previousEnd) && !this.at(';');
  }

  // -------------------------------------------------------------------------------------------
  // Ends

  protected endStatement(start: Offset): void {
    if (this.take(';')) {
      this.panicking = false;
      return;
    }
    if (!this.panicking) {
      this.missingSemicolon();
      if (STATEMENT_KEYWORDS.has(this.lexer.kind)) this.panicking = false;
      if (!this.panicking) return;
    }
    const isComplete = this.lexer.newlineBefore || this.at('}') || this.at('eof');
    if (!isComplete || this.lexer.start === start) this.synchronise();
    else if (this.panicking) this.synchroniseFromLine();
  }

  /** The statement broke off and a new line begins: if that cannot begin a statement, it is skipped too. */
  private synchroniseFromLine(): void {
    const kind = this.lexer.kind;
    if (kind === 'name' || kind === '}' || kind === 'eof' || STATEMENT_KEYWORDS.has(kind)) return;
    this.synchronise();
  }

  private missingSemicolon(): void {
    const isDecrement = this.isMissingDecrement();
    const isOnLine = !this.lexer.newlineBefore && !this.at('}') && !this.at('eof');
    const message = isOnLine ? `expected \`;\`, found ${this.describeToken()}` : 'expected `;`';
    let hint: string | undefined;
    if (isDecrement) hint = '`--` begins a comment; write `-= 1`';
    else if (this.source.text[this.lexer.previousEnd - 1] === '^') hint = 'exclusive or is written `~`';
    else if (this.at('name') && INFIX_HINTS.has(this.lexer.spelling)) hint = this.infixHint();
    else hint = OPERATOR_HINTS[this.lexer.kind] ?? WORD_HINTS.get(this.previousWord());
    const span = isOnLine ? this.tokenSpan : this.gapSpan;
    this.fail(CODE.missingSemicolon, span, message, { hint });
    if (!isOnLine) this.panicking = false;
  }

  private infixHint(): string | undefined {
    const isBehindPath = this.source.text[this.lexer.previousEnd - 1] === '"';
    return isBehindPath
      ? 'a module is named first: `import name "path.rw";`'
      : INFIX_HINTS.get(this.lexer.spelling);
  }

  private parseStrayBracket(start: Offset): ast.Statement {
    this.report(CODE.unopened, this.tokenSpan, `this ${this.describeToken()} closes nothing`);
    this.advance();
    this.panicking = true;
    this.endStatement(start);
    return this.errorStatement(start);
  }

  private parseStrayElse(start: Offset): ast.Statement {
    this.report(CODE.unopened, this.tokenSpan, 'this `else` belongs to no `if`');
    this.advance();
    if (this.at('if')) return this.bodyAlone(start, this.parseIf());
    if (this.at('{')) return this.bodyAlone(start, this.parseBlock());
    return this.errorStatement(start);
  }

  /** A statement that the language does not have yet: is skipped whole. */
  protected parseUnavailableStatement(start: Offset): ast.Statement {
    const keyword = this.lexer.spelling;
    this.rejectDirective();
    if (keyword === '#include' || this.panicking) this.skipLine();
    this.panicking = true;
    this.skipConstruct();
    return this.errorStatement(start);
  }

  private rejectNestedImport(start: Offset): ast.Statement {
    const hint = 'write it at the top of the file';
    this.report(CODE.malformedImport, this.tokenSpan, 'imports stand outside of functions', { hint });
    this.advance();
    this.panicking = true;
    this.skipConstruct();
    return this.errorStatement(start);
  }

  private skipLine(): void {
    while (!this.at('eof') && !this.lexer.newlineBefore) this.advance();
  }

  /** To the `;` or block that ends a construct, with its `else` blocks. */
  private skipConstruct(): void {
    if (this.lexer.newlineBefore) return;
    this.synchronise();
    while (this.at('else')) {
      this.advance();
      this.synchronise();
    }
  }
}

const STANDING_ALONE: ReadonlySet<ast.Expression['kind']> = new Set([
  'CallExpression',
  'RunExpression',
  'AsyncExpression',
  'ErrorExpression',
] as const);

/** Expressions that may stand alone: for what they do. */
function mayBeStatement({ kind }: ast.Expression): boolean {
  return STANDING_ALONE.has(kind);
}

/** Whether something is called or allocated in it, so that only its value is of no use. */
function doesSomething(expression: ast.Expression): boolean {
  let found = false;
  const look = ({ kind }: AnyNode): void => {
    found ||= kind === 'CallExpression' || kind === 'HeapExpression' || kind === 'MakeExpression';
  };
  look(expression);
  eachNode(expression, look);
  return found;
}
