// Random programs full of calls with effects, each in Ropewalk and in JavaScript, whose order of
// evaluation is the same: operands from left to right, a target's operands before the value.
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';

/** The same code in both languages. */
export interface Both {
  readonly rw: string;
  readonly js: string;
}

const same = (text: string): Both => ({ rw: text, js: text });

/** The names that both programs share; see `wholeProgram`. */
const REGISTERS = ['a', 'b'];
const PLACES: readonly Both[] = [
  ...REGISTERS.map(same),
  { rw: 'g', js: 'G.g' },
  { rw: 'm', js: 'G.m' },
  { rw: 'pm^', js: 'G.m' },
  { rw: 'p.x', js: 'p.x' },
  { rw: 'pp.y', js: 'p.y' },
  { rw: 'gp.y', js: 'gp.y' },
];
const POINTS = ['p', 'gp'];

interface Grammar {
  number: Both;
  condition: Both;
  place: Both;
  point: Both;
  statement: Both;
}

const { statement } = fc.letrec<Grammar>((tie: fc.LetrecTypedTie<Grammar>) => {
  const number = tie('number');
  const two = fc.tuple(number, number);
  const element = fc.tuple(fc.constantFrom('xs', 's', 'gx', 'pa^'), number).map(([array, index]): Both => ({
    rw: `${array}[${index.rw} & 3]`,
    js: `${array === 'pa^' || array === 's' ? 'xs' : array}[${index.js} & 3]`,
  }));
  return {
    place: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...PLACES) }, element),
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.nat(9).map((n) => same(String(n))),
      tie('place'),
      two.map(([l, r]) => ({ rw: `(${l.rw} + ${r.rw})`, js: `((${l.js} + ${r.js}) | 0)` })),
      two.map(([l, r]) => ({ rw: `(${l.rw} - ${r.rw})`, js: `((${l.js} - ${r.js}) | 0)` })),
      two.map(([l, r]) => ({ rw: `(${l.rw} * ${r.rw})`, js: `Math.imul(${l.js}, ${r.js})` })),
      number.map((e) => ({ rw: `tick(${e.rw})`, js: `tick(${e.js})` })),
      two.map(([l, r]) => ({ rw: `both(${l.rw}, ${r.rw})`, js: `both(${l.js}, ${r.js})` })),
      fc
        .tuple(tie('point'), number)
        .map(([q, e]) => ({ rw: `weigh(${q.rw}, ${e.rw})`, js: `weigh(${q.js}, ${e.js})` })),
      tie('point').map((q) => ({ rw: `keep(${q.rw}).y`, js: `keep(${q.js}).y` })),
      tie('condition').map((c) => ({ rw: `choose(${c.rw})`, js: `choose(${c.js})` })),
      two
        .map(([l, r]) => ({
          rw: `tail(s)[${l.rw} & 1] * ${r.rw}`,
          js: `Math.imul(xs[1 + (${l.js} & 1)], ${r.js})`,
        }))
        .map(({ rw, js }) => ({ rw: `(${rw})`, js })),
      two.map(([l, r]) => ({
        rw: `cast(i32) s[cast(i64) (${l.rw} & 1)..cast(i64) (2 + (${r.rw} & 1))].count`,
        js: `count(${l.js} & 1, 2 + (${r.js} & 1))`,
      })),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      two.map(([l, r]) => ({ rw: `${l.rw} < ${r.rw}`, js: `${l.js} < ${r.js}` })),
      fc.tuple(tie('condition'), tie('condition'), fc.boolean()).map(([l, r, and]) => ({
        rw: `(${l.rw} ${and ? 'and' : 'or'} ${r.rw})`,
        js: `(${l.js} ${and ? '&&' : '||'} ${r.js})`,
      })),
      tie('condition').map((c) => ({ rw: `!(${c.rw})`, js: `!(${c.js})` })),
    ),
    point: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...POINTS).map((name) => ({ rw: name, js: `copy(${name})` })),
      fc.constant({ rw: 'pp^', js: 'copy(p)' }),
      two.map(([l, r]) => ({ rw: `Point{${l.rw}, ${r.rw}}`, js: `{x: ${l.js}, y: ${r.js}}` })),
      two.map(([l, r]) => ({ rw: `Point{y: ${l.rw}, x: ${r.rw}}`, js: `{y: ${l.js}, x: ${r.js}}` })),
      tie('point').map((q) => ({ rw: `keep(${q.rw})`, js: `keep(${q.js})` })),
    ),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(tie('place'), number)
        .map(([t, e]) => ({ rw: `${t.rw} = ${e.rw};`, js: `${t.js} = ${e.js};` })),
      fc
        .tuple(tie('place'), number)
        .map(([t, e]) => ({ rw: `${t.rw} += ${e.rw};`, js: `${t.js} += ${e.js}; wrap();` })),
      fc.tuple(fc.constantFrom(...POINTS, 'pp^'), tie('point')).map(([t, q]) => ({
        rw: `${t} = ${q.rw};`,
        js: `Object.assign(${t === 'pp^' ? 'p' : t}, ${q.js});`,
      })),
      number.map((e) => ({ rw: `tick(${e.rw});`, js: `tick(${e.js});` })),
      fc.tuple(tie('condition'), tie('statement'), tie('statement')).map(([c, t, e]) => ({
        rw: `if ${c.rw} { ${t.rw} } else { ${e.rw} }`,
        js: `if (${c.js}) { ${t.js} } else { ${e.js} }`,
      })),
      fc.tuple(number, tie('statement')).map(([n, t]) => ({
        rw: `for i in 0..${n.rw} & 3 { a += i; ${t.rw} }`,
        js: `for (let i = 0, n = ${n.js} & 3; i < n; i++) { a = (a + i) | 0; ${t.js} }`,
      })),
      fc.tuple(number, two).map(([n, [l, r]]) => ({
        rw: `for x, i in [${n.rw}, ${l.rw}, ${r.rw}] { a += x; b -= cast(i32) i; }`,
        js: `[${n.js}, ${l.js}, ${r.js}].forEach((x, i) => { a = (a + x) | 0; b = (b - i) | 0; });`,
      })),
    ),
  };
});

/** The statements of a program. */
export const statements: fc.Arbitrary<Both[]> = fc.array(statement, { minLength: 1, maxLength: 30 });

export function ropewalkProgram(body: readonly Both[]): string {
  return `
type Point struct { x: i32, y: i32 }
g: i32 = 3; trace: i32; gp: Point; gx: [4]i32;
fn tick(n: i32) i32 { g += 1; trace = trace * 31 + n; gp.x = gp.x ~ n; return n + g; }
fn both(l: i32, r: i32) i32 { gx[l & 3] += r; return tick(l) - r; }
fn keep(q: Point) Point { q.x = q.x + tick(q.y); gp.y -= 1; return q; }
fn weigh(q: Point, n: i32) i32 { gp = q; return q.x * 3 + q.y + n; }
fn choose(c: bool) i32 { if c { return tick(1); } return 0; }
fn tail(xs: []i32) []i32 { xs[0] += 1; return xs[1..]; }
fn work(a: i32, b: i32, m: i32, p: Point, s: []i32, pa: *[4]i32) {
    pm := &m; pp := &p; xs := s;
    ${body.map((s) => s.rw).join('\n    ')}
    print("{} {} {} {} {} {} {} {} {}", a, b, m, p, xs, g, trace, gp, gx);
}
fn main() {
    xs := [1, 2, 3, 4];
    work(1, 2, 5, Point{6, 7}, xs, &xs);
}`;
}

/** What the program prints, by JavaScript. */
export function expectedOutput(body: readonly Both[]): string {
  const code = `
let trace = 0, a = 1, b = 2;
const gp = {x: 0, y: 0}, gx = new Int32Array(4), xs = new Int32Array([1, 2, 3, 4]), p = {x: 6, y: 7}, G = {g: 3, m: 5};
const copy = (q) => ({x: q.x, y: q.y});
const wrap = () => { a |= 0; b |= 0; G.g |= 0; G.m |= 0; p.x |= 0; p.y |= 0; gp.x |= 0; gp.y |= 0; };
function tick(n) { G.g = (G.g + 1) | 0; trace = (Math.imul(trace, 31) + n) | 0; gp.x ^= n; return (n + G.g) | 0; }
function both(l, r) { gx[l & 3] += r; return (tick(l) - r) | 0; }
function keep(q) { q = copy(q); q.x = (q.x + tick(q.y)) | 0; gp.y = (gp.y - 1) | 0; return q; }
function weigh(q, n) { q = copy(q); Object.assign(gp, q); return (Math.imul(q.x, 3) + q.y + n) | 0; }
function choose(c) { return c ? tick(1) : 0; }
const count = (low, high) => high - low;
${body.map((s) => s.js.replace(/xs\[1 \+ \(/g, '(xs[0]++, xs)[1 + (')).join('\n')}
const point = (q) => 'Point{x: ' + q.x + ', y: ' + q.y + '}';
const list = (x) => '[' + Array.from(x).join(', ') + ']';
return [a, b, G.m, point(p), list(xs), G.g, trace, point(gp), list(gx)].join(' ');`;
  return String(runInNewContext(`(() => {${code}})()`));
}
