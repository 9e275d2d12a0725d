// The longest function that is allowed runs, and stops in its middle.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { SourceFile } from '../../language/syntax/source';

describe('the longest function', () => {
  it('runs to its end, from any stop', () => {
    const text = `fn f() {} fn main() i32 { x := 0; ${'f(); x += 1; '.repeat(9990)} return x % 100; }`;
    const compiled = compile(new SourceFile('long.rw', text));
    assert.ok(compiled.ok);
    const machine = new Machine(compiled.program, outputOnlyHost(), { memoryLimit: 4 << 20 });
    for (;;) {
      const end = machine.run({ steps: 4999, breakpoints: 'stop' });
      if (end.kind === 'steps') continue;
      assert.deepEqual(end, { kind: 'exit', code: 90, byReturn: true });
      break;
    }
  });
});
