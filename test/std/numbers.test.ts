// Numbers from text: `strings.parse_float` gives the float that JavaScript reads, to the last bit, and
// `parse_int` the integer.
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';
import { random, randomBits } from './floats';

const COUNT = process.env['ROPEWALK_LONG'] ? 20_000 : 1_500;

describe('numbers from text', () => {
  it('reads what JavaScript writes', () => {
    const values = [...randomBits(COUNT, 3), ...random(COUNT, -1000, 1000), ...random(COUNT, 0, 1e-300)];
    checkFloats(values.filter(Number.isFinite).map(String));
  });

  it('reads more digits, and fewer, than a float has', () => {
    const values = [...randomBits(COUNT, 4)].filter(Number.isFinite);
    checkFloats(values.flatMap((x, i) => [x.toExponential(i % 4), x.toExponential(17 + (i % 60))]));
  });

  it('rounds halves to the even side, however far away the digit is that decides', () => {
    const halves = [2n ** 53n + 1n, 2n ** 53n + 3n, 2n ** 60n + 2n ** 7n, 2n ** 200n + 2n ** 147n];
    const texts = halves.flatMap((half) => [
      `${half}`,
      `${half}.${'0'.repeat(900)}1`,
      `${half - 1n}.${'9'.repeat(900)}`,
    ]);
    const tiny = halfOfTheSmallest();
    checkFloats([...texts, tiny, `${tiny}1`, `-${tiny}0001`]);
  });

  it('reads the ends of the range', () => {
    checkFloats(
      '5e-324 2.5e-324 2.4703282292062327e-324 2.4703282292062328e-324 2.2250738585072011e-308 0e999 1e-400 .5 5. 1E5 +7'
        .concat(
          ' 2.2250738585072014e-308 1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e309',
        )
        .concat(
          ' 1e400 0.000000000000000000000000000001e340 1e99999999999999999999 1e-99999999999999999999 -0 00012.50',
        )
        .split(' '),
    );
    checkFloats([
      `0.${'0'.repeat(400)}1e400`,
      `1${'0'.repeat(400)}e-400`,
      '9'.repeat(2000),
      `${'9'.repeat(2000)}e-1990`,
    ]);
  });

  it('says what is no number', () => {
    const wrong = [
      '',
      '-',
      '.',
      'e5',
      '1e',
      '1e+',
      '1.5.2',
      ' 1',
      '1 ',
      '0x10',
      'infinity',
      '1_0',
      '--1',
      '1e5x',
      'na',
    ];
    assert.deepEqual(
      parse('parse_float', wrong),
      wrong.map(() => 'error(not a number)'),
    );
    assert.deepEqual(parse('parse_float', ['inf', '-inf', 'nan']), ['ok(inf)', 'ok(-inf)', 'ok(nan)']);
  });

  it('reads integers, and says what is none', () => {
    const right = ['0', '-0', '+5', '007', '9223372036854775807', '-9223372036854775808'];
    assert.deepEqual(
      parse('parse_int', right),
      right.map((text) => `ok(${BigInt(text)})`),
    );
    const large = ['9223372036854775808', '-9223372036854775809', '99999999999999999999'];
    assert.deepEqual(
      parse('parse_int', large),
      large.map(() => 'error(out of range)'),
    );
    const wrong = ['', '+', '-', '1.0', '1a', ' 1', '--1', '9_9'];
    assert.deepEqual(
      parse('parse_int', wrong),
      wrong.map(() => 'error(not an integer)'),
    );
  });
});

/** 2^-1075, exactly half of the smallest float, with all its digits. */
function halfOfTheSmallest(): string {
  const digits = (5n ** 1075n).toString();
  return `0.${'0'.repeat(1075 - digits.length)}${digits}`;
}

function checkFloats(texts: readonly string[]): void {
  const found = parse('parse_float', texts);
  texts.forEach((text, i) => {
    const result = /^ok\((.*)\)$/.exec(found[i] as string)?.[1]?.replace('inf', 'Infinity');
    assert.ok(Object.is(Number(result), Number(text)), `${text} is read as ${found[i]}`);
  });
}

/** What a function of the library makes of each text. */
function parse(name: string, texts: readonly string[]): string[] {
  const program = `
    import strings "std/strings.rw";
    fn getchar() i32;
    fn main() {
        b: strings.Builder;
        c := getchar();
        while c >= 0 {
            if c == 10 {
                print("{}\\n", strings.${name}(b.text));
                b.text.count = 0;
            } else { strings.append_byte(&b, cast(i8) c); }
            c = getchar();
        }
    }`;
  const { stdout, end } = runProgram('numbers.rw', program, texts.map((text) => `${text}\n`).join(''));
  assert.equal(end.kind, 'exit');
  return stdout.split('\n').slice(0, -1);
}
