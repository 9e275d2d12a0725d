// The verifier's part for expressions: their types, and that what they name exists.
import { isFloat, isWide } from './expressions';
import type * as ir from './ir';
import { RANGES } from './value-type';

const COMPARISONS: ReadonlySet<ir.BinaryOperator> = new Set([
  'equal',
  'not equal',
  'less',
  'less or equal',
  'greater',
  'greater or equal',
] as const);

export class ExpressionVerifier {
  /** The scratch locals whose `let`s are around the expression looked at. */
  private readonly bound = new Set<ir.LocalId>();

  constructor(
    private readonly program: ir.Program,
    private readonly fn: ir.Function,
    private readonly report: (problem: string) => void,
  ) {}

  /** Checks an expression that must be of one of some types. */
  expect(e: ir.Expression, ...types: ir.ValueType[]): void {
    const found = this.typeOf(e);
    if (found && !types.includes(found))
      this.report(`V04 a ${found} (${e.op}) where ${types.join(' or ')} is due`);
  }

  /** The type of an expression, which is checked; nothing if it is wrong. */
  typeOf(e: ir.Expression): ir.ValueType | undefined {
    switch (e.op) {
      case 'constant':
        return this.constant(e);
      case 'local':
        return this.local(e.local);
      case 'local address':
        this.memoryLocal(e);
        return 'ptr';
      case 'section address':
        if (e.offset < 0 || e.offset > this.program[e.section].size) {
          this.report(`V03 ${e.section}+${e.offset} lies outside`);
        }
        return 'ptr';
      case 'function address':
        if (!this.program.functions[e.id]) this.report(`V03 function ${e.id} does not exist`);
        return 'ptr';
      case 'frame address':
        this.frameAddress();
        return 'ptr';
      case 'thread':
        return e.part === 'context' ? 'ptr' : 'u32';
      case 'load':
        this.expect(e.address, 'ptr');
        return e.type;
      default:
        return this.composite(e);
    }
  }

  private composite(
    e: Exclude<
      ir.Expression,
      {
        op:
          | 'constant'
          | 'local'
          | 'local address'
          | 'section address'
          | 'function address'
          | 'frame address'
          | 'thread'
          | 'load';
      }
    >,
  ): ir.ValueType | undefined {
    switch (e.op) {
      case 'unary':
        this.expect(e.operand, e.type);
        if ((e.operator === 'not') !== (e.type === 'bool')) this.report(`V04 ${e.operator} of a ${e.type}`);
        return e.type;
      case 'binary':
        this.expect(e.left, e.type);
        this.expect(e.right, e.type);
        return COMPARISONS.has(e.operator) ? 'bool' : e.type;
      case 'convert':
        this.expect(e.operand, e.from);
        return e.to;
      case 'conditional':
        this.expect(e.condition, 'bool');
        this.expect(e.then, e.type);
        this.expect(e.else, e.type);
        return e.type;
      case 'element':
        this.expect(e.base, 'ptr');
        this.expect(e.index, 'i64');
        this.expect(e.length, 'i64');
        if (e.size < 0) this.report('V03 an element of a negative size');
        return 'ptr';
      case 'check range':
        for (const bound of [e.low, e.high, e.length]) this.expect(bound, 'i64');
        return 'i64';
      case 'check tag':
        this.expect(e.tag, 'i32');
        this.expect(e.address, 'ptr');
        this.expect(e.names, 'ptr');
        return 'ptr';
      case 'let':
        return this.let(e);
    }
  }

  private constant(e: ir.ConstantExpression): ir.ValueType {
    const range = RANGES[e.type];
    if ((typeof e.value === 'bigint') !== isWide(e.type)) {
      this.report(`V05 a ${e.type} given as a ${typeof e.value}`);
    } else if (range && !isInside(e.value, range)) {
      this.report(`V05 ${e.value} is out of the range of ${e.type}`);
    } else if (e.type === 'f32' && isFloat(e.type) && !Object.is(Math.fround(Number(e.value)), e.value)) {
      this.report(`V05 ${e.value} is no f32`);
    }
    return e.type;
  }

  /** The type of a register that is read. */
  private local(id: ir.LocalId): ir.ValueType | undefined {
    const type = this.register(id);
    const local = this.fn.locals[id];
    if (local?.kind === 'register' && local.isScratch && !this.bound.has(id)) {
      this.report(`V06 scratch local ${id} is read outside of its let`);
    }
    return type;
  }

  /** The type of a register that is read or written. */
  register(id: ir.LocalId): ir.ValueType | undefined {
    const local = this.fn.locals[id];
    if (!local) this.report(`V03 local ${id} does not exist`);
    else if (local.kind === 'memory') this.report(`V06 memory local ${id} is used as a register`);
    else return local.type;
    return undefined;
  }

  private memoryLocal(e: ir.LocalAddressExpression): void {
    const local = this.fn.locals[e.local];
    if (!local) this.report(`V03 local ${e.local} does not exist`);
    else if (local.kind === 'register') this.report(`V06 register local ${e.local} has no address`);
    else if (e.offset < 0 || e.offset > local.size) this.report(`V03 &${e.local}+${e.offset} lies outside`);
  }

  private frameAddress(): void {
    const [first] = this.fn.locals;
    if (this.fn.parameterCount < 1 || first?.kind !== 'register' || first.type !== 'ptr') {
      this.report('V07 a frame address in a function that is given no frame');
    }
  }

  private let(e: ir.LetExpression): ir.ValueType | undefined {
    const type = this.register(e.local);
    const local = this.fn.locals[e.local];
    if (local?.kind === 'register' && !local.isScratch)
      this.report(`V06 let of local ${e.local}, no scratch local`);
    if (type) this.expect(e.value, type);
    if (this.bound.has(e.local)) this.report(`V06 let of local ${e.local} inside another`);
    this.bound.add(e.local);
    const found = this.typeOf(e.body);
    this.bound.delete(e.local);
    return found;
  }
}

function isInside(value: number | bigint, [low, high]: readonly [bigint, bigint]): boolean {
  if (typeof value === 'number' && !Number.isInteger(value)) return false;
  return BigInt(value) >= low && BigInt(value) <= high;
}

/** True if evaluating the expression may trap. */
export function mayTrap(e: ir.Expression): boolean {
  switch (e.op) {
    case 'load':
      return e.guard === 'pointer' || mayTrap(e.address);
    case 'unary':
    case 'convert':
      return mayTrap(e.operand);
    case 'binary':
      return isDivision(e) || mayTrap(e.left) || mayTrap(e.right);
    case 'conditional':
      return mayTrap(e.condition) || mayTrap(e.then) || mayTrap(e.else);
    case 'element':
    case 'check range':
    case 'check tag':
      return true;
    case 'let':
      return mayTrap(e.value) || mayTrap(e.body);
    default:
      return false;
  }
}

function isDivision(e: ir.BinaryExpression): boolean {
  if ((e.operator !== 'divide' && e.operator !== 'remainder') || isFloat(e.type)) return false;
  return e.right.op !== 'constant' || Number(e.right.value) === 0;
}
