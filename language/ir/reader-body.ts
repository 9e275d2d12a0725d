// Reads the locals and statements of one function.
import type { Span } from '../syntax/source';
import type * as ir from './ir';
import { ExpressionReader, GUARDS } from './reader-expressions';
import type { TokenStream } from './reader-tokens';

/** What bodies refer to. */
export interface ReadNames {
  functionId(name: string): ir.FunctionId;
  externalId(name: string): ir.ExternalId;
  span(): Span;
  readonly safepoints: ir.Safepoint[];
}

export function readSignature(t: TokenStream): ir.Signature {
  const types = () => t.list(() => t.next() as ir.ValueType);
  const parameters = types();
  t.expect('->');
  return { parameters, results: types() };
}

export class BodyReader {
  readonly locals: ir.Local[] = [];
  private readonly e: ExpressionReader;

  constructor(
    private readonly t: TokenStream,
    private readonly names: ReadNames,
    private readonly id: ir.FunctionId,
  ) {
    this.e = new ExpressionReader(t, (name) => names.functionId(name));
  }

  /** `%x.0: i32`, `%t.1: scratch ptr`, `%p.2: memory 16 align 8` */
  declaration(): void {
    const { t } = this;
    const name = t
      .next()
      .slice(1)
      .replace(/\.\d+$/, '');
    t.expect(':');
    if (t.accept('memory')) {
      const size = t.integer();
      t.expect('align');
      this.locals.push({ kind: 'memory', name, size, align: t.integer() });
    } else if (t.accept('scratch')) {
      this.locals.push({ kind: 'register', name, type: t.next() as ir.ValueType, isScratch: true });
    } else {
      this.locals.push({ kind: 'register', name, type: t.next() as ir.ValueType });
    }
  }

  /** Statements up to the closing brace, which is read, too. */
  statements(): ir.Statement[] {
    const list: ir.Statement[] = [];
    while (!this.t.accept('}')) list.push(this.statement());
    return list;
  }

  private braced(): ir.Statement[] {
    this.t.expect('{');
    return this.statements();
  }

  private statement(): ir.Statement {
    const safepoint = this.t.accept('[') ? this.safepoint() : undefined;
    return { ...this.bare(), safepoint };
  }

  private safepoint(): ir.SafepointId {
    const { t, names } = this;
    const id = t.integer();
    if (t.accept('missing')) {
      t.expect(']');
      return id;
    }
    const kind = t.oneOf(['statement', 'continuation'] as const);
    const span = names.span();
    t.expect('in');
    names.safepoints[id] = { id, function: this.id, kind, span, scope: t.integer() };
    t.expect(']');
    return id;
  }

  private bare(): ir.Statement {
    const { t } = this;
    const op = t.next();
    switch (op) {
      case 'set': {
        const local = this.e.local();
        t.expect('=');
        return { op, local, value: this.e.expression() };
      }
      case 'store':
        return this.store();
      case 'copy':
        return this.copy();
      case 'fill':
        return this.fill();
      case 'call':
        return this.call();
      case 'if':
        return this.if();
      case 'loop':
      case 'block':
        return { op, label: this.label(), body: this.braced() };
      case 'switch':
        return this.switch();
      case 'break':
      case 'continue':
        return { op, label: this.label() };
      case 'return':
        return { op, values: this.returned() };
      case 'trap':
        return {
          op,
          kind: JSON.parse(t.next()) as ir.TrapKind,
          arguments: t.list(() => this.e.expression()),
        };
      case 'nop':
        return { op };
      default:
        throw t.error(`${op} is no statement`);
    }
  }

  private store(): ir.Statement {
    const { t } = this;
    t.expect('.');
    const type = t.next() as ir.ValueType;
    const guard = t.oneOf(GUARDS);
    const { address, offset } = this.e.place();
    t.expect('=');
    return { op: 'store', type, address, offset, value: this.e.expression(), guard };
  }

  private guarded(): { guard: ir.Guard; address: ir.Expression } {
    const guard = this.t.oneOf(GUARDS);
    this.t.expect('[');
    const address = this.e.expression();
    this.t.expect(']');
    return { guard, address };
  }

  private copy(): ir.Statement {
    const to = this.guarded();
    this.t.expect('from');
    const from = this.guarded();
    this.t.expect('size');
    const size = this.e.expression();
    return {
      op: 'copy',
      destination: to.address,
      destinationGuard: to.guard,
      source: from.address,
      sourceGuard: from.guard,
      size,
    };
  }

  private fill(): ir.Statement {
    const { guard, address } = this.guarded();
    this.t.expect('with');
    const value = this.e.expression();
    this.t.expect('size');
    return { op: 'fill', destination: address, guard, value, size: this.e.expression() };
  }

  private call(): ir.Statement {
    const { t } = this;
    const target = this.target();
    const args = t.list(() => this.e.expression());
    const results: ir.LocalId[] = [];
    if (t.accept('->'))
      do results.push(this.e.local());
      while (t.accept(','));
    return { op: 'call', target, arguments: args, results };
  }

  private target(): ir.CallTarget {
    const { t, names } = this;
    if (t.accept('external')) return { kind: 'external', id: names.externalId(t.next()) };
    if (!t.accept('pointer')) return { kind: 'function', id: names.functionId(t.next()) };
    const pointer = this.e.expression();
    t.expect('as');
    return { kind: 'pointer', pointer, signature: readSignature(t) };
  }

  private if(): ir.Statement {
    const condition = this.e.expression();
    const then = this.braced();
    return { op: 'if', condition, then, else: this.t.accept('else') ? this.braced() : [] };
  }

  private switch(): ir.Statement {
    const { t } = this;
    t.expect('.');
    const type = t.next() as ir.ValueType;
    const value = this.e.expression();
    t.expect('{');
    const cases: ir.SwitchCase[] = [];
    while (t.accept('case')) {
      const ranges = [this.range()];
      while (t.accept(',')) ranges.push(this.range());
      cases.push({ ranges, body: this.braced() });
    }
    t.expect('else');
    const otherwise = this.braced();
    t.expect('}');
    return { op: 'switch', type, value, cases, otherwise };
  }

  /** `3`, or `3..10` without 10. */
  private range(): ir.ValueRange {
    const low = this.t.wideInteger();
    return { low, high: this.t.accept('..') ? this.t.wideInteger() : low + 1n };
  }

  /** A `return`'s values end where a statement begins: no expression starts like one. */
  private returned(): ir.Expression[] {
    const { t } = this;
    if (t.peek === '}' || t.peek === '[' || t.peek === ';' || STATEMENT_WORDS.has(t.peek)) return [];
    const values = [this.e.expression()];
    while (t.accept(',')) values.push(this.e.expression());
    return values;
  }

  private label(): ir.LabelId {
    const text = this.t.next();
    if (!/^L\d+$/.test(text)) throw this.t.error(`expected a label but found ${text}`);
    return Number(text.slice(1));
  }
}

const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  'set store copy fill call if loop block switch break continue return trap nop'.split(' '),
);
