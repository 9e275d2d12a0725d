// The entry of the parser: a whole file, or one expression (for the debugger).
//
// Whatever the text is, there is a tree, and an error for everything in it that is wrong.
import type * as ast from '../ast';
import { CODE } from '../codes';
import { Diagnostics, type Diagnostic } from '../diagnostic';
import type { Offset, SourceFile } from '../source';
import { StatementParser } from './statements';
import { nameId } from '../node-id';

/** Reads a whole source file. Mistakes go to `diagnostics`; what they broke is an error node in the tree. */
export function parse(source: SourceFile, diagnostics: Diagnostics): ast.SourceUnit {
  return new Parser(source, diagnostics).parseUnit();
}

/** A piece of a file: a declaration of the top level, and what stands behind it up to the next one. */
export interface ReadPiece {
  readonly declaration: ast.Declaration;
  readonly diagnostics: Diagnostic[];
}

export interface ReadPieces {
  readonly unit: ast.SourceUnit;
  readonly pieces: readonly ReadPiece[];
  /** What is wrong before the first piece. */
  readonly before: ReadPiece['diagnostics'];
}

/** Reads a whole source file, and keeps apart what belongs to each of its declarations. */
export function parsePieces(source: SourceFile): ReadPieces {
  const diagnostics = new Diagnostics();
  return new Parser(source, diagnostics).parsePieces(diagnostics);
}

/** Reads one declaration of the top level again, which begins at `start`. */
export function parsePiece(source: SourceFile, start: Offset): ReadPiece {
  const diagnostics = new Diagnostics();
  return new Parser(source, diagnostics).parsePieceAt(start, diagnostics);
}

/** Reads a text that is one expression. A text that is not one is reported, and its readable beginning given. */
export function parseExpression(source: SourceFile, diagnostics: Diagnostics): ast.Expression {
  return new Parser(source, diagnostics).parseWhole();
}

/** What may stand at the top level, beside imports. */
function isDeclaration(statement: ast.Statement): statement is ast.Declaration & ast.Statement {
  switch (statement.kind) {
    case 'VariableDeclaration':
    case 'ConstantDeclaration':
    case 'TypeDeclaration':
    case 'FunctionDeclaration':
    case 'CompileTimeIf':
    case 'CompileTimeAssert':
    case 'ErrorStatement':
      return true;
    case 'ExpressionStatement':
      return statement.expression.kind === 'RunExpression';
    default:
      return false;
  }
}

class Parser extends StatementParser {
  parseUnit(): ast.SourceUnit {
    this.advance();
    const declarations: ast.Declaration[] = [];
    this.parseDeclarations(() => declarations.push(this.parseTopLevel()));
    return { kind: 'SourceUnit', source: this.source, declarations };
  }

  /** Calls `parseOne` wherever a declaration begins, until the end of the text. */
  private parseDeclarations(parseOne: () => void): void {
    while (!this.at('eof')) {
      const before = this.start;
      if (this.take(';')) continue;
      if (this.at('}')) this.rejectStrayBrace();
      else parseOne();
      if (this.start === before && !this.at('eof')) this.advance(); // whatever it is, it was reported
    }
  }

  parsePieces(diagnostics: Diagnostics): ReadPieces {
    const pieces: ReadPiece[] = [];
    const firsts: number[] = [];
    this.advance();
    this.parseDeclarations(() => {
      firsts.push(diagnostics.list.length);
      pieces.push({ declaration: this.parseTopLevel(), diagnostics: [] });
    });
    pieces.forEach((piece, i) => piece.diagnostics.push(...diagnostics.list.slice(firsts[i], firsts[i + 1])));
    const declarations = pieces.map(({ declaration }) => declaration);
    const unit: ast.SourceUnit = { kind: 'SourceUnit', source: this.source, declarations };
    return { unit, pieces, before: diagnostics.list.slice(0, firsts[0]) };
  }

  parsePieceAt(start: Offset, diagnostics: Diagnostics): ReadPiece {
    this.lexer.end = start;
    this.advance();
    return { declaration: this.parseTopLevel(), diagnostics: diagnostics.list };
  }

  private parseTopLevel(): ast.Declaration {
    this.suspect = undefined;
    this.isClosed = undefined;
    if (this.at('import')) return this.parseImport();
    const statement = this.parseStatement();
    if (statement.kind === 'CompileTimeIf') this.checkBranches(statement);
    if (isDeclaration(statement)) return statement;
    this.rejectAtTopLevel(statement);
    return { kind: 'ErrorStatement', span: statement.span, parts: [] };
  }

  private rejectAtTopLevel({ span }: ast.Statement): void {
    const hint = 'what the program does stands in functions, and begins in `fn main()`';
    this.report(CODE.notADeclaration, span, 'only declarations stand outside of functions', { hint });
  }

  /** What an `#if` at the top level holds stands at the top level. */
  private checkBranches(statement: ast.CompileTimeIf): void {
    const branches: (ast.Block | ast.CompileTimeIf)[] = [statement];
    for (let next = branches.pop(); next; next = branches.pop()) {
      if (next.kind === 'CompileTimeIf') {
        branches.push(...(next.else ? [next.else, next.then] : [next.then]));
        continue;
      }
      for (const inner of next.statements) {
        if (inner.kind === 'CompileTimeIf') branches.push(inner);
        else if (!isDeclaration(inner)) this.rejectAtTopLevel(inner);
      }
    }
  }

  /** `import name "path.rw";` */
  private parseImport(): ast.Declaration {
    const start = this.start;
    this.panicking = false;
    this.advance();
    const name = this.at('string') ? this.missingModuleName() : this.expectName('the name of a module');
    if (!name) return this.abandon(start);
    if (!this.at('string')) {
      const hint = `write \`import ${name.text} "path.rw";\``;
      const message = `expected the path of a file, found ${this.describeToken()}`;
      this.fail(CODE.malformedImport, this.tokenSpan, message, { hint });
      return this.abandon(start);
    }
    const path = this.parseOperand() as ast.StringLiteral;
    this.endStatement(start);
    return { kind: 'ImportDeclaration', span: this.span(start), name, path };
  }

  /** `import "std/math.rw";`: is read as if the file's own name stood before its path. */
  private missingModuleName(): ast.Name {
    const path = this.lexer.spelling.slice(1, -1);
    const stem = /(\w+)(\.\w*)?$/.exec(path)?.[1] ?? 'name';
    const text = /^\d/.test(stem) ? `_${stem}` : stem;
    const hint = `write \`import ${text} ${this.lexer.spelling};\``;
    const message = 'an import gives the module a name';
    this.report(CODE.malformedImport, this.tokenSpan, message, { hint });
    return { kind: 'Name', id: nameId(), span: this.span(this.start, this.start), text };
  }

  private rejectStrayBrace(): void {
    this.report(CODE.unopened, this.tokenSpan, 'this `}` closes nothing');
    this.advance();
  }

  parseWhole(): ast.Expression {
    this.endOfText = 'the end';
    this.advance();
    const expression = this.parseExpression();
    if (!this.at('eof') && !this.panicking) {
      const message = `expected the end of the expression, found ${this.describeToken()}`;
      this.fail(CODE.expectedToken, this.tokenSpan, message);
    }
    return expression;
  }
}
