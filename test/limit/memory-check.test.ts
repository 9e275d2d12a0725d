// The bounds of the memory check: how many findings, how long a function, how much memory.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { SourceFile } from '../../language/syntax/source';
import { Session } from '../debugger/session';

function checkedMachine(text: string, memoryLimit: number): Machine {
  const compiled = compile(new SourceFile('limit.rw', text));
  assert.ok(compiled.ok);
  return new Machine(compiled.program, outputOnlyHost(), { memoryLimit, memoryCheck: true });
}

describe('the memory check', () => {
  it('looks for 100 findings, and says when there may be more', async () => {
    const text = (count: number): string => `
      fn main() {
          for i in 0..${count} { p := heap i; free(p); p^ = 1; }
      }`;
    const few = await Session.at(text(99));
    await few.go();
    const all = await few.debugger.memoryCheck();
    assert.ok(all.ok);
    assert.deepEqual([all.findings[0]?.count, all.note], [99, undefined]);
    const many = await Session.at(text(1000));
    await many.go();
    const first = await many.debugger.memoryCheck();
    assert.ok(first.ok);
    assert.equal(first.findings[0]?.count, 100);
    assert.match(first.note ?? '', /100 findings or more/);
  });

  it('translates the longest function', () => {
    const text = `fn main() i32 { p := heap 0; ${'p^ = p^ + 1; '.repeat(9990)} return p^ % 100; }`;
    const end = checkedMachine(text, 4 << 20).run({ steps: 1e6, breakpoints: 'ignore' });
    assert.deepEqual(end, { kind: 'exit', code: 90, byReturn: true });
  });

  it('has room for its shadow beside the largest memory', () => {
    const text = `
      fn main() i32 {
          top: *i64;
          for i in 0..14 { top = make(i64, 13000000).data; }
          top^ = 7;
          return cast(i32) top^;
      }`;
    const machine = checkedMachine(text, 2 ** 31);
    const end = machine.run({ steps: 1e6, breakpoints: 'ignore' });
    assert.deepEqual(end, { kind: 'exit', code: 7, byReturn: true });
  });
});
