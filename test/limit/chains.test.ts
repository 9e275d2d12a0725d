// Long chains of operators, of piped calls and of `else if`: nothing recurses over all of their links, whatever is asked.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { printProgram } from '../../language/ir/printer';
import { verify } from '../../language/ir/verifier';
import { hoverAt } from '../../language/server/hover';
import { inlayHints } from '../../language/server/inlay-hints';
import { inlineValues } from '../../language/server/inline-values';
import { selectionAt } from '../../language/server/selection';
import { semanticTokens } from '../../language/server/semantic-tokens';
import { outlineOf } from '../../language/server/symbols';
import { Workspace } from '../../language/server/workspace';
import { RUNG } from '../../language/syntax/chains';
import { applyEdits, format } from '../../language/syntax/format/format';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';
import { Session } from '../debugger/session';
import { runProgram } from '../language/run-program';

const DECLARATIONS = `
type V struct { a: i64, b: i64 }
g: i64 = 1;
fn one() i64 { g += 1; return 1; }
fn inc(x: i64) i64 { return x + 1; }
fn moved(v: V, k: i64) V { return V{v.a + k, v.b - k}; }
fn tail(xs: []i32, k: i64) []i32 { return xs[k..]; }
fn same(T: type)(x: T) T { return x; }
`;

/** For so many links: what is computed, and what it comes to. */
const CHAINS: Record<
  string,
  { readonly text: (n: number) => string; readonly value: (n: number) => string }
> = {
  sums: { text: (n) => `x${' + one'.repeat(n)}`, value: (n) => `${3 + n}` },
  'sums with calls': { text: (n) => `x${' + one()'.repeat(n)}`, value: (n) => `${3 + n}` },
  'operators of all kinds': {
    text: (n) => `x${' + one * 2 - x'.repeat(n / 2)}`,
    value: (n) => `${3 - Math.floor(n / 2)}`,
  },
  constants: { text: (n) => `1${' + 1'.repeat(n)}`, value: (n) => `${n + 1}` },
  floats: { text: (n) => `cast(f32) 0.5${' + 0.25'.repeat(n)}`, value: (n) => `${0.5 + n / 4}` },
  'or, without calls': { text: (n) => `x == 4${' or x == 5'.repeat(n)} or x == 3`, value: () => 'true' },
  'and, with calls': { text: (n) => `x == 3${' and one() == 1'.repeat(n)}`, value: () => 'true' },
  'piped numbers': { text: (n) => `x${' |> inc()'.repeat(n)}`, value: (n) => `${3 + n}` },
  'piped structs': {
    text: (n) => `V{1, 2}${' |> moved(1)'.repeat(n)}`,
    value: (n) => `V{a: ${1 + n}, b: ${2 - n}}`,
  },
  'piped slices': { text: (n) => `(xs${' |> tail(1)'.repeat(n)}).count`, value: (n) => `${20_000 - n}` },
  'piped through what is generic': { text: (n) => `x${' |> same()'.repeat(n)}`, value: () => '3' },
};

const program = (text: string): string =>
  `${DECLARATIONS}fn main() {\n    x: i64 = 3;\n    one: i64 = 1;\n    xs := make(i32, 20_000);\n    print("{}\\n", ${text});\n}\n`;
/** Where calls are chained, the local of that name would hide the function. */
const of = (text: string): string => {
  const whole = program(text);
  return text.includes('one()') ? whole.replace('    one: i64 = 1;\n', '') : whole;
};

describe('long chains', () => {
  for (const [name, { text, value }] of Object.entries(CHAINS)) {
    it(`of ${name} are computed`, () => {
      for (const links of [1, RUNG - 1, RUNG, RUNG + 1, 2 * RUNG, 300, 9_000])
        assert.equal(runProgram('chain.rw', of(text(links))).stdout, `${value(links)}\n`, `${links} links`);
    });
  }

  it('are evaluated from the left to the right', () => {
    const links = Array.from({ length: 500 }, (_, i) => `${'+-'[i % 2]} at(${i})`).join(' ');
    const { stdout } = runProgram(
      'chain.rw',
      `last: i64 = -1;
       fn at(i: i64) i64 { assert(i == last + 1); last = i; return i; }
       fn main() { sum := last ${links}; print("{} {}\\n", sum, last); }`,
    );
    assert.equal(stdout, '-251 499\n');
  });

  it('are evaluated only as far as they matter', () => {
    const { stdout } = runProgram(
      'chain.rw',
      `calls: i64;
       fn no() bool { calls += 1; return false; }
       fn main() {
           x := 0;
           found := no()${' or no()'.repeat(300)} or x == 0 or 1 / x == 1${' or no()'.repeat(300)};
           print("{} {}\\n", found, calls);
           if x != 0 and (1 / x == 1${' or 1 / x == 2'.repeat(300)}) { print("no\\n"); }
       }`,
    );
    assert.equal(stdout, 'true 301\n');
  });

  it('are copied with what is generic', () => {
    const { stdout } = runProgram(
      'chain.rw',
      `fn inc(T: type)(x: T) T { return x + 1; }
       fn sum(T: type)(x: T) T { return x${' + x'.repeat(2_000)} |> inc()${' |> inc()'.repeat(2_000)}; }
       fn main() { print("{} {}\\n", sum(cast(i64) 2), sum(0.5)); }`,
    );
    assert.equal(stdout, '6003 3001.5\n');
  });

  /** `which(i)` is `2 * i` for the first so many numbers, else -1. */
  const choices = (branches: number): string =>
    `fn which(x: i32) i32 {
    ${Array.from({ length: branches }, (_, i) => `if x == ${i} {\n        return ${2 * i};\n    }`).join(' else ')} else {
        return -1;
    }
}
fn counted(T: type)(x: T) T {
    sum: T = 0;
    for k in 0..3 {
        ${Array.from({ length: branches }, (_, i) => `if x == ${i} { sum += ${i}; which(1); }`).join(' else ')}
        sum += 1;
    }
    return sum;
}
`;

  it('of else if are gone through', () => {
    for (const branches of [1, 2, 63, 64, 65, 66, 128, 129, 2_000]) {
      const last = branches - 1;
      const { stdout } = runProgram(
        'chain.rw',
        `${choices(branches)}fn main() { print("{} {} {} {} {}\\n", which(0), which(${last}), which(${branches}), counted(${last}), counted(0.5)); }`,
      );
      assert.equal(stdout, `0 ${2 * last} -1 ${3 * last + 3} 3\n`, `${branches}`);
    }
    assert.equal(
      runProgram('chain.rw', `${choices(9_000)}fn main() { print("{}\\n", which(8_999)); }`).stdout,
      '17998\n',
    );
  });

  it('of else if are stepped through like short ones, in both directions', async () => {
    const stepsThrough = async (branches: number, x: number): Promise<string[]> => {
      const session = await Session.at(
        `${choices(branches)}fn main() {\n    y := which(${x});\n    print("{}\\n", y);\n}\n`,
      );
      const forth = [];
      for (let i = 0; i < x + 2; i++) forth.push(await session.step('in'));
      const back = [];
      for (let i = 0; i < x + 1; i++) back.push(await session.step('in', 'backward'));
      assert.deepEqual(back.reverse(), forth.slice(0, -1));
      return forth;
    };
    assert.deepEqual(await stepsThrough(200, 40), await stepsThrough(50, 40));
    assert.equal((await stepsThrough(200, 150)).length, 152);
  });

  const LINKS = 10_000;
  const long = choices(1_000) + of(`x${' + one'.repeat(LINKS)}`);

  it('are formatted', () => {
    const source = new SourceFile(
      'chain.rw',
      long.replaceAll(' + ', '+').replaceAll('} else ', '}\n  else '),
    );
    const formatted = format(source);
    assert.ok(formatted.ok);
    const text = applyEdits(source.text, formatted.edits);
    assert.ok(text.includes(`x${' + one'.repeat(LINKS)}`) && text.includes(`} else if x == 999 {`));
  });

  it('are lowered to code of little depth', () => {
    const compiled = compile(new SourceFile('chain.rw', long));
    assert.ok(compiled.ok);
    assert.ok(printProgram(compiled.program).length > LINKS);
    assert.deepEqual(verify(compiled.program), []);
  });

  it('are known to an editor', () => {
    const workspace = new Workspace({ ...FIXTURE_FILES, list: () => [] });
    const path = 'chain.rw';
    const mistakes = (): string[] =>
      [...workspace.diagnostics()].flatMap(([, list]) =>
        list.flatMap(({ severity, message }) => (severity === 'hint' ? [] : [message])),
      );
    workspace.change({ path, text: long, isLibrary: false });
    assert.deepEqual(mistakes(), []);
    const [snapshot] = workspace.programsWith(path);
    assert.ok(snapshot);
    const first = long.indexOf('x + one');
    assert.match(hoverAt(snapshot, path, first)?.code ?? '', /x: i64/);
    assert.ok(semanticTokens(snapshot, path).length > LINKS);
    assert.ok(snapshot.occurrences.inFile(path).length > LINKS);
    assert.ok(inlineValues(snapshot, path, long.lastIndexOf('}')).length > 0);
    assert.deepEqual(inlayHints(snapshot, path, first, long.length), []);
    const unit = snapshot.unit(path);
    assert.ok(unit);
    assert.ok(outlineOf(unit).length > 5);
    assert.ok(selectionAt(unit, first).length > 0);
    workspace.change({ path, text: long.replace('x: i64 = 3', 'x: i64 = 33'), isLibrary: false });
    assert.deepEqual(mistakes(), []);
  });

  it('are evaluated by the debugger, and may be conditions', async () => {
    const session = Session.of(of('x'));
    const { debugger: debug } = session;
    await session.start();
    const at = { frame: 0 };
    debug.setBreakpoints(session.source, [{ line: 13, condition: `x == 3${' and x == 3'.repeat(LINKS)}` }]);
    await debug.continue('forward');
    assert.equal(debug.stop?.reason, 'breakpoint');
    for (const { text, value } of [CHAINS['sums'], CHAINS['piped numbers']].filter(
      (one) => one !== undefined,
    )) {
      const result = await debug.evaluate({ expression: text(900), ...at });
      assert.equal(result.ok ? result.value.text : result.message, value(900));
    }
    const more = await debug.evaluate({ expression: CHAINS['piped numbers']?.text(2_000) ?? '', ...at });
    assert.match(
      more.ok ? '' : more.message,
      /^it has 2\d{3} calls and steps between them, and may have 1000/,
    );
  });
});
