// Random integer expressions of all types, of variables and of constants, give what the language says:
// held against a reference that computes with integers of any size.
import assert from 'node:assert/strict';
import { runProgram } from './run-program';

const ROUNDS = process.env['ROPEWALK_LONG'] ? 100 : 2;
const EXPRESSIONS = 300;

const TYPES = ['i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64'] as const;
type IntegerName = (typeof TYPES)[number];

/** Text of an expression, its type and its value. */
interface Sample {
  readonly text: string;
  readonly type: IntegerName;
  readonly value: bigint;
}

describe('integer expressions', () => {
  for (let round = 1; round <= ROUNDS; round++) {
    it(`wrap, divide, shift and convert as they should (${round})`, () => {
      const generator = new Generator(round);
      const samples = Array.from({ length: EXPRESSIONS }, () => generator.expression(generator.type(), 4));
      const comparisons = Array.from({ length: EXPRESSIONS }, () => generator.comparison());
      const text = `${generator.globals()}
fn main() {
${[...samples, ...comparisons].map((sample) => `    print("{}\\n", ${sample.text});`).join('\n')}
}
`;
      const printed = runProgram('expressions.rw', text).stdout.split('\n');
      samples.forEach((sample, i) => assert.equal(printed[i], String(sample.value), sample.text));
      comparisons.forEach((sample, i) => {
        assert.equal(printed[EXPRESSIONS + i], String(sample.value), sample.text);
      });
    });
  }
});

class Generator {
  private state: number;
  /** Every one a global of its type, so that the compiler does not know it. */
  private readonly variables: Sample[] = [];

  constructor(seed: number) {
    this.state = seed * 7919;
    for (const type of TYPES) {
      for (let i = 0; i < 5; i++) {
        this.variables.push({ text: `${type}_${i}`, type, value: this.interesting(type) });
      }
    }
  }

  globals(): string {
    return this.variables.map(({ text, type, value }) => `${text}: ${type} = ${value};`).join('\n');
  }

  type(): IntegerName {
    return this.pick(TYPES);
  }

  expression(type: IntegerName, depth: number): Sample {
    if (depth === 0 || this.below(6) === 0) return this.leaf(type);
    switch (this.below(8)) {
      case 0: {
        const operand = this.expression(type, depth - 1);
        return { text: `(-${operand.text})`, type, value: wrap(type, -operand.value) };
      }
      case 1: {
        const operand = this.expression(type, depth - 1);
        return { text: `(~${operand.text})`, type, value: wrap(type, ~operand.value) };
      }
      case 2: {
        const operand = this.expression(this.type(), depth - 1);
        return { text: `cast(${type}) ${operand.text}`, type, value: wrap(type, operand.value) };
      }
      default:
        return this.binary(type, depth);
    }
  }

  comparison(): { text: string; value: boolean } {
    const type = this.type();
    const left = this.expression(type, 2);
    const right = this.below(4) === 0 ? left : this.expression(type, 2);
    const operator = this.pick(['==', '!=', '<', '<=', '>', '>='] as const);
    const value = {
      '==': left.value === right.value,
      '!=': left.value !== right.value,
      '<': left.value < right.value,
      '<=': left.value <= right.value,
      '>': left.value > right.value,
      '>=': left.value >= right.value,
    }[operator];
    return { text: `${left.text} ${operator} ${right.text}`, value };
  }

  private binary(type: IntegerName, depth: number): Sample {
    const left = this.expression(type, depth - 1);
    const right = this.expression(type, depth - 1);
    const operator = this.pick(['+', '-', '*', '/', '%', '&', '|', '~', '<<', '>>'] as const);
    if ((operator === '/' || operator === '%') && right.value === 0n) return left;
    const value = wrap(type, apply(operator, type, left.value, right.value));
    return { text: `(${left.text} ${operator} ${right.text})`, type, value };
  }

  private leaf(type: IntegerName): Sample {
    if (this.below(3) > 0) return this.pick(this.variables.filter((variable) => variable.type === type));
    const value = this.interesting(type);
    return { text: `(cast(${type}) ${value})`, type, value };
  }

  /** A value at or near the ends, near zero, or anything. */
  private interesting(type: IntegerName): bigint {
    const { bits, isSigned } = shape(type);
    const highest = (1n << BigInt(isSigned ? bits - 1 : bits)) - 1n;
    const near = BigInt(this.below(4));
    const anything = BigInt(this.below(2 ** 31)) * BigInt(this.below(2 ** 31)) + near;
    return wrap(
      type,
      this.pick([near, -near, highest - near, -highest - 1n + near, anything, BigInt(this.below(70))]),
    );
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }
}

function shape(type: IntegerName): { bits: number; isSigned: boolean } {
  return { bits: Number(type.slice(1)), isSigned: type.startsWith('i') };
}

function wrap(type: IntegerName, value: bigint): bigint {
  const { bits, isSigned } = shape(type);
  return isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function apply(operator: string, type: IntegerName, a: bigint, b: bigint): bigint {
  const count = BigInt.asUintN(64, b) & BigInt(shape(type).bits - 1);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '~':
      return a ^ b;
    case '<<':
      return a << count;
    default:
      return a >> count;
  }
}
