// Literals: values against an independent reading of the same digits and characters.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeFloat, decodeInteger, decodeString } from '../../language/syntax/literals';

const noProblem = (code: string, _start: number, _end: number, message: string): never =>
  assert.fail(`${code}: ${message}`);

describe('literals', () => {
  it('integers of 64 bits in every base', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => {
        assert.equal(decodeInteger(value.toString(), noProblem), value);
        assert.equal(decodeInteger(`0x${value.toString(16)}`, noProblem), value);
        assert.equal(decodeInteger(`0b${value.toString(2)}`, noProblem), value);
      }),
    );
  });

  // 2⁶⁴ itself may end a range over `u64`.
  it('integers beyond 64 bits are reported', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: (1n << 64n) + 1n, max: 1n << 600n }), (value) => {
        const codes: string[] = [];
        decodeInteger(value.toString(), (code) => codes.push(code));
        assert.deepEqual(codes, ['E0107']);
      }),
    );
  });

  it('`_` between digits changes nothing', () => {
    assert.equal(decodeInteger('1_2_3', noProblem), 123n);
    assert.equal(decodeInteger('0xAB_cd', noProblem), 0xabcdn);
    assert.equal(decodeFloat('1_0.2_5e1_0', noProblem).value, 10.25e10);
  });

  it('floats', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(decodeFloat(value.toString(), noProblem).value, value === 0 ? 0 : value);
      }),
    );
  });

  it('strings are their UTF-8', () => {
    const plain = fc.string({ unit: 'binary' }).filter((text) => !/["\\\n]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        assert.deepEqual(decodeString(`"${text}"`, noProblem), new Uint8Array(Buffer.from(text, 'utf8')));
      }),
    );
  });

  it('any character may be written as an escape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = Array.from(text, (c) => `\\u{${(c.codePointAt(0) as number).toString(16)}}`).join('');
        assert.deepEqual(decodeString(`"${escaped}"`, noProblem), new Uint8Array(Buffer.from(text, 'utf8')));
      }),
    );
  });

  it('any byte may be written as an escape', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const escaped = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
        assert.deepEqual(decodeString(`"${escaped}"`, noProblem), Uint8Array.from(bytes));
      }),
    );
  });
});
