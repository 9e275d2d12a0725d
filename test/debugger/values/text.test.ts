// The texts and children of values, read from a few bytes of made-up memory.
import assert from 'node:assert/strict';
import { childrenOf, describe as describeValue } from '../../../language/debugger/values/children';
import { viewOfBytes } from '../../../language/debugger/values/memory-view';
import { escapedText, floatText } from '../../../language/debugger/values/scalars';
import { valueText } from '../../../language/debugger/values/text';
import type { Value } from '../../../language/debugger/values/value';
import * as types from '../../../language/semantics/types';

const BASE = 0x1000;
const names = { functionName: (pointer: bigint) => (pointer === 3n ? 'main' : undefined) };

/** A memory of 256 bytes from BASE on. */
class Memory {
  readonly bytes = new Uint8Array(256);
  readonly data = new DataView(this.bytes.buffer);
  readonly view = viewOfBytes(this.bytes, BASE);

  value(type: types.Type, address = BASE, expression?: string): Value {
    return { type, home: this.view, address, memory: this.view, hasAddress: true, expression };
  }
  pointer(at: number, to: number | bigint, count?: number): this {
    this.data.setBigUint64(at - BASE, BigInt(to), true);
    if (count !== undefined) this.data.setBigInt64(at - BASE + 8, BigInt(count), true);
    return this;
  }
  text(type: types.Type, address = BASE, format = {}): string {
    return valueText(this.value(type, address), names, format);
  }
}

const span = undefined as unknown as types.Field['span'];
const NODE = types.newStruct('Node', span);
NODE.size = 16;
NODE.align = 8;
NODE.fields = [
  { name: 'value', type: types.I32, offset: 0, span },
  { name: 'next', type: types.pointerTo(NODE), offset: 8, span },
];

describe('texts of values', () => {
  it('writes integers in decimal, in hex as two’s complement, and i8 with its character', () => {
    const memory = new Memory();
    memory.data.setInt32(0, -2, true);
    assert.equal(memory.text(types.I32), '-2');
    assert.equal(memory.text(types.I32, BASE, { hex: true }), '0xfffffffe');
    assert.equal(memory.text(types.U16, BASE), '65534');
    memory.data.setInt8(0, 97);
    assert.equal(memory.text(types.I8), "97 'a'");
    assert.equal(memory.text(types.U8), '97');
    assert.equal(memory.text(types.BOOL), 'true');
  });

  it('writes floats with the digits that print writes', () => {
    const cases: [number, string][] = [
      [100, '100'],
      [0.1, '0.1'],
      [1e21, '1e21'],
      [1.5e-9, '1.5e-9'],
      [NaN, 'nan'],
      [-Infinity, '-inf'],
    ];
    for (const [value, text] of cases) assert.equal(floatText(value, types.F64), text);
    assert.equal(floatText(Math.fround(0.1), types.F32), '0.1');
    assert.equal(floatText(Math.fround(16777217), types.F32), '16777216');
  });

  it('writes structs, arrays and slices in the language’s own terms', () => {
    const memory = new Memory();
    memory.data.setInt32(0, 7, true);
    memory.pointer(BASE + 16, BASE, 2);
    assert.equal(memory.text(NODE), 'Node{value: 7, next: nil}');
    assert.equal(memory.text(types.arrayOf(3, types.I32)), '[7, 0, 0]');
    assert.equal(memory.text(types.sliceOf(types.I32), BASE + 16), '[7, 0]');
  });

  it('quotes and escapes strings, and says when they are cut', () => {
    const memory = new Memory();
    const bytes = new TextEncoder().encode('a"\n\0é€');
    memory.bytes.set(bytes, 64);
    memory.pointer(BASE, BASE + 64, bytes.length);
    assert.equal(memory.text(types.sliceOf(types.I8)), '"a\\"\\n\\0é€"');
    assert.equal(escapedText(Uint8Array.of(0xc3, 0x41, 0xff)), '\\xC3A\\xFF');
    const long = new Uint8Array(4096).fill(120);
    const view = viewOfBytes(long, 0x9000);
    memory.pointer(BASE, 0x9000, 4096);
    const value = { ...memory.value(types.sliceOf(types.I8)), memory: view };
    assert.equal(valueText(value, names), `"${'x'.repeat(200)}"… (4096 bytes)`);
  });

  it('shows what a pointer points at, one level deep', () => {
    const memory = new Memory();
    memory.data.setInt32(0, 7, true);
    memory.pointer(BASE + 8, BASE + 32).pointer(BASE + 40, BASE);
    memory.pointer(BASE + 64, BASE);
    assert.equal(memory.text(types.pointerTo(NODE), BASE + 64), '0x1000 → Node{value: 7, next: 0x1020}');
    assert.equal(memory.text(types.pointerTo(NODE), BASE + 72), 'nil');
  });

  it('says what cannot be read, and names functions', () => {
    const memory = new Memory();
    memory
      .pointer(BASE, 16)
      .pointer(BASE + 8, 3n)
      .pointer(BASE + 16, 9n)
      .pointer(BASE + 24, 2n ** 63n, -5);
    assert.equal(memory.text(types.pointerTo(NODE)), '0x10 → (unreadable)');
    assert.equal(memory.text(types.functionOf([], types.NONE), BASE + 8), 'main');
    assert.equal(memory.text(types.functionOf([], types.NONE), BASE + 16), '0x9 (no function)');
    const slice = (to: bigint, count: bigint, element: types.Type = types.I8): string => {
      memory.pointer(BASE + 24, to);
      memory.data.setBigInt64(32, count, true);
      return memory.text(types.sliceOf(element), BASE + 24);
    };
    // As the bytes have it, also where a double would not.
    const far = '0x7fffffffffffffff';
    assert.equal(slice(2n ** 63n - 1n, -5n), `(bad slice: -5 elements at ${far})`);
    assert.equal(slice(2n ** 63n - 1n, 5n), `(unreadable: 5 bytes at ${far})`);
    assert.match(slice(BigInt(BASE), 2n ** 62n + 1n), /"… \(4611686018427387905 bytes\)$/);
    assert.equal(slice(16n, 2n ** 63n - 1n, NODE), '[(unreadable), …] (9223372036854775807 elements)');
    assert.match(memory.text(NODE, 0), /unreadable/);
  });

  it('cuts what is long, also when it is deep', () => {
    const memory = new Memory();
    assert.match(
      memory.text(types.arrayOf(200, types.I8)),
      /… *\] \(200 elements\)$|, …\] \(200 elements\)$/,
    );
    let type: types.Type = types.I32;
    for (let i = 0; i < 20; i++) type = types.arrayOf(1, type);
    assert.ok(memory.text(type).length < 400);
  });
});

describe('children of values', () => {
  const fieldsOf = (value: Value) =>
    childrenOf(value, 0, 100, names).map((c) => `${c.name}=${c.text} by ${c.expression ?? '-'}`);

  it('are the fields of a struct, also through a pointer', () => {
    const memory = new Memory();
    memory.data.setInt32(0, 7, true);
    memory.pointer(BASE + 64, BASE);
    assert.deepEqual(fieldsOf(memory.value(NODE, BASE, 'n')), ['value=7 by n.value', 'next=nil by n.next']);
    assert.deepEqual(fieldsOf(memory.value(types.pointerTo(NODE), BASE + 64, 'a + b')), [
      'value=7 by (a + b).value',
      'next=nil by (a + b).next',
    ]);
  });

  it('are pages of a long slice', () => {
    const memory = new Memory();
    memory.bytes.forEach((_, i) => (memory.bytes[i] = i));
    memory.pointer(BASE, BASE + 16, 200);
    const value = memory.value(types.sliceOf(types.U8), BASE, 'xs');
    assert.equal(describeValue(value, 'xs', names).indexedChildren, 200);
    const page = childrenOf(value, 198, 10, names);
    assert.deepEqual(
      page.map((c) => [c.name, c.text, c.address]),
      [
        ['[198]', '214', BASE + 214],
        ['[199]', '215', BASE + 215],
      ],
    );
  });

  it('are none where nothing can be read', () => {
    const memory = new Memory();
    memory.pointer(BASE, 0x10, 1_000_000_000);
    const info = describeValue(memory.value(types.sliceOf(types.I32)), 'xs', names);
    assert.equal(info.indexedChildren, 0);
    assert.deepEqual(fieldsOf(memory.value(types.sliceOf(types.I32))), []);
    assert.deepEqual(fieldsOf(memory.value(types.pointerTo(types.NONE))), []);
  });

  it('of a pointer to a scalar are its target', () => {
    const memory = new Memory();
    memory.pointer(BASE + 8, BASE);
    assert.deepEqual(fieldsOf(memory.value(types.pointerTo(types.I32), BASE + 8, 'p')), ['p^=0 by p^']);
  });
});
