// std/random.rw: numbers are spread evenly. The bounds are five standard deviations wide, and the seeds are fixed.
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';

const DRAWS = 60_000;

/** How often each of `kinds` was drawn, by a program that counts in `counts`. */
function counts(kinds: number, draw: string): number[] {
  const program = `
    import random "std/random.rw";
    counts: [${kinds}]i64;
    fn factorial_index(xs: []i32) i64 {
        index: i64 = 0;
        for x, i in xs {
            smaller: i64 = 0;
            for y in xs[i + 1..] { if y < x { smaller += 1; } }
            index = index * (xs.count - i) + smaller;
        }
        return index;
    }
    fn main() {
        r := random.seed(2024);
        for i in 0..${DRAWS} { ${draw} }
        for n in counts { print("{}\\n", n); }
    }`;
  const { stdout, end } = runProgram('random.rw', program);
  assert.equal(end.kind, 'exit', JSON.stringify(end));
  return stdout.trim().split('\n').map(Number);
}

function assertEven(found: readonly number[]): void {
  const expected = DRAWS / found.length;
  const deviation = Math.sqrt(expected * (1 - 1 / found.length));
  for (const n of found) assert.ok(Math.abs(n - expected) < 5 * deviation, `${n} instead of ${expected}`);
}

describe('std/random.rw', () => {
  it('below is even', () => assertEven(counts(7, 'counts[random.below(&r, 7)] += 1;')));
  it('between is even', () => assertEven(counts(10, 'counts[random.between(&r, -4, 6) + 4] += 1;')));
  it('unit is even', () => assertEven(counts(16, 'counts[cast(i64) (random.unit(&r) * 16.0)] += 1;')));
  it('choice is even', () => assertEven(counts(3, 'counts[random.choice(&r, [0, 1, 2])] += 1;')));
  it('chance is right', () =>
    assertEven(counts(2, 'if random.chance(&r, 0.5) { counts[0] += 1; } else { counts[1] += 1; }')));
  it('each bit is even', () => assertEven(counts(2, 'counts[cast(i64) (random.next(&r) >> 63)] += 1;')));

  it('every order is as likely as the others', () => {
    assertEven(
      counts(24, 'xs := [0, 1, 2, 3]; random.shuffle(&r, xs[..]); counts[factorial_index(xs[..])] += 1;'),
    );
  });

  it('has no bias for bounds near the largest', () => {
    // Two thirds of 2^63: by a mere remainder, the lower half would be drawn twice as often.
    const third = 2n ** 63n / 3n;
    assertEven(counts(2, `counts[random.below(&r, ${2n * third}) / ${third}] += 1;`));
  });
});
