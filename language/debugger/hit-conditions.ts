// Hit conditions: which of the times that a breakpoint's location is reached (its condition being true)
// are stops. Counted from the program's start, so that a hit's number depends on its moment alone and is
// the same in both directions.
import type { Result } from './api';

/** Hits are numbered from 1. */
export interface HitCondition {
  holds(number: number): boolean;
  /** The first number after this one that is a stop. */
  next(after: number): number | undefined;
  /** The last number up to this one that is a stop. */
  previous(upTo: number): number | undefined;
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
  return { ok: true, condition: conditionOf(operator, number) };
}

function conditionOf(operator: string, number: number): HitCondition {
  switch (operator) {
    case '>=':
      return range(number, Infinity);
    case '>':
      return range(number + 1, Infinity);
    case '<=':
      return range(1, number);
    case '<':
      return range(1, number - 1);
    case '%':
      return {
        holds: (n) => n % number === 0,
        next: (after) => (Math.floor(after / number) + 1) * number,
        previous: (upTo) => (upTo >= number ? Math.floor(upTo / number) * number : undefined),
      };
    default:
      return range(number, number);
  }
}

function range(low: number, high: number): HitCondition {
  const inside = (n: number): number | undefined => (n >= Math.max(low, 1) && n <= high ? n : undefined);
  return {
    holds: (n) => inside(n) !== undefined,
    next: (after) => inside(Math.max(after + 1, low)),
    previous: (upTo) => inside(Math.min(upTo, high)),
  };
}
