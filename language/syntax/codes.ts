// Every syntax error by name, with its code, a title for the documentation and a program that produces it.
//
// A test runs each example and holds that codes are unique and that the example gives its code, so the
// documentation generated from this table cannot go stale.

/** One row of the table of errors. */
export interface CodeEntry {
  /** `E01xx`, or of the range of its feature; once published it never changes its meaning. */
  readonly code: string;
  /** One line without a full stop. */
  readonly title: string;
  /** The smallest text that produces it. */
  readonly example: string;
}

const TABLE = {
  strayCharacter: {
    code: 'E0101',
    title: 'A character that no token of the language contains',
    example: 'price := 5 $ 3;',
  },
  foreignComment: {
    code: 'E0102',
    title: 'A comment in the style of another language',
    example: '// the answer\nanswer := 42;',
  },
  unterminatedString: {
    code: 'E0103',
    title: 'A string literal is not closed on its line',
    example: 'greeting := "hello;',
  },
  badCharacter: {
    code: 'E0104',
    title: 'A character literal is not exactly one byte',
    example: "initial := 'ab';",
  },
  badEscape: {
    code: 'E0105',
    title: 'An escape sequence that does not exist',
    example: 'text := "100\\%";',
  },
  badNumber: {
    code: 'E0106',
    title: 'A number is not written as numbers are',
    example: 'mask := 0b102;',
  },
  numberTooLarge: {
    code: 'E0107',
    title: 'A number is larger than any type can hold',
    example: 'n := 99999999999999999999;',
  },
  expectedToken: {
    code: 'E0110',
    title: 'Something else stands where the grammar needs a certain token',
    example: 'fn main() { for i 0..3 { } }',
  },
  missingSemicolon: {
    code: 'E0111',
    title: 'A statement does not end in `;`',
    example: 'fn main() {\n    print("hello\\n")\n}',
  },
  expectedExpression: {
    code: 'E0112',
    title: 'An expression is missing',
    example: 'x := ;',
  },
  expectedType: {
    code: 'E0113',
    title: 'A type is missing',
    example: 'x: = 5;',
  },
  expectedName: {
    code: 'E0114',
    title: 'A name is missing, or is a reserved word',
    example: 'fn switch() { }',
  },
  unclosed: {
    code: 'E0115',
    title: 'A bracket is not closed',
    example: 'fn main() {\n    print("one\\n");',
  },
  unopened: {
    code: 'E0116',
    title: 'A closing bracket, an `else` or a `case` belongs to nothing',
    example: 'fn main() { } }',
  },
  notADeclaration: {
    code: 'E0117',
    title: 'A statement stands outside every function',
    example: 'print("hello\\n");',
  },
  missingBraces: {
    code: 'E0118',
    title: 'The body of a statement is not in braces',
    example: 'fn main() { if true return; }',
  },
  comparisonChain: {
    code: 'E0119',
    title: 'Comparisons do not chain',
    example: 'fn inside(x: i32) bool { return 0 <= x < 10; }',
  },
  assignmentInExpression: {
    code: 'E0120',
    title: 'An assignment stands where a value is needed',
    example: 'fn main() { x := 1; if x = 2 { } }',
  },
  foreignOperator: {
    code: 'E0121',
    title: 'An operator of another language',
    example: 'both := true && false;',
  },
  literalInCondition: {
    code: 'E0122',
    title: 'A struct literal directly in a condition needs parentheses',
    example: 'fn f(p: Point) { if p == Point{1, 2} { return; } }',
  },
  foreignDeclaration: {
    code: 'E0123',
    title: 'A declaration in the style of another language',
    example: 'let x = 5;',
  },
  foreignLoop: {
    code: 'E0124',
    title: 'A loop in the style of another language',
    example: 'fn main() { for (i := 0; i < 3; i += 1) { } }',
  },
  notAStatement: {
    code: 'E0125',
    title: 'An expression whose value nothing uses stands as a statement',
    example: 'fn main() { 1 + 2; }',
  },
  misplacedDirective: {
    code: 'E0126',
    title: 'A directive where it cannot stand',
    example: 'fn main() { x := #sync(1); }',
  },
  unknownDirective: {
    code: 'E0127',
    title: 'A directive that does not exist',
    example: '#include "stdio.h"',
  },
  tooDeep: {
    code: 'E0128',
    title: 'Brackets, operators or blocks are nested too deep',
    example: `x := ${'('.repeat(600)}1${')'.repeat(600)};`,
  },
  tooManyErrors: {
    code: 'E0129',
    title: 'There are so many errors that the rest are not shown',
    example: 'x := ;\n'.repeat(210),
  },
  badSeparator: {
    code: 'E0130',
    title: 'The elements of a list are not separated by commas',
    example: 'type Point struct { x: f64; y: f64 }',
  },
  missingParameterType: {
    code: 'E0131',
    title: 'A parameter or field is not written `name: type`',
    example: 'fn twice(i32 n) i32 { return n * 2; }',
  },
  misplacedRange: {
    code: 'E0132',
    title: 'A range stands where it is not a value',
    example: 'r := 0..10;',
  },
  foreignType: {
    code: 'E0133',
    title: 'A type in the style of another language',
    example: 'names: i8*;',
  },
  malformedImport: {
    code: 'E0501',
    title: 'An import is not written as imports are',
    example: 'import "std/math.rw";',
  },
  malformedPipe: {
    code: 'E0810',
    title: 'No call behind `|>`',
    example: 'fn f(n: i32) {} fn main() { 1 |> f; }',
  },
  malformedSwitch: {
    code: 'E0134',
    title: 'A `switch` is not written as switches are',
    example: 'fn main() { switch 1 { case 1: print("one\\n"); } }',
  },
} as const satisfies Record<string, CodeEntry>;

/** Names one syntax error. */
export type SyntaxErrorName = keyof typeof TABLE;

/** The code of every syntax error by its name: `CODE.missingSemicolon`. */
export const CODE = Object.fromEntries(
  Object.entries(TABLE).map(([name, entry]) => [name, entry.code]),
) as Readonly<Record<SyntaxErrorName, string>>;

/** The table of syntax errors, in the order of their codes. */
export const SYNTAX_CODES: readonly CodeEntry[] = Object.values(TABLE);
