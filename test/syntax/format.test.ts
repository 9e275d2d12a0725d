// The formatter: what it makes of texts, and what holds of every text: only white space changes, no comment
// is lost, and formatting twice is formatting once.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { applyEdits, format } from '../../language/syntax/format/format';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { parse } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';

const ROOT = join(__dirname, '../..');
const RUNS = process.env['ROPEWALK_LONG'] ? 20_000 : 300;

function formatted(text: string): string {
  const result = format(new SourceFile('test.rw', text));
  assert.ok(result.ok, `not read: ${text}`);
  return applyEdits(text, result.edits);
}

/** Formats `text`, given line by line, and holds what must be true of the result. */
function check(text: readonly string[], expected: readonly string[]): void {
  const result = formatted(text.join('\n'));
  assert.equal(result, `${expected.join('\n')}\n`);
  assert.equal(formatted(result), result, 'formatting twice');
}

/** The text without its white space; comments keep theirs inside, as strings do. */
function essence(text: string): string {
  const parts = text.match(/--.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_0-9#]+|[^\s]/g) ?? [];
  return parts.map((part) => part.trimEnd()).join(' ');
}

const PLACES: readonly string[] = [
  ...['id', 'span', 'whole', 'source', 'start', 'end'],
  ...['operatorSpan', 'close', 'header', 'word'],
];

/** The tree without places and numbers. */
function shape(text: string): string {
  const unit = parse(new SourceFile('test.rw', text), new Diagnostics());
  return JSON.stringify(unit.declarations, (key, value: unknown) => {
    if (PLACES.includes(key)) return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

/** What holds of every text that can be read. */
function assertKept(text: string): void {
  const result = format(new SourceFile('test.rw', text));
  if (!result.ok) {
    assert.ok(result.diagnostics.length > 0);
    return;
  }
  const once = applyEdits(text, result.edits);
  for (const { start, end, text: gap } of result.edits) {
    assert.match(text.slice(start, end), /^\s*$/);
    assert.match(gap, /^\s*$/);
  }
  assert.equal(essence(once), essence(text));
  assert.equal(shape(once), shape(text));
  assert.doesNotMatch(once, /[ \t]\n|\n\n\n/);
  assert.equal(formatted(once), once, 'formatting twice');
}

const corpus = ['examples', 'language/std', 'test/fixtures/run', 'test/fixtures/check', 'test/fixtures/debug']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(ROOT, folder, file),
    ),
  )
  .filter((file) => file.endsWith('.rw'));

describe('formatter', () => {
  it('takes away the blanks at the ends of lines, also behind comments', () => {
    const text = 'type P struct {  \n    x: i32,   -- one   \n    -- two  \t \n}  \n\n-- last  \t';
    const once = 'type P struct {\n    x: i32,   -- one\n    -- two\n}\n\n-- last\n';
    assert.equal(formatted(text), once);
    assert.equal(formatted(once), once);
    assert.equal(formatted('-- a  \r\nx: i32;  -- b \r\n'), '-- a\r\nx: i32;  -- b\r\n');
  });

  it('puts blanks where they belong', () => {
    check(
      ['fn f(a:i32,b :*i32)[ ]*i32{x:=a*-b^+ - a; y[ i ]=cast(i64)(a<b) . z; s : [ 4 ] i8; return& s;}'],
      [
        'fn f(a: i32, b: *i32) []*i32 { x := a * -b^ + -a; y[i] = cast(i64) (a < b).z; s: [4]i8; return &s; }',
      ],
    );
    check(
      ['x:=- -1;', 'y:= &p [ 1 .. ] ;', 'z:=! a and~b;'],
      ['x := - -1;', 'y := &p[1..];', 'z := !a and ~b;'],
    );
    check(
      [
        'type P struct{a:i32=1,b:f64}',
        'p:=P {1 , 2.0};',
        'q:=P{ a :1};',
        'r: { x:i32 };',
        's:S= . round( 2 );',
      ],
      [
        'type P struct { a: i32 = 1, b: f64 }',
        'p := P{1, 2.0};',
        'q := P{a: 1};',
        'r: {x: i32};',
        's: S = .round(2);',
      ],
    );
    check(['fn f(){x |>g( 1 );defer  h ();}'], ['fn f() { x |> g(1); defer h(); }']);
  });

  it('gives a block that does not stand on one line lines of its own', () => {
    check(
      [
        'fn f()',
        '{ if a { b(); } else { c(); }',
        'while a',
        '{',
        '}',
        '  if a {',
        'b(); } else { c(); } d();}',
      ],
      [
        'fn f() {',
        '    if a { b(); } else { c(); }',
        '    while a {}',
        '    if a {',
        '        b();',
        '    } else { c(); }',
        '    d();',
        '}',
      ],
    );
  });

  it('keeps an else on its own line behind a block of one line', () => {
    const text = ['fn f() {', '    if a { b(); }', '    else { c(); }', '}'];
    check(text, text);
  });

  it('indents by brackets, and what goes on a statement', () => {
    check(
      [
        'fn f(a: i32,',
        'b: i32) {',
        'x := g(1, [',
        '2',
        ']);',
        'y := a +',
        'b;',
        'if a and',
        'b {',
        'c();',
        '}',
        '}',
      ],
      [
        'fn f(a: i32,',
        '    b: i32) {',
        '    x := g(1, [',
        '        2',
        '    ]);',
        '    y := a +',
        '        b;',
        '    if a and',
        '        b {',
        '        c();',
        '    }',
        '}',
      ],
    );
  });

  it('puts every case of a switch on a line', () => {
    check(
      ['fn f() { switch a { case 1..3,5 { b(); } case -1 {', 'c(); } else {} } }'],
      [
        'fn f() {',
        '    switch a {',
        '        case 1..3, 5 { b(); }',
        '        case -1 {',
        '            c();',
        '        }',
        '        else {}',
        '    }',
        '}',
      ],
    );
  });

  it('keeps one empty line of many, and none at an edge', () => {
    check(
      ['', '', 'a: i32;', '', '', '', 'fn f() {', '', 'b();', '', '', 'c();', '', '}', '', ''],
      ['a: i32;', '', 'fn f() {', '    b();', '', '    c();', '}'],
    );
    check(['a: i32; fn f() {} b: i32;'], ['a: i32;', 'fn f() {}', 'b: i32;']);
    assert.equal(formatted('\n\n'), '');
  });

  it('keeps comments, those in one column in one column', () => {
    const aligned = [
      'type T struct {',
      '    a: i32,      -- one',
      '    bcd: i32,',
      '    ef: i32,     -- two',
      '}',
    ];
    check(aligned, aligned);
    check(
      ['type T struct {', 'a: i32, -- one', 'bcd: i32,', 'ef: i32,   -- two', '}'],
      ['type T struct {', '    a: i32,     -- one', '    bcd: i32,', '    ef: i32,    -- two', '}'],
    );
    const ragged = [
      'fn f() {',
      '    a(); -- one',
      '    bcd(); -- two',
      '',
      '    -- three',
      '    -- four',
      '}',
    ];
    check(ragged, ragged);
    check(
      ['fn f()-- one', '{ if a -- two', '{ } -- three', 'else {} --four', '}'],
      ['fn f()  -- one', '{', '    if a -- two', '    {} -- three', '    else {} --four', '}'],
    );
  });

  it('keeps line ends of the other kind and a byte order mark', () => {
    assert.equal(formatted('\uFEFFa : i32;\r\n\r\n\r\nb : i32;'), '\uFEFFa: i32;\r\n\r\nb: i32;\r\n');
  });

  it('leaves a text with errors alone, and says why', () => {
    const result = format(new SourceFile('test.rw', 'fn f( {'));
    assert.ok(!result.ok);
    assert.match(result.diagnostics[0]?.code ?? '', /^E01/);
  });

  it('has nothing to say of the examples and the library', () => {
    for (const file of corpus.filter((path) => /examples|language\/std/.test(path))) {
      const text = readFileSync(file, 'utf8');
      assert.equal(formatted(text), text, file);
    }
  });

  it('changes white space alone, in every file there is', () => {
    for (const file of corpus) assertKept(readFileSync(file, 'utf8'));
  });

  it('changes white space alone, wherever white space was put or taken', function () {
    this.timeout(RUNS * 100);
    const blank = fc.constantFrom(
      '',
      ' ',
      '\n',
      '\n\n\n',
      '\t',
      ' -- note\n',
      '\n-- note \t\n',
      '  --note\n\n',
    );
    const texts = corpus.map((file) => readFileSync(file, 'utf8')).filter((text) => text.length < 4000);
    const edits = fc.array(fc.tuple(fc.nat(100_000), blank), { minLength: 1, maxLength: 12 });
    const property = fc.property(fc.constantFrom(...texts), edits, (text, changes) => {
      const parts =
        text.match(/--.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_0-9#]+|\s+|[^\s]/g) ?? [];
      for (const [at, gap] of changes) {
        const i = at % parts.length;
        const isGap = /^\s/.test(parts[i] ?? '') && !(parts[i - 1] ?? '').startsWith('--');
        if (isGap) parts[i] = gap;
        else if (!(parts[i] ?? '').startsWith('--')) parts[i] = `${parts[i] ?? ''}${gap}`;
      }
      assertKept(parts.join(''));
    });
    fc.assert(property, { numRuns: RUNS });
  });
});
