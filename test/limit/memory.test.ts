// The bounds of a run: depth of calls, large frames, the heap, and the memory that it all has to fit into.
import assert from 'node:assert/strict';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { MEMORY_LIMITS } from '../../language/interpreter/memory-layout';
import { frameLayout } from '../../language/ir/frame-layout';
import type { Function } from '../../language/ir/ir';
import { compileProgram } from '../language/run-program';

const MIB = 2 ** 20;

interface Ended {
  readonly output: string;
  /** The exit code, or the trap's message. */
  readonly end: number | string;
}

function run(text: string, memoryLimit: number): Ended {
  const written: Uint8Array[] = [];
  const program = compileProgram('limit.rw', text);
  const machine = new Machine(
    program,
    outputOnlyHost((_stream, bytes) => written.push(bytes)),
    { memoryLimit },
  );
  const end = machine.run({ steps: 1e9, breakpoints: 'ignore' });
  assert.ok(end.kind === 'exit' || end.kind === 'trap', end.kind);
  return {
    output: Buffer.concat(written).toString(),
    end: end.kind === 'exit' ? end.code : end.trap.message,
  };
}

describe('calls', () => {
  const deep = (depth: number): string => `
    fn down(n: i64) i64 { if n == 0 { return 0; } return down(n - 1) + 1; }
    fn main() { print("{}\\n", down(${depth})); }`;

  it('nest as deep as their frames fit into an eighth of the memory', () => {
    const memory = 64 * MIB;
    const program = compileProgram('limit.rw', deep(1));
    const down = program.functions.find((fn) => fn.name === 'down') as Function;
    const depth = memory / 8 / frameLayout(down).registerSize;
    assert.ok(depth > 100_000);
    // Some frames are those of what calls, and of `print`.
    const most = Math.floor(depth) - 10;
    assert.deepEqual(run(deep(most), memory), { output: `${most}\n`, end: 0 });
    assert.deepEqual(run(deep(Math.ceil(depth)), memory), { output: '', end: 'stack overflow' });
  });

  it('nest hundreds of thousands deep in the usual memory', () => {
    assert.deepEqual(run(deep(600_000), 256 * MIB), { output: '600000\n', end: 0 });
  });
});

describe('the variables of a function', () => {
  const large = (bytes: number): string => `
    fn large() { xs: [${bytes}]i8; xs[${bytes - 1}] = 7; print("{}\\n", xs[${bytes - 1}]); }
    fn main() { large(); }`;

  it('fit an eighth of the memory, or it is said how large they are', () => {
    assert.deepEqual(run(large(8 * MIB - 4096), 64 * MIB), { output: '7\n', end: 0 });
    assert.deepEqual(run(large(8 * MIB + 16), 64 * MIB), {
      output: '',
      end: 'stack overflow: the variables of one function take 8388624 bytes',
    });
  });

  it('may be those of main', () => {
    const text = 'fn main() { xs: [40000000]i8; xs[39999999] = 7; print("{}\\n", xs[39999999]); }';
    assert.deepEqual(run(text, 512 * MIB), { output: '7\n', end: 0 });
    assert.deepEqual(run(text, 256 * MIB), {
      output: '',
      end: 'stack overflow: the variables of one function take 40000000 bytes',
    });
  });
});

describe('the heap', () => {
  const filled = (block: number): string => `
    fn main() {
        count := 0;
        while true { make(i8, ${block})[${block - 1}] = 1; count += 1; print("{}\\n", count); }
    }`;

  it('takes what the stacks leave, in blocks of any size', () => {
    for (const [memory, block, least] of [
      [64, 1_000_000, 45],
      [64, 10_000_000, 4],
      [16, 1_000, 11_000],
    ] as const) {
      const { output, end } = run(filled(block), memory * MIB);
      assert.equal(end, `out of memory: ${block} bytes asked for`);
      const count = output.split('\n').length - 1;
      assert.ok(count >= least && count * block < memory * MIB, `${count} blocks of ${block}`);
    }
  });
});

describe('memory', () => {
  const text = 'fn main() { xs := make(i8, 100); xs[99] = 7; print("{}\\n", xs[99]); }';

  it('is 4 MiB at least, and 2 GiB at most', () => {
    for (const asked of [0, 1, MEMORY_LIMITS.least, MEMORY_LIMITS.most, 2 ** 40])
      assert.deepEqual(run(text, asked), { output: '7\n', end: 0 });
    const half =
      'fn main() { xs := make(i8, 1 << 30); xs[(1 << 30) - 1] = 7; print("{}\\n", xs[(1 << 30) - 1]); }';
    assert.deepEqual(run(half, MEMORY_LIMITS.most), { output: '7\n', end: 0 });
    const more = half.replaceAll('1 << 30', '2100000000');
    assert.deepEqual(run(more, MEMORY_LIMITS.most), {
      output: '',
      end: 'out of memory: 2100000000 bytes asked for',
    });
  });
});
