// The text form of expressions: `operation.type(operands)`, constants as `value:type`.
import type * as ir from './ir';

/** How locals and functions are written. */
export interface Names {
  local(id: ir.LocalId): string;
  functionName(id: ir.FunctionId): string;
}

/** Operators as one word each; the reader reads the same table. */
export const OPERATOR_WORDS: Readonly<Record<ir.BinaryOperator, string>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  remainder: 'remainder',
  and: 'and',
  or: 'or',
  xor: 'xor',
  'shift left': 'shift_left',
  'shift right': 'shift_right',
  equal: 'equal',
  'not equal': 'not_equal',
  less: 'less',
  'less or equal': 'less_or_equal',
  greater: 'greater',
  'greater or equal': 'greater_or_equal',
};

export function printExpression(e: ir.Expression, names: Names): string {
  const of = (inner: ir.Expression): string => printExpression(inner, names);
  switch (e.op) {
    case 'constant':
      return `${number(e.value)}:${e.type}`;
    case 'local':
      return names.local(e.local);
    case 'local address':
      return `&${names.local(e.local)}+${e.offset}`;
    case 'section address':
      return `${e.section}+${e.offset}`;
    case 'frame address':
      return `frame+${e.offset}`;
    case 'thread':
      return `thread.${e.part}`;
    case 'function address':
      return names.functionName(e.id);
    case 'load':
      return `load.${e.type} ${e.guard} [${of(e.address)} + ${e.offset}]`;
    case 'unary':
      return `${e.operator}.${e.type}(${of(e.operand)})`;
    case 'binary':
      return `${OPERATOR_WORDS[e.operator]}.${e.type}(${of(e.left)}, ${of(e.right)})`;
    case 'convert':
      return `convert.${e.from}.${e.to}(${of(e.operand)})`;
    case 'conditional':
      return `conditional.${e.type}(${of(e.condition)}, ${of(e.then)}, ${of(e.else)})`;
    case 'element':
      return `element.${e.size}(${of(e.base)}, ${of(e.index)}, ${of(e.length)})`;
    case 'check range':
      return `check_range(${of(e.low)}, ${of(e.high)}, ${of(e.length)})`;
    case 'check tag':
      return `check_tag.${e.expected}(${of(e.tag)}, ${of(e.address)}, ${of(e.names)}, ${e.namesLength}:i64)`;
    case 'let':
      return `let ${names.local(e.local)} = ${of(e.value)} in ${of(e.body)}`;
  }
}

function number(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}
