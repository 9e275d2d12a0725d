// The binary encoder: numbers at the edges, and a module that a second reader (wabt) accepts.
import assert from 'node:assert/strict';
import { Code } from '../../language/interpreter/wasm/code';
import { Bytes, I32, I64, ModuleBuilder } from '../../language/interpreter/wasm/encoder';

describe('encoder', () => {
  const s32 = (value: number) => [...new Bytes().s32(value).view()];
  const s64 = (value: bigint) => [...new Bytes().s64(value).view()];

  it('encodes signed numbers in as few bytes as possible', () => {
    assert.deepEqual(s32(0), [0]);
    assert.deepEqual(s32(63), [63]);
    assert.deepEqual(s32(64), [0xc0, 0x00]);
    assert.deepEqual(s32(-64), [0x40]);
    assert.deepEqual(s32(-65), [0xbf, 0x7f]);
    assert.deepEqual(s64(-1n), [0x7f]);
    assert.deepEqual(s64(-(2n ** 63n)), [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]);
    assert.deepEqual(s64(2n ** 64n - 1n), s64(-1n));
  });

  it('makes a module that wabt reads and the engine runs', async () => {
    const builder = new ModuleBuilder();
    const type = builder.type([I32, I64], [I64]);
    assert.equal(builder.type([I32, I64], [I64]), type);
    const code = new Code();
    const end = code.block();
    code.get(0).op('i32.eqz').brIf(end).get(1).i64(-5n).op('i64.add').op('return').end().i64(7n);
    const index = builder.addFunction({ type, locals: [], code: code.bytes });
    builder.exportFunction('f', index);
    const bytes = builder.encode();

    const wabt = await (await import('wabt')).default();
    const text = wabt.readWasm(bytes, {}).toText({});
    assert.match(text, /\(export "f" \(func 0\)\)/);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
    const f = instance.exports['f'] as unknown as (a: number, b: bigint) => bigint;
    assert.equal(f(1, 12n), 7n);
    assert.equal(f(0, 12n), 7n);
    assert.equal(f(1, 13n), 8n);
  });
});
