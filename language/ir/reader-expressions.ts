// Reads expressions of the IR's text form.
import { isWide } from './expressions';
import type * as ir from './ir';
import { OPERATOR_WORDS } from './printer-expressions';
import type { TokenStream } from './reader-tokens';

export const GUARDS: readonly ir.Guard[] = ['none', 'global', 'pointer'];

const OPERATORS: ReadonlyMap<string, ir.BinaryOperator> = new Map(
  Object.entries(OPERATOR_WORDS).map(([operator, word]) => [word, operator as ir.BinaryOperator]),
);
const SPECIAL_NUMBERS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

export class ExpressionReader {
  constructor(
    private readonly t: TokenStream,
    private readonly functionId: (name: string) => ir.FunctionId,
  ) {}

  local(): ir.LocalId {
    const text = this.t.next();
    const id = /^%[\w.]*\.(\d+)$/.exec(text)?.[1];
    if (id === undefined) throw this.t.error(`expected a local but found ${text}`);
    return Number(id);
  }

  /** `[address + 8]` */
  place(): { address: ir.Expression; offset: number } {
    const { t } = this;
    t.expect('[');
    const address = this.expression();
    t.expect('+');
    const offset = t.integer();
    t.expect(']');
    return { address, offset };
  }

  expression(): ir.Expression {
    const { t } = this;
    if (t.peek.startsWith('%')) return { op: 'local', local: this.local() };
    const word = t.next();
    if (word.startsWith('@')) return { op: 'function address', id: this.functionId(word) };
    if (word in SPECIAL_NUMBERS || /^-?\d/.test(word)) return this.constant(word);
    const operator = OPERATORS.get(word);
    if (operator) return this.binary(operator);
    return this.other(word);
  }

  private other(word: string): ir.Expression {
    switch (word) {
      case '&':
        return { op: 'local address', local: this.local(), offset: this.plusOffset() };
      case 'rodata':
      case 'globals':
        return { op: 'section address', section: word, offset: this.plusOffset() };
      case 'frame':
        return { op: 'frame address', offset: this.plusOffset() };
      case 'thread':
        return { op: 'thread', part: this.dotted() as 'context' | 'id' };
      case 'load':
        return this.load();
      case 'negate':
      case 'not':
      case 'complement':
        return this.unary(word);
      case 'convert':
        return this.convert();
      case 'conditional':
        return this.conditional();
      case 'element':
        return this.element();
      case 'check_range': {
        const [low, high, length] = this.operands(3) as [ir.Expression, ir.Expression, ir.Expression];
        return { op: 'check range', low, high, length };
      }
      case 'check_tag':
        return this.checkTag();
      case 'let':
        return this.let();
      default:
        throw this.t.error(`${word} is no expression`);
    }
  }

  private plusOffset(): number {
    this.t.expect('+');
    return this.t.integer();
  }

  private dotted(): string {
    this.t.expect('.');
    return this.t.next();
  }

  private type(): ir.ValueType {
    return this.dotted() as ir.ValueType;
  }

  private operands(count: number): ir.Expression[] {
    const list = this.t.list(() => this.expression());
    if (list.length !== count) throw this.t.error(`expected ${count} operands but found ${list.length}`);
    return list;
  }

  private constant(text: string): ir.Expression {
    this.t.expect(':');
    const type = this.t.next() as ir.ValueType;
    const value = isWide(type) ? BigInt(text) : (SPECIAL_NUMBERS[text] ?? Number(text));
    return { op: 'constant', type, value };
  }

  private binary(operator: ir.BinaryOperator): ir.Expression {
    const type = this.type();
    const [left, right] = this.operands(2) as [ir.Expression, ir.Expression];
    return { op: 'binary', operator, type, left, right };
  }

  private unary(operator: 'negate' | 'not' | 'complement'): ir.Expression {
    const type = this.type();
    const [operand] = this.operands(1) as [ir.Expression];
    return { op: 'unary', operator, type, operand };
  }

  private load(): ir.Expression {
    const type = this.type();
    const guard = this.t.oneOf(GUARDS);
    return { op: 'load', type, guard, ...this.place() };
  }

  private convert(): ir.Expression {
    const from = this.type();
    const to = this.type();
    const [operand] = this.operands(1) as [ir.Expression];
    return { op: 'convert', from, to, operand };
  }

  private conditional(): ir.Expression {
    const type = this.type();
    const [condition, then, otherwise] = this.operands(3) as [ir.Expression, ir.Expression, ir.Expression];
    return { op: 'conditional', type, condition, then, else: otherwise };
  }

  private element(): ir.Expression {
    const size = Number(this.dotted());
    const [base, index, length] = this.operands(3) as [ir.Expression, ir.Expression, ir.Expression];
    return { op: 'element', base, index, length, size };
  }

  private checkTag(): ir.Expression {
    const expected = Number(this.dotted());
    const [tag, address, names, length] = this.operands(4) as [
      ir.Expression,
      ir.Expression,
      ir.Expression,
      ir.Expression,
    ];
    const namesLength = length.op === 'constant' ? Number(length.value) : 0;
    return { op: 'check tag', tag, expected, address, names, namesLength };
  }

  private let(): ir.Expression {
    const local = this.local();
    this.t.expect('=');
    const value = this.expression();
    this.t.expect('in');
    return { op: 'let', local, value, body: this.expression() };
  }
}
