// Hit conditions: which of the times that a breakpoint's location is reached (its condition being true)
// are stops. Counted from the program's start, so that a hit's number depends on its moment alone and is
// the same in both directions.
import type { Result } from './api';

export interface HitCondition {
  /** @param count the number of this hit, from 1 */
  holds(count: number): boolean;
}

const FORM = /^\s*(==?|>=?|<=?|%)?\s*(\d{1,15})\s*$/;

/** Reads `5`, `== 5`, `>= 5`, `> 5`, `< 5`, `<= 5`, `% 3`. */
export function parseHitCondition(text: string): Result<{ condition: HitCondition }> {
  const match = FORM.exec(text);
  const operator = match?.[1] ?? '=';
  const number = Number(match?.[2]);
  if (!match || (operator === '%' && number === 0)) {
    return {
      ok: false,
      message: `\`${text}\` is no hit condition: write \`5\`, \`>= 5\`, \`< 5\` or \`% 3\``,
    };
  }
  return { ok: true, condition: { holds: (count) => compare(count, operator, number) } };
}

function compare(count: number, operator: string, number: number): boolean {
  switch (operator) {
    case '>=':
      return count >= number;
    case '>':
      return count > number;
    case '<=':
      return count <= number;
    case '<':
      return count < number;
    case '%':
      return count % number === 0;
    default:
      return count === number;
  }
}
