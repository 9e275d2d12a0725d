// What people type out of habit from C, Go, Rust and Python, and what to write here instead.
//
// Only words live here: the parser decides where a habit is recognised, and goes on as if the right
// thing had been written, so that one habit is one error.
import type { TokenKind } from './token';

/** Words that begin a variable in other languages. */
const VARIABLE_WORDS: ReadonlySet<string> = new Set(['let', 'var', 'const', 'auto', 'mut', 'val', 'static']);
/** Words that begin a function in other languages. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(['func', 'function', 'fun', 'def', 'proc']);

export function isVariableWord(word: string): boolean {
  return VARIABLE_WORDS.has(word);
}

export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/** Types of this language and of others, by which `i32 n` and `n i32` are told apart. */
const OWN_TYPES: ReadonlySet<string> = new Set([
  'i8',
  'i16',
  'i32',
  'i64',
  'u8',
  'u16',
  'u32',
  'u64',
  'f32',
  'f64',
  'bool',
  'none',
  'string',
]);
/** For each of the language's types: what other languages call it. */
const FOREIGN_NAMES = {
  i32: 'int signed int32 int32_t',
  u32: 'uint unsigned uint32 uint32_t',
  i8: 'char int8 int8_t',
  i16: 'short int16 int16_t',
  i64: 'long isize int64 int64_t',
  f32: 'float float32',
  f64: 'double float64',
  none: 'void',
  u64: 'size_t usize uint64 uint64_t',
  string: 'str String',
  u8: 'byte uint8 uint8_t',
  bool: 'boolean',
  u16: 'uint16 uint16_t',
};

const FOREIGN_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(FOREIGN_NAMES).flatMap(([own, names]) => names.split(' ').map((name) => [name, own])),
);

/** Whether a word is a type of another language and none of this one. */
export function isForeignType(word: string): boolean {
  return FOREIGN_TYPES.has(word);
}

/** What a type is called here; undefined if the word is of no language that is known. */
export function ownTypeName(word: string): string | undefined {
  return FOREIGN_TYPES.get(word);
}

/** Whether of two names without a colon the first is the type, as in C, rather than the second, as in Go. */
export function isTypeFirst(first: string, second: string): boolean {
  if (OWN_TYPES.has(first) || FOREIGN_TYPES.has(first)) return true;
  if (OWN_TYPES.has(second) || FOREIGN_TYPES.has(second)) return false;
  return /^[A-Z]/.test(first) && !/^[A-Z]/.test(second);
}

/** How an error shows one character that may not be printable. */
export function describeCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const isPrintable = (code > 0x20 && code < 0x7f) || (code > 0x200f && code !== 0x2028 && code !== 0x2029);
  if (code === 0x60) return 'backtick';
  return isPrintable && code < 0xd800 ? `\`${String.fromCodePoint(code)}\`` : name;
}

/** What to write instead of a character that no token contains. */
export function hintForCharacter(text: string, at: number): string | undefined {
  const c = text[at] as string;
  if ('\u201c\u201d\u201e\u201f\u00ab\u00bb'.includes(c)) return 'strings are quoted with `"`';
  if ('\u2018\u2019\u201a\u201b'.includes(c)) return "characters are quoted with `'`";
  if (c === '?') return 'there is no `?:`; use `if` and `else`';
  if (c === '`') return 'strings are quoted with `"`';
  if (c === '\\') return 'a statement goes on over line ends by itself';
  if (c === '@') return 'an address is taken with `&`';
  if (c === '\u00a0') return 'this is a no-break space; type a plain one';
  return undefined;
}

/** For each operator of other languages: what to write here. */
export const OPERATOR_HINTS: Partial<Record<TokenKind, string>> = {
  '&&': 'write `and`',
  '||': 'write `or`',
  '++': 'write `+= 1`',
  '->': 'a field is reached through a pointer with `.` too',
  '=>': 'there are no function expressions; name the function with `fn`',
  '...': 'a range is written `lo..hi`, without `hi`',
  '..=': 'a range is written `lo..hi`, without `hi`; write `lo..hi + 1`',
  '..<': 'a range `lo..hi` is half open already',
  '::': 'what a type or a module has is reached with `.`',
};

/** What to write instead of a word that stands between two operands elsewhere. */
export const INFIX_HINTS: ReadonlyMap<string, string> = new Map([
  ['as', 'write `cast(T) value`'],
  ['mod', 'write `%`'],
  ['xor', 'exclusive or is written `~`'],
]);

/** The kinds of directives that the language has, with what they do. */
export const DIRECTIVES: ReadonlySet<string> = new Set(['#run', '#if', '#assert', '#async', '#sync']);

/** What to write instead of a name that stands where a statement cannot. */
export const WORD_HINTS: ReadonlyMap<string, string> = new Map([
  ['then', 'leave out `then`'],
  ['pub', 'leave out `pub`'],
  ['public', 'leave out `public`'],
  ['private', 'leave out `private`'],
  ['export', 'leave out `export`'],
  ['inline', 'leave out `inline`'],
  ['extern', 'leave out `extern`: a function without a body is external'],
  ['not', 'write `!` for not'],
  ['elif', 'write `else if`'],
  ['elsif', 'write `else if`'],
  ['elseif', 'write `else if`'],
  ['loop', 'write `while true`'],
  ['do', 'there is no `do`; write `while true { … if !again { break; } }`'],
  ['until', 'write `while !…`'],
  ['foreach', 'write `for x in xs`'],
  ['match', 'write `switch`'],
  ['goto', 'there is no `goto`'],
  ['delete', 'write `free(p);`'],
  ['new', 'write `heap value`, or `make(T, n)` for a slice'],
  ['go', 'write `#async f(…)`'],
  ['spawn', 'write `#async f(…)`'],
  ['async', 'write `#async f(…)`'],
  ['await', 'write `join(t)`'],
  ['print', 'the arguments of a call are in parentheses: `print("{}\\n", value)`'],
  ['assert', 'the arguments of a call are in parentheses: `assert(condition)`'],
  ['class', 'write `type Name struct { … }`'],
  ['use', 'write `import name "path.rw";`'],
  ['using', 'write `import name "path.rw";`'],
  ['package', 'a file needs no package declaration'],
]);
