// What literals mean: from the spelling of a number, a character or a string to its value.
//
// Each decoder always gives a value; what is wrong goes to `problem`, with offsets relative to the
// spelling, and the value is then the best guess that keeps later phases quiet.
import { CODE } from './codes';
import { nearestSingle } from './single';

/** Receives what is wrong with a literal. Offsets are relative to its spelling. */
export type LiteralProblem = (
  code: string,
  start: number,
  end: number,
  message: string,
  hint?: string,
) => void;

/** One more than fits in a `u64`: so far a range over all of them goes. */
const LARGEST = 1n << 64n;
/** Digits a literal may have: 64 binary ones and as many zeros before them. A bound, since bigints of many digits are slow to read. */
const MAX_DIGITS = 128;
/** Up to so many decimal digits a number is exact in a double and needs no bigint to be read. */
const EXACT_DIGITS = 15;

/** What an integer that cannot be read is taken for: unlike 0 it can be divided by, and be a length. */
const UNREAD = 1n;

/** `1_000`, `0xCAFE`, `0b1010`. */
export function decodeInteger(spelling: string, problem: LiteralProblem): bigint {
  const second = spelling.charCodeAt(1) | 0x20;
  if (spelling.charCodeAt(0) === 0x30 && spelling.length > 1) {
    if (second === 0x78) return digits(spelling, 2, 16, problem);
    if (second === 0x62) return digits(spelling, 2, 2, problem);
    if (second === 0x6f) {
      const hint = 'write it as a hexadecimal number';
      problem(CODE.badNumber, 0, spelling.length, 'there are no octal numbers', hint);
      return UNREAD;
    }
    if (second >= 0x30 && second <= 0x39) {
      const hint = 'leave out the leading zeros; there are no octal numbers';
      problem(CODE.badNumber, 0, spelling.length, 'a decimal number does not begin with 0', hint);
      return UNREAD;
    }
  }
  return digits(spelling, 0, 10, problem);
}

function digits(spelling: string, from: number, base: number, problem: LiteralProblem): bigint {
  const bad = firstBadDigit(spelling, from, base);
  if (bad >= 0) {
    badDigit(spelling, bad, base, problem);
    return UNREAD;
  }
  const clean = spelling.includes('_') ? spelling.replaceAll('_', '') : spelling;
  if (base === 10 && clean.length <= EXACT_DIGITS) return BigInt(+clean);
  const value = clean.length <= MAX_DIGITS ? BigInt(clean) : LARGEST + 1n;
  if (value <= LARGEST) return value;
  problem(CODE.numberTooLarge, 0, spelling.length, 'this number does not fit in 64 bits');
  return UNREAD;
}

/** Index of the first character that is not a digit, or an `_` that is not between two digits; -1 if there is none. */
function firstBadDigit(spelling: string, from: number, base: number): number {
  let afterDigit = false;
  for (let i = from; i < spelling.length; i++) {
    const c = spelling.charCodeAt(i);
    if (c === 0x5f) {
      if (!afterDigit) return i;
      afterDigit = false;
    } else if (digitValue(c) >= base) return i;
    else afterDigit = true;
  }
  return afterDigit ? -1 : spelling.length - 1;
}

function digitValue(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const lower = c | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99;
}

const BASE_NAMES = new Map([
  [2, 'binary'],
  [10, 'decimal'],
  [16, 'hexadecimal'],
]);

function badDigit(spelling: string, at: number, base: number, problem: LiteralProblem): void {
  const character = spelling[at] as string;
  if (character === '_') {
    problem(CODE.badNumber, at, at + 1, '`_` stands between two digits of a number');
  } else if (at === spelling.length - 1 && at === 1 && base !== 10) {
    problem(CODE.badNumber, 0, spelling.length, `the digits after \`${spelling}\` are missing`);
  } else if (/^[uUlLfFi]/.test(character)) {
    const hint = 'a constant takes the type of where it is used; write `cast(T) n` for another';
    problem(CODE.badNumber, at, spelling.length, 'a number has no suffix', hint);
  } else {
    problem(CODE.badNumber, at, at + 1, `\`${character}\` is not a ${BASE_NAMES.get(base)} digit`);
  }
}

/** A decimal number: the nearest `f64`, and the nearest `f32` where that is not the one that is nearest to the `f64`. */
export interface FloatValue {
  readonly value: number;
  readonly single?: number;
}

const NO_FLOAT: FloatValue = { value: 0 };

/** `1.5`, `2e-9`. */
export function decodeFloat(spelling: string, problem: LiteralProblem): FloatValue {
  const match = /^(\d+(?:_\d+)*)(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?/.exec(spelling);
  const good = match ? match[0].length : 0;
  if (good < spelling.length) {
    if (spelling[good] === '_') {
      problem(CODE.badNumber, good, good + 1, '`_` stands between two digits of a number');
    } else {
      const hint = 'a constant takes the type of where it is used; write `cast(f32) x` for another';
      problem(CODE.badNumber, good, spelling.length, 'a number has no suffix', hint);
    }
    return NO_FLOAT;
  }
  const decimal = spelling.replaceAll('_', '');
  const value = Number(decimal);
  if (Number.isFinite(value)) {
    const single = nearestSingle(decimal, value);
    return single === Math.fround(value) ? { value } : { value, single };
  }
  problem(CODE.numberTooLarge, 0, spelling.length, 'this number does not fit in an `f64`');
  return NO_FLOAT;
}

/** `'a'`: the byte as an `i8`, -128 to 127. */
export function decodeCharacter(spelling: string, problem: LiteralProblem): number {
  const closed = spelling.length > 1 && spelling.endsWith("'");
  if (!closed) {
    problem(CODE.badCharacter, 0, spelling.length, "the character is not closed with `'`");
    return 0;
  }
  let failed = false;
  const bytes = decodeBytes(spelling, (code, start, end, message, hint) => {
    failed = true;
    problem(code, start, end, message, hint);
  });
  if (failed) return 0;
  if (bytes.length === 1) return ((bytes[0] as number) << 24) >> 24;
  const message = bytes.length === 0 ? 'a character literal is empty' : 'a character literal is one byte';
  const hint = bytes.length === 0 ? undefined : 'text is written in `"`';
  problem(CODE.badCharacter, 0, spelling.length, message, hint);
  return 0;
}

/** `"…"`: the bytes, with the escapes resolved and the rest in UTF-8. */
export function decodeString(spelling: string, problem: LiteralProblem): Uint8Array {
  const closed = spelling.length > 1 && spelling.endsWith('"') && !endsInEscape(spelling);
  if (!closed) {
    const end = spelling.endsWith('\r') ? spelling.length - 1 : spelling.length;
    const hint = 'a string ends on the line where it begins; write `\\n` for a line end in it';
    problem(CODE.unterminatedString, 0, end, 'the string is not closed with `"`', hint);
    return new Uint8Array(0);
  }
  return decodeBytes(spelling, problem);
}

/** True if the last character is escaped, and so closes nothing. */
function endsInEscape(spelling: string): boolean {
  let backslashes = 0;
  for (let i = spelling.length - 2; i > 0 && spelling[i] === '\\'; i--) backslashes++;
  return backslashes % 2 === 1;
}

/** The bytes between the first and the last character, which are the quotes. */
function decodeBytes(spelling: string, problem: LiteralProblem): Uint8Array {
  const bytes: number[] = [];
  const end = spelling.length - 1;
  for (let at = 1; at < end;) {
    const code = spelling.codePointAt(at) as number;
    if (code === 0x5c) at = decodeEscape(spelling, at, end, bytes, problem);
    else {
      pushUtf8(bytes, code);
      at += code > 0xffff ? 2 : 1;
    }
  }
  return new Uint8Array(bytes);
}

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  '0': 0,
  '\\': 0x5c,
  '"': 0x22,
  "'": 0x27,
};

/** One escape at `at`; gives where the text goes on. */
function decodeEscape(
  spelling: string,
  at: number,
  end: number,
  bytes: number[],
  problem: LiteralProblem,
): number {
  const letter = spelling[at + 1] as string;
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) {
    bytes.push(simple);
    return at + 2;
  }
  if (letter === 'x') return decodeByteEscape(spelling, at, end, bytes, problem);
  if (letter === 'u') return decodeUnicodeEscape(spelling, at, end, bytes, problem);
  const length = (spelling.codePointAt(at + 1) ?? 0) > 0xffff ? 3 : 2;
  const hint = 'the escapes are `\\n \\t \\r \\0 \\\\ \\" \\\' \\xNN \\u{…}`; a backslash itself is `\\\\`';
  problem(CODE.badEscape, at, at + length, `unknown escape \`${spelling.slice(at, at + length)}\``, hint);
  return at + length;
}

function decodeByteEscape(
  spelling: string,
  at: number,
  end: number,
  bytes: number[],
  problem: LiteralProblem,
): number {
  const high = digitValue(spelling.charCodeAt(at + 2));
  const low = digitValue(spelling.charCodeAt(at + 3));
  if (at + 4 <= end && high < 16 && low < 16) {
    bytes.push(high * 16 + low);
    return at + 4;
  }
  problem(CODE.badEscape, at, at + 2, '`\\x` needs two hexadecimal digits');
  return at + 2;
}

function decodeUnicodeEscape(
  spelling: string,
  at: number,
  end: number,
  bytes: number[],
  problem: LiteralProblem,
): number {
  let close = at + 3;
  let code = 0;
  while (close < end && close - at < 10 && digitValue(spelling.charCodeAt(close)) < 16) {
    code = code * 16 + digitValue(spelling.charCodeAt(close++));
  }
  if (spelling[at + 2] !== '{' || spelling[close] !== '}' || close === at + 3 || close - at > 9) {
    const hint = 'such as `\\u{1F600}`';
    problem(CODE.badEscape, at, at + 2, '`\\u` needs one to six hexadecimal digits in braces', hint);
    return at + 2;
  }
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    problem(CODE.badEscape, at, close + 1, 'this is not a Unicode character');
    return close + 1;
  }
  pushUtf8(bytes, code);
  return close + 1;
}

/** Appends the UTF-8 of a code point; half of a surrogate pair becomes U+FFFD. */
function pushUtf8(bytes: number[], code: number): void {
  if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  else if (code < 0x10000) {
    bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  } else {
    bytes.push(
      0xf0 | (code >> 18),
      0x80 | ((code >> 12) & 0x3f),
      0x80 | ((code >> 6) & 0x3f),
      0x80 | (code & 0x3f),
    );
  }
}
