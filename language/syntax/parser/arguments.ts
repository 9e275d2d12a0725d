// Productions of arguments: what stands in the parentheses of a call or of an instance, values and types alike.
//
// `f(*T, []T, [N]T)` gives types where only the checker knows that `f` is generic. A type that has a name is
// read as an expression; what begins any other type begins no value that may stand there, but for arrays:
// `[4]i32` is told from `[4]` by what follows the brackets.
import type * as ast from '../ast';
import { CODE } from '../codes';
import type { Lexer } from '../lexer';
import { MAX_LOOKAHEAD } from './cursor';
import { OperandParser } from './operands';
import { nesting } from './types';
import { expressionId } from '../node-id';

export abstract class ArgumentParser extends OperandParser {
  /** `(a, name: b, …)`, types among them; the current token is the parenthesis. */
  protected parseNamedArguments(): { list: ast.Expression[]; names?: (ast.Name | undefined)[] } {
    const open = this.start;
    this.advance();
    let names: (ast.Name | undefined)[] | undefined;
    let count = 0;
    const list = this.parseInBrackets(() =>
      this.parseList(open, ')', () => {
        const name = this.parseArgumentName();
        if (name) names ??= new Array<undefined>(count).fill(undefined);
        names?.push(name);
        count++;
        return this.parseArgument();
      }),
    );
    return { list, names };
  }

  protected parseCompileTimeArguments(): ast.Expression[] {
    const open = this.start;
    this.advance();
    return this.parseInBrackets(() => this.parseList(open, ')', () => this.parseArgument()));
  }

  private parseArgument(): ast.Expression {
    return this.beginsTypeArgument() ? this.parseTypeArgument() : this.parseElement();
  }

  /** `name:` before an argument. */
  private parseArgumentName(): ast.Name | undefined {
    if (!this.at('name')) return undefined;
    const ahead = this.lexer.fork();
    ahead.next();
    if (ahead.kind !== ':' && ahead.kind !== '=') return undefined;
    const name = this.takeName();
    if (this.at('=')) {
      const hint = `write \`${name.text}: value\``;
      this.report(CODE.assignmentInExpression, this.tokenSpan, 'an argument is named with `:`', { hint });
    }
    this.advance();
    return name;
  }

  private parseTypeArgument(): ast.TypeArgument {
    const { start } = this;
    const type = this.parseType();
    return { kind: 'TypeArgument', id: expressionId(), span: this.span(start), type };
  }

  /** Whether a type without a name stands here, up to the `,` or `)` behind it. */
  private beginsTypeArgument(): boolean {
    if (!TYPE_BEGINNINGS.has(this.lexer.kind)) return false;
    const ahead = this.lexer.fork();
    return skipType(ahead, MAX_LOOKAHEAD) > 0 && endsArgument(ahead);
  }
}

const TYPE_BEGINNINGS: ReadonlySet<string> = new Set(['*', '[', 'fn', 'struct', 'enum', 'typeof']);

const endsArgument = ({ kind }: Lexer): boolean => kind === ',' || kind === ')';

/** Takes a type from the lexer; what is left of the tokens that may be looked at, 0 if there is no type. */
function skipType(ahead: Lexer, budget: number): number {
  if (budget <= 0) return 0;
  let left = budget;
  while (left > 0 && (ahead.kind === '*' || ahead.kind === '[')) {
    if (ahead.kind === '[') left = skipBrackets(ahead, left);
    else left = take(ahead, left);
  }
  switch (ahead.kind) {
    case 'name':
      return skipNamed(ahead, left);
    case 'fn':
      left = skipBrackets(ahead, take(ahead, left));
      return endsArgument(ahead) ? left : skipType(ahead, left);
    case 'struct':
    case 'enum':
    case 'typeof':
      return skipBrackets(ahead, take(ahead, left));
    default:
      return 0;
  }
}

function skipNamed(ahead: Lexer, budget: number): number {
  let left = take(ahead, budget);
  while (left > 0 && ahead.kind === '.') left = take(ahead, take(ahead, left));
  return ahead.kind === '(' ? skipBrackets(ahead, left) : left;
}

/** Takes `(…)`, `[…]` or `{…}`. A list in square brackets begins no type. */
function skipBrackets(ahead: Lexer, budget: number): number {
  const isSquare = ahead.kind === '[';
  let depth = 0;
  let left = budget;
  while (left > 0 && ahead.kind !== 'eof') {
    if (isSquare && depth === 1 && ahead.kind === ',') return 0;
    depth += nesting(ahead.kind);
    if (depth <= 0) return depth < 0 || nesting(ahead.kind) === 0 ? 0 : take(ahead, left);
    left = take(ahead, left);
  }
  return 0;
}

function take(ahead: Lexer, budget: number): number {
  if (budget > 0) ahead.next();
  return Math.max(0, budget - 1);
}
