// The library's mutexes are held where there can be other threads, and nowhere else.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import type { Program } from '../../language/ir/ir';
import { statementsOf } from '../../language/ir/statements';
import { SourceFile } from '../../language/syntax/source';
import { compileText } from './programs';

const WORK = 'fn work(n: i64) { free(heap n); }\n';

/** Whether anything but the library takes a mutex. */
function locks(program: Program): boolean {
  const lock = program.functions.findIndex(({ name }) => name === 'rt_lock');
  return program.functions.some(({ body, isLibrary }) => {
    if (isLibrary) return false;
    return [...statementsOf(body)].some(
      (s) => s.op === 'call' && s.target.kind === 'function' && s.target.id === lock,
    );
  });
}

const holds = (text: string): boolean => locks(compileText(text).program);

describe("the library's mutexes", () => {
  it('are held in programs that start threads', () => {
    assert.ok(holds(`${WORK} fn main() { #async work(1); work(2); }`));
    assert.ok(holds(`${WORK} fn deep() { #async work(1); } fn f() { deep(); } fn main() { f(); work(2); }`));
    assert.ok(holds(`${WORK} fn main() { fn inner() { #async work(1); } inner(); }`));
    assert.ok(holds(`${WORK} fn main() { defer { if 1 > 2 { #async work(1); } } }`));
  });

  it('are held when a thread is started through a pointer, a global, a constant, a default or a field', () => {
    const start = `${WORK} fn start() { #async work(1); }`;
    assert.ok(holds(`${start} fn main() { f := start; f(); }`));
    assert.ok(holds(`${start} table: [1]fn() = [start]; fn main() { table[0](); }`));
    assert.ok(holds(`${start} START :: start; fn main() { START(); }`));
    assert.ok(holds(`${start} fn f(g: fn() = start) { g(); } fn main() { f(); }`));
    assert.ok(holds(`${WORK} fn f(t: thread = #async work(1)) { join(t); } fn main() { f(); }`));
    assert.ok(holds(`${start} type T struct { f: fn() = start } fn main() { t := T{}; t.f(); }`));
    const kept = 'type Kept struct { f: fn() }  fn keep() *Kept { return heap Kept{start}; }';
    assert.ok(holds(`${start} ${kept} KEPT :: #run keep(); fn main() { KEPT.f(); }`));
    assert.ok(holds(`${start} fn pick() fn() { return start; } f := pick(); fn main() { f(); }`));
    assert.ok(holds(`${start} fn pick() fn() { return start; } fn main() { f := #run pick(); f(); }`));
  });

  it('are held when an instance starts threads that the program asks for', () => {
    const generic = `${WORK} fn start(T: type)(x: T) { #if sizeof(T) == 8 { #async work(x); } }`;
    assert.ok(holds(`${generic} fn main() { n: i64 = 1; start(n); }`));
    assert.ok(!holds(`${generic} fn main() { start(true); work(1); }`));
  });

  it('are left alone in all other programs', () => {
    assert.ok(!holds(`${WORK} -- #async work(1);\nfn main() { work(1); print("#async"); }`));
    assert.ok(!holds(`${WORK} fn unused() { #async work(1); } fn main() { work(1); }`));
    assert.ok(!holds(`${WORK} fn main() { fn unused() { #async work(1); } work(1); }`));
    assert.ok(!holds(`${WORK} fn main() { t: typeof(#async work(1)); work(1); }`));
    assert.ok(!holds(`${WORK} #if 1 > 2 { fn main() { #async work(1); } } else { fn main() { work(1); } }`));
  });

  it('are held while compiling if what is run starts threads', () => {
    const text = `${WORK}
      fn one() i64 { work(1); return 1; }
      fn two() i64 { work(1); join(#async work(2)); return 2; }
      ONE :: #run one();
      TWO :: #run two();
      fn main() { work(ONE + TWO); }`;
    const compiled = compile(new SourceFile('test.rw', text));
    assert.ok(compiled.ok, compiled.diagnostics[0]?.message);
    assert.deepEqual(
      [...compiled.runs, compiled].map(({ program }) => locks(program)),
      [false, true, false],
    );
  });
});
