// Every mistake that the checker can report: its code, a title for the reference, and the smallest
// program that makes it. A test compiles each example and expects exactly its code to appear.

export interface CodeEntry {
  /** What is wrong, as a short title. */
  readonly title: string;
  /** A whole program that produces the code. */
  readonly example: string;
}

// Constants each of which needs the next.
const forwardChain = (length: number): string =>
  Array.from({ length }, (_, i) => `A${i} :: A${i + 1};`).join(' ') + ` A${length} :: 1;`;

/** E02xx: names, declarations and types. E03xx: expressions and statements. W03xx: warnings. */
export const SEMANTIC_CODES = {
  E0201: { title: 'Unknown name', example: 'fn main() { x = 1; }' },
  E0202: { title: 'Name declared twice in one scope', example: 'fn f() {} fn f() {} fn main() {}' },
  E0203: { title: 'Not a type', example: 'x: Missing; fn main() {}' },
  E0204: { title: 'A type where a value is needed', example: 'fn main() { x := i32; }' },
  E0205: { title: 'A type that contains itself', example: 'type A struct { a: A } fn main() {}' },
  E0206: { title: 'Defined in terms of itself', example: 'A :: B; B :: A; fn main() {}' },
  E0207: {
    title: 'A nested function uses a local of the enclosing one',
    example: 'fn main() { x := 1; fn f() i32 { return x; } f(); }',
  },
  E0208: { title: 'Not known while compiling', example: 'fn f() i32 { return 1; } N :: f(); fn main() {}' },
  E0209: { title: 'Impossible array length', example: 'x: [-1]i32; fn main() {}' },
  E0210: { title: 'A type without values cannot be stored', example: 'x: none; fn main() {}' },
  E0211: { title: 'No function `main`', example: 'fn start() {}' },
  E0212: { title: '`main` has the wrong form', example: 'fn main(n: i32) {}' },
  E0213: { title: 'Field or tag declared twice', example: 'type A struct { x: i32, x: i32 } fn main() {}' },
  E0214: { title: 'Type too large', example: 'x: [2000000][2000000]i8; fn main() {}' },
  E0215: { title: 'Impossible enum', example: 'type E enum {} fn main() {}' },
  E0216: { title: 'The name of a built-in type given to something else', example: 'fn main() { i32 := 5; }' },
  E0301: { title: 'Value of another type', example: 'fn main() { x: i64 = 1; y: i32 = x; }' },
  E0302: { title: 'Constant does not fit its type', example: 'fn main() { x: i8 = 200; }' },
  E0303: { title: 'Operands of two types', example: 'fn main() { x: i64 = 1; y: i32 = 1; x = x + y; }' },
  E0304: { title: 'Operator not defined on this type', example: 'fn main() { x := 1.5 % 2.0; }' },
  E0305: { title: 'Not comparable', example: 'fn main() { x := "a" == "b"; }' },
  E0306: { title: 'Condition is not a bool', example: 'fn main() { if 1 {} }' },
  E0307: { title: 'Division by zero', example: 'fn main() { x := 1; x = x / 0; }' },
  E0308: { title: 'Index out of bounds', example: 'fn main() { x: [3]i32; x[3] = 1; }' },
  E0309: { title: 'Not a function', example: 'fn main() { x := 1; x(); }' },
  E0310: { title: 'Wrong number of arguments', example: 'fn f(a: i32) {} fn main() { f(); }' },
  E0311: { title: 'Unknown field', example: 'type P struct { x: i32 } fn main() { p: P; p.y = 1; }' },
  E0312: { title: 'Cannot be indexed', example: 'fn main() { x := 1; x[0] = 1; }' },
  E0313: { title: 'Not a pointer', example: 'fn main() { x := 1; x^ = 2; }' },
  E0314: { title: 'Cannot be assigned', example: 'N :: 1; fn main() { N = 2; }' },
  E0315: { title: 'Has no address', example: 'fn main() { p := &1; }' },
  E0316: { title: 'Impossible cast', example: 'fn main() { x := cast(i32) "a"; }' },
  E0317: { title: 'No value', example: 'fn f() {} fn main() { x := f(); }' },
  E0318: {
    title: 'Wrong fields in a literal',
    example: 'type P struct { x: i32 } fn main() { p := P{1, 2}; }',
  },
  E0319: { title: 'Literal of another type', example: 'fn main() { x: i32 = {1, 2}; }' },
  E0320: { title: 'Wrong number of elements', example: 'fn main() { x: [3]i32 = [1, 2]; }' },
  E0321: { title: 'Type cannot be told', example: 'fn main() { p := nil; }' },
  E0322: { title: 'Malformed print format', example: 'fn main() { print("{"); }' },
  E0323: { title: 'Format and arguments differ in number', example: 'fn main() { print("{}"); }' },
  E0324: { title: 'A string literal is needed', example: 'fn main() { s := "a"; print(s); }' },
  E0325: { title: 'Missing return', example: 'fn f() i32 {} fn main() { f(); }' },
  E0326: { title: 'Wrong return', example: 'fn main() { return 1; }' },
  E0327: { title: 'No loop to leave', example: 'fn main() { break; }' },
  E0328: { title: 'Cannot be iterated', example: 'fn main() { for x in 3 {} }' },
  E0329: { title: 'Not an integer', example: 'fn main() { x: [3]i32; x[1.5] = 1; }' },
  E0330: { title: 'Nested too deeply', example: `${forwardChain(300)} fn main() {}` },
  E0331: { title: 'A builtin can only be called', example: 'fn main() { f := print; }' },
  E0332: { title: 'Unknown tag', example: 'type E enum { a, b } fn main() { e := E.c; }' },
  E0333: {
    title: 'Payload where there is none, or none where there is one',
    example: 'type E enum { a: i32, b } fn main() { e := E.b(1); }',
  },
  E0334: { title: 'Not an enum', example: 'fn main() { x := 1; if x is red {} }' },
  E0335: { title: 'Cannot be switched on', example: 'fn main() { switch 1.5 { else {} } }' },
  E0336: {
    title: 'Malformed case',
    example: 'type E enum { a, b } fn main() { switch E.a { case 1 {} else {} } }',
  },
  E0337: { title: 'Case given twice', example: 'fn main() { switch 1 { case 1 {} case 0..5 {} } }' },
  E0402: {
    title: 'Generic, and not said of what',
    example: 'type L(T: type) struct { x: T } l: L; fn main() {}',
  },
  E0403: {
    title: 'Wrong compile-time arguments',
    example: 'type L(T: type) struct { x: T } l: L(i32, i32); fn main() {}',
  },
  E0404: {
    title: 'Compile-time parameter cannot be inferred',
    example: 'fn zero(T: type)(n: i32) T { x: T; return x; } fn main() { zero(1); }',
  },
  E0405: {
    title: 'Endless instances',
    example: 'fn f(T: type)() { f(*T)(); } fn main() { f(i32)(); }',
  },
  E0406: {
    title: 'Impossible type of a compile-time parameter',
    example: 'fn f(N: *i32)() {} fn main() {}',
  },
  E0407: { title: '`type` outside of compile-time parameters', example: 'fn f(T: type) {} fn main() {}' },
  E0408: {
    title: 'An instance by itself does nothing',
    example: 'fn f(T: type)() {} fn main() { f(i32); }',
  },
  E0409: {
    title: 'Too many parameters',
    example: `fn f(${Array.from({ length: 256 }, (_, i) => `a${i}: i32`).join(', ')}) {} fn main() {}`,
  },
  E0502: { title: 'An import that cannot be read', example: 'import shapes "shapes.rw"; fn main() {}' },
  E0503: { title: 'A file imports itself', example: 'import self "example.rw"; fn main() {}' },
  E0504: { title: 'Not a module', example: 'x: shapes.Rect; fn main() {}' },
  E0505: {
    title: 'A module has no such member',
    example: 'import math "std/math.rw"; fn main() { x := math.squareroot(2.0); }',
  },
  E0506: { title: 'A module is no value', example: 'import math "std/math.rw"; fn main() { x := math; }' },
  E0801: { title: 'A deferred statement cannot leave', example: 'fn main() { defer return; }' },
  E0802: { title: 'Cannot be deferred', example: 'fn main() { defer x := 1; }' },
  E0803: { title: 'Unknown parameter', example: 'fn f(a: i32) {} fn main() { f(b: 1); }' },
  E0804: {
    title: 'Arguments by name in a wrong order or twice',
    example: 'fn f(a: i32) {} fn main() { f(1, a: 1); }',
  },
  E0805: { title: 'Arguments that go by position', example: 'fn main() { print(format: "text"); }' },
  E0806: {
    title: 'A default value uses a parameter',
    example: 'fn f(a: i32, b: i32 = a) {} fn main() { f(1); }',
  },
  E0807: {
    title: 'A condition depends on what it decides about',
    example: '#if N == 1 { N :: 1; } fn main() {}',
  },
  E0808: {
    title: 'An assertion does not hold while compiling',
    example: '#assert(1 > 2, "why"); fn main() {}',
  },
  E0701: {
    title: 'A thread that begins with no call of a function',
    example: 'fn main() { #async print("hi"); }',
  },
  E0702: { title: 'No mutex', example: 'fn main() { n := 1; #sync(n) {} }' },
  E0703: { title: 'A mutex copied', example: 'm: mutex; fn main() { other := m; }' },
  W0701: {
    title: 'A thread gets a pointer into a frame that may be gone',
    example: 'fn f(p: *i32) {} fn main() { n := 1; #async f(&n); }',
  },
  E0811: {
    title: 'A value that nothing uses',
    example: 'type E enum { a: i32, b } fn main() { E.a(1); }',
  },
  W0301: { title: 'Unreachable code', example: 'fn main() { return; print("never"); }' },
  W0302: {
    title: 'Missing cases',
    example: 'type E enum { a, b } fn main() { e := E.a; switch e { case a {} } }',
  },
  W0501: { title: 'An import that is not used', example: 'import math "std/math.rw"; fn main() {}' },
} as const satisfies Record<string, CodeEntry>;

/** E06xx: what is run while compiling. The examples need the library, and something that runs them. */
export const RUN_CODES = {
  E0601: {
    title: 'A trap while compiling',
    example: 'fn f(i: i32) i32 { xs: [2]i32; return xs[i]; } N :: #run f(5); fn main() {}',
  },
  E0602: { title: 'A `#run` that needs itself', example: 'fn f() i32 { return #run f(); } fn main() {}' },
  E0603: {
    title: 'Too many steps while compiling',
    example: 'fn f() { while true {} } #run f(); fn main() {}',
  },
  E0604: {
    title: 'A result of `#run` that is no data',
    example: 'fn f() *i32 { x := 1; return &x; } P :: #run f(); fn main() {}',
  },
  E0605: {
    title: 'A local variable in a `#run`',
    example: 'fn f(n: i32) i32 { return n; } fn main() { n := 1; m := #run f(n); }',
  },
  E0606: {
    title: 'What is not there while compiling',
    example: 'fn getchar() i32; C :: #run getchar(); fn main() {}',
  },
  E0607: {
    title: 'Too large to be run while compiling',
    example: 'fn f() i32 { xs: [100_000_000]i8; xs[0] = 1; return 1; } N :: #run f(); fn main() {}',
  },
} as const satisfies Record<string, CodeEntry>;

export type RunCode = keyof typeof RUN_CODES;
export type SemanticCode = keyof typeof SEMANTIC_CODES | RunCode;
