// How much there is of a function: its statements and expressions, each counted as one.
import type { Expression, Function, Statement } from './ir';
import { statementsOf } from './statements';

/** How many statements and expressions a function has. */
export function weightOf(fn: Function): number {
  let weight = 0;
  for (const s of statementsOf(fn.body)) weight += 1 + ownWeight(s);
  return weight;
}

/** The expressions of a statement, without those of the statements inside it. */
function ownWeight(s: Statement): number {
  switch (s.op) {
    case 'set':
      return weigh(s.value);
    case 'store':
      return weigh(s.address) + weigh(s.value);
    case 'copy':
      return weigh(s.destination) + weigh(s.source) + weigh(s.size);
    case 'fill':
      return weigh(s.destination) + weigh(s.value) + weigh(s.size);
    case 'call':
      return weighAll(s.arguments) + (s.target.kind === 'pointer' ? weigh(s.target.pointer) : 0);
    case 'if':
      return weigh(s.condition);
    case 'switch':
      return weigh(s.value) + s.cases.reduce((sum, { ranges }) => sum + ranges.length, 0);
    case 'return':
      return weighAll(s.values);
    case 'trap':
      return weighAll(s.arguments);
    default:
      return 0;
  }
}

function weighAll(expressions: readonly Expression[]): number {
  return expressions.reduce((sum, e) => sum + weigh(e), 0);
}

function weigh(e: Expression): number {
  switch (e.op) {
    case 'load':
      return 1 + weigh(e.address);
    case 'unary':
    case 'convert':
      return 1 + weigh(e.operand);
    case 'binary':
      return 1 + weigh(e.left) + weigh(e.right);
    case 'conditional':
      return 1 + weigh(e.condition) + weigh(e.then) + weigh(e.else);
    case 'element':
      return 1 + weigh(e.base) + weigh(e.index) + weigh(e.length);
    case 'check range':
      return 1 + weigh(e.low) + weigh(e.high) + weigh(e.length);
    case 'check tag':
      return 1 + weigh(e.tag) + weigh(e.address) + weigh(e.names);
    case 'let':
      return 1 + weigh(e.value) + weigh(e.body);
    default:
      return 1;
  }
}
