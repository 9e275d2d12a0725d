// The text form where the lowered programs do not reach: rare operations, and texts that are no IR.
import { deepEqual, equal, match, throws } from 'node:assert/strict';
import fc from 'fast-check';
import type { ConstantExpression, Expression } from '../../language/ir/ir';
import { printProgram } from '../../language/ir/printer';
import { readProgram } from '../../language/ir/reader';
import { IrSyntaxError } from '../../language/ir/reader-tokens';

const RARE = `main @"print []i32"
source 0 "a b.rw" library
external @puts (ptr) -> (i32)
rodata 3 "0aff01"
globals 24 ""
relocate globals 0 to rodata 1
relocate globals 8 to @f~1
relocate globals 16 to globals 0

function @"print []i32" (%frame.0: ptr, %xs.count.1: i64) -> (i32, f64) library at 0:1..20 {
  %m.2: memory 32 align 8
  %s.3: scratch ptr
  %.4: i32
  [0 statement 0:1..2 in 0] nop
  switch.i64 %.4 {
    case 1, -9..-2, 9000000000 {
      [1 continuation 0:1..5 in 3] call pointer @f~1 as (ptr) -> (i32) (&%m.2+8) -> %.4
    }
    else {
      fill none [&%m.2+0] with 0:i32 size 32:i64
    }
  }
  copy none [&%m.2+0] from pointer [frame+16] size 8:i64
  return convert.u8.i32(load.u8 pointer [let %s.3 = rodata+0 in %s.3 + 4]), -inf:f64
}

function @f~1 (%p.0: ptr) -> () at 0:1..20 {
  return
}

function @f~2 () -> () at 0:1..20 {
  trap "slice" (1:i64, 2:i64, 3:i64)
}
`;

describe("the IR's text form", () => {
  it('keeps what it reads', () => {
    equal(printProgram(readProgram(RARE)), RARE);
  });

  it('keeps every constant', () => {
    const constant = fc.oneof(
      fc.double().map((value): ConstantExpression => ({ op: 'constant', type: 'f64', value })),
      fc
        .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
        .map((value): ConstantExpression => ({ op: 'constant', type: 'i64', value })),
      fc.integer().map((value): ConstantExpression => ({ op: 'constant', type: 'i32', value })),
    );
    fc.assert(fc.property(constant, (value) => deepEqual(throughText(value), value)));
  });

  it('says in which line a text is no IR', () => {
    for (const [text, message] of [
      ['main @f', /line 1: no function is named @f/],
      ['rodata 1\n"00"\nhello', /line 3: hello is none of main/],
      ['source 0 "a"\nfunction @f () -> () at 0:0..0 {\n jump\n}', /line 3: jump is no statement/],
      ['source 0 "a"\nfunction @f () -> () at 0:0..0 {\n return frob(1)\n}', /line 3: frob is no expression/],
      ['function @f () -> () at 0:0..0 {', /ends too early/],
    ] as const) {
      throws(
        () => readProgram(text),
        (error) => error instanceof IrSyntaxError && (match(error.message, message), true),
      );
    }
  });
});

function throughText(value: Expression): Expression | undefined {
  const program = readProgram('main @f source 0 "a"\nfunction @f () -> (i32) at 0:0..0 { return 0:i32 }');
  const [fn] = program.functions;
  if (fn) fn.body = [{ op: 'return', values: [value] }];
  const [back] = readProgram(printProgram(program)).functions[0]?.body ?? [];
  return back?.op === 'return' ? back.values[0] : undefined;
}
