// The binary operators with how tightly they bind: the one place that knows.
import type { BinaryOperator } from '../ast';
import type { TokenKind } from '../token';

/** A token as a binary operator. */
export interface OperatorRule {
  /** Higher binds tighter. All operators are left-associative; comparisons do not chain. */
  readonly precedence: number;
  /** What it makes; absent for `is` and `|>`, which make nodes of their own. */
  readonly operator?: BinaryOperator;
}

/** `== != < <= > >= is` */
export const COMPARISON_PRECEDENCE = 4;

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['|'],
  ['~'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Every token that may stand between two operands, with habits from elsewhere as what they mean. */
export const BINARY_OPERATORS: ReadonlyMap<TokenKind, OperatorRule> = new Map<TokenKind, OperatorRule>([
  ['|>', { precedence: 1 }],
  ...LEVELS.flatMap((level, index) =>
    level.map((operator): [TokenKind, OperatorRule] => [operator, { precedence: index + 2, operator }]),
  ),
  ['||', { precedence: 2, operator: 'or' }],
  ['&&', { precedence: 3, operator: 'and' }],
  ['is', { precedence: COMPARISON_PRECEDENCE }],
]);
