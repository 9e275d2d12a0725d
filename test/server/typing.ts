// Random typing: what may stand in a text that is being written.
import type { Random } from '../interpreter/random/random';

export const isLong = process.env['ROPEWALK_LONG'] === '1';

/** What people type, one at a time. */
const PIECES = [
  ...['x', ' ', ';', '\n', '(', ')', '{', '}', '[', ']', '1', '.', ',', '"', "'", '-- ', ':=', '= ', '+ '],
  ...['return ', 'if x {}', 'fn f() {}', 'y: i32 = 1;', 'print("{}", 1);', 'x', '#run 1', 'while true {}'],
  ...['a.b', 'type T struct { x: i32 }\n', 'math.PI', 'defer ', 'case x {}', '&', '^', 'nil', 'heap ', 'é'],
  ...['list(i32)', '#if true { }', '#assert(1 == 2, "no");', 'import m "std/math.rw";\n', 'true', '0..'],
];

/** The text after a random change. */
export function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  if (random.below(3) > 0) return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
  return text.slice(0, at) + text.slice(at + 1 + random.below(random.below(4) === 0 ? 40 : 3));
}
