// Where the cursor stands in an unfinished text: what was typed before it, the names in sight, and the types of
// what is in front of it.
import type * as ast from '../syntax/ast';
import { Diagnostics } from '../syntax/diagnostic';
import type { Offset } from '../syntax/source';
import type { TokenKind } from '../syntax/token';
import type { AnyNode } from '../syntax/walk';
import type { CheckedProgram } from '../semantics/checked';
import { checkExpression } from '../semantics/checker';
import type { FunctionSymbol, Scope, Symbol } from '../semantics/symbol';
import { BOOL, INVALID, type Type } from '../semantics/types';
import { Before, expressionIn } from './before';
import { innermost, nodesAt, scopeAt } from './locate';
import type { Snapshot } from './snapshot';

/** Between operands of one type. */
const LIKE_LEFT: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['=', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&', '|', '~', '..'] as const),
  ...(['+=', '-=', '*=', '/=', '%=', '&=', '|=', '~='] as const),
]);

export class Site {
  readonly before: Before;
  readonly scope: Scope;
  readonly program: CheckedProgram;
  readonly nodes: readonly (ast.Node & AnyNode)[];

  private constructor(
    readonly snapshot: Snapshot,
    readonly unit: ast.SourceUnit,
    readonly offset: Offset,
  ) {
    this.program = snapshot.programAt(unit.source.path, offset);
    // A node ends with its last token: what is typed behind an unfinished one stands in no node.
    this.nodes = nodesAt(unit, unit.source.text.slice(0, offset).trimEnd().length);
    this.scope = scopeAt(this.program, unit, offset);
    this.before = new Before(unit.source.text, declarationStart(unit, offset), offset);
  }

  static at(snapshot: Snapshot, path: string, offset: Offset): Site | undefined {
    const unit = snapshot.unit(path);
    return unit && new Site(snapshot, unit, offset);
  }

  /** What a name means here. Locals count that are declared before the cursor. */
  lookup(name: string): Symbol | undefined {
    return this.scope.lookup(name, this.offset);
  }

  /** The type of an expression, as if it stood here. */
  typeOf(text: string): Type {
    const expression = expressionIn(text);
    if (!expression) return INVALID;
    return checkExpression(
      this.program,
      expression,
      this.scope,
      this.offset,
      this.scope.owner,
      new Diagnostics(),
    ).type;
  }

  /** What `name` or `module.name` stands for, if the text is that. */
  named(text: string): Symbol | undefined {
    const [, first, second] = /^(\w+)(?:\.(\w+))?$/.exec(text) ?? [];
    const symbol = first === undefined ? undefined : this.lookup(first);
    if (second === undefined) return symbol;
    return symbol?.kind === 'module' ? symbol.scope?.member(second) : undefined;
  }

  /** The call whose parentheses are open at the cursor. */
  call(): OpenCall | undefined {
    const { before } = this;
    let open = before.openBracket();
    while (open >= 0 && before.tokens[open]?.kind !== '(') open = before.openBracket(open);
    if (open < 0) return undefined;
    const callee = before.operandBefore(open);
    if (callee === '') return undefined;
    const call = argumentAt(before, open);
    const first = before.tokens[open + 1];
    const argument = first ? before.spelling(first) : before.prefix;
    const start = before.operandOffset(open);
    return { callee, start, argument, ...call, index: call.index + (before.isPiped(open) ? 1 : 0) };
  }

  /** The type that the place wants, if what stands before it says so. */
  expected(): Type {
    const { before } = this;
    const length = before.tokens.length;
    switch (before.kind(1)) {
      case 'if':
      case 'while':
      case 'and':
      case 'or':
      case '!':
        return BOOL;
      case 'return':
        return this.scope.owner?.type.result ?? INVALID;
      case '(':
      case ',':
        return this.wantedArgument();
      case ':':
        return this.wantedByName();
      default:
        return LIKE_LEFT.has(before.kind(1) ?? 'eof') ? this.likeLeft(length - 1) : INVALID;
    }
  }

  /** Of what stands before token `end`: `x = `, `a.b == `, `n + `, `x: T = `. */
  private likeLeft(end: number): Type {
    const declaration = innermost(this.nodes, 'VariableDeclaration');
    if (declaration?.type && this.before.kind(1) === '=')
      return this.program.typeNamed.get(declaration.type) ?? INVALID;
    return this.typeOf(this.before.operandBefore(end));
  }

  /** What the place wants in which a dot was typed that begins an operand: `.circle`. */
  expectedBeforeDot(): Type {
    const dot = this.before.at(1);
    const inFront = dot && Site.at(this.snapshot, this.unit.source.path, dot.start);
    return inFront?.expected() ?? INVALID;
  }

  private wantedArgument(): Type {
    const call = this.call();
    const symbol = call && this.named(call.callee);
    const index = call?.index ?? 0;
    return symbol?.kind === 'function' ? (symbol.parameters[index]?.type ?? INVALID) : INVALID;
  }

  /** Behind `name:` in a call or a literal. */
  private wantedByName(): Type {
    const name = this.before.spelling(this.before.at(2));
    const literal = innermost(this.nodes, 'StructLiteral');
    const type = literal && this.program.typeOf.get(literal);
    if (type?.kind === 'struct') return type.fields.find((field) => field.name === name)?.type ?? INVALID;
    const call = this.call();
    const symbol = call && this.named(call.callee);
    return parameterNamed(symbol, name)?.type ?? INVALID;
  }
}

const parameterNamed = (
  symbol: Symbol | undefined,
  name: string,
): FunctionSymbol['parameters'][number] | undefined =>
  symbol?.kind === 'function' ? symbol.parameters.find((one) => one.name === name) : undefined;

export interface OpenCall {
  /** The text of what is called. */
  readonly callee: string;
  /** Where that stands. */
  readonly start: Offset;
  /** The first word behind the parenthesis. */
  readonly argument: string;
  /** Of the argument at the cursor, from 0. */
  readonly index: number;
  /** The names that arguments before the cursor are given by; the cursor's own last, if it has one. */
  readonly names: readonly string[];
  /** True where nothing of the argument has been typed but the word at the cursor. */
  readonly isAtStart: boolean;
  /** Whether the argument at the cursor has a name. */
  readonly isNamed: boolean;
}

function argumentAt(before: Before, open: number): Omit<OpenCall, 'callee' | 'start' | 'argument'> {
  const names: string[] = [];
  let index = 0;
  let depth = 0;
  let start = open + 1;
  for (let i = open + 1; i < before.tokens.length; i++) {
    const kind = before.tokens[i]?.kind;
    if (kind === '(' || kind === '[' || kind === '{') depth++;
    else if (kind === ')' || kind === ']' || kind === '}') depth--;
    else if (depth === 0 && kind === ',') {
      index++;
      start = i + 1;
    } else if (depth === 0 && kind === ':' && i === start + 1)
      names.push(before.spelling(before.tokens[start]));
  }
  const isNamed = before.tokens[start + 1]?.kind === ':';
  return { index, names, isAtStart: start === before.tokens.length, isNamed };
}

/** Where the declaration at the top level begins that holds the offset or is the last before it. */
function declarationStart(unit: ast.SourceUnit, offset: Offset): Offset {
  let low = 0;
  let high = unit.declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((unit.declarations[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return unit.declarations[low - 1]?.span.start ?? 0;
}
