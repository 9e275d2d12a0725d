// Every invariant of the verifier, broken once, in the text form.
import { deepEqual, match } from 'node:assert/strict';
import { readProgram } from '../../language/ir/reader';
import { verify } from '../../language/ir/verifier';

/** A program whose main has some locals and a body. */
function problems(locals: string, body: string, more = ''): string[] {
  const text = `main @main
    source 0 "a.rw"
    external @abs (i32) -> (i32)
    rodata 4 "61626364"
    globals 8 ""
    function @f (%a.0: i32) -> (i32) at 0:0..1 { return %a.0 }
    function @main () -> () at 0:0..1 { ${locals} ${body} }
    ${more}`;
  return verify(readProgram(text));
}

function expectProblem(code: string, locals: string, body: string, more = ''): void {
  const found = problems(locals, body, more);
  match(found.join('\n'), new RegExp(`\\b${code}\\b`), `no ${code} in ${JSON.stringify(found)}`);
}

const S = '[0 statement 0:0..1 in 0]';
const C = '[1 continuation 0:0..1 in 0]';

describe('verifier', () => {
  it('finds nothing in a good function', () => {
    const body = `${S} call @f (1:i32) -> %x.0 ${C} set %x.0 = add.i32(%x.0, 1:i32)
      loop L0 { [2 statement 0:0..1 in 0] if less.i32(%x.0, 0:i32) { break L0 } } return`;
    deepEqual(problems('%x.0: i32', body), []);
  });

  it('V01 ids agree with indices', () => {
    expectProblem('V01', '', `[1 statement 0:0..1 in 0] nop return`);
  });
  it('V02 parameters are registers, alignments powers of two', () => {
    expectProblem('V02', '%m.0: memory 4 align 3', 'return');
    expectProblem('V02', '', 'return', 'function @g (%m.0: memory 4 align 4) -> () at 0:0..1 { return }');
  });
  it('V03 what is named exists', () => {
    expectProblem('V03', '%x.0: i32', 'set %x.7 = 1:i32 return');
    expectProblem('V03', '%x.0: ptr', 'set %x.0 = rodata+5 return');
    expectProblem('V03', '%x.0: ptr %m.1: memory 4 align 4', 'set %x.0 = &%m.1+5 return');
    expectProblem('V03', '', 'return', 'relocate globals 4 to @f');
  });
  it('V04 types agree', () => {
    expectProblem('V04', '%x.0: i32', 'set %x.0 = 1:i64 return');
    expectProblem('V04', '%x.0: i32', 'set %x.0 = add.i32(1:i32, 1:i8) return');
    expectProblem('V04', '%x.0: i32', 'set %x.0 = less.i32(1:i32, 2:i32) return');
    expectProblem('V04', '%x.0: i32', 'if %x.0 { return } return');
    expectProblem('V04', '%x.0: i32', 'set %x.0 = not.i32(%x.0) return');
    expectProblem('V04', '%x.0: i32', 'store.i32 pointer [%x.0 + 0] = 1:i32 return');
  });
  it('V05 constants are in range', () => {
    expectProblem('V05', '%x.0: i8', 'set %x.0 = 128:i8 return');
    expectProblem('V05', '%x.0: bool', 'set %x.0 = 2:bool return');
    expectProblem('V05', '%x.0: f32', 'set %x.0 = 0.1:f32 return');
  });
  it('V06 registers, memory and scratch locals are used as such', () => {
    expectProblem('V06', '%m.0: memory 4 align 4', 'set %m.0 = 1:i32 return');
    expectProblem('V06', '%x.0: ptr', 'set %x.0 = &%x.0+0 return');
    expectProblem('V06', '%s.0: scratch i32', 'set %s.0 = 1:i32 return');
    expectProblem('V06', '%s.0: scratch i32 %x.1: i32', 'set %x.1 = %s.0 return');
    expectProblem('V06', '%x.0: i32', 'set %x.0 = let %x.0 = 1:i32 in 2:i32 return');
    expectProblem(
      'V06',
      '%s.0: scratch i32 %x.1: i32',
      'set %x.1 = let %s.0 = 1:i32 in let %s.0 = 2:i32 in %s.0 return',
    );
  });
  it('V07 frame addresses need a frame', () => {
    expectProblem('V07', '%x.0: ptr', 'set %x.0 = frame+16 return');
  });
  it('V08 calls agree with signatures', () => {
    expectProblem('V08', '', `${S} call @f () return`);
    expectProblem('V04', '', `${S} call @f (1:i64) return`);
    expectProblem('V08', '%x.0: i64', `${S} call @f (1:i32) -> %x.0 return`);
    expectProblem('V08', '%x.0: i32', `${S} call external @abs (1:i32) -> %x.0, %x.0 return`);
  });
  it('V09 functions return what they say', () => {
    expectProblem('V09', '', 'return 1:i32');
    expectProblem('V09', '', 'nop');
    expectProblem('V09', '', 'block L0 { break L0 }');
  });
  it('V10 jumps go to what is around them', () => {
    expectProblem('V10', '', 'break L0');
    expectProblem('V10', '', `block L0 { ${S} continue L0 }`);
    expectProblem('V10', '', 'block L0 { nop } block L0 { nop } return');
  });
  it('V11 nothing follows a jump', () => {
    expectProblem('V11', '', 'return nop');
    expectProblem('V11', '', `loop L0 { ${S} nop } return`);
  });
  it('V12 a safepoint has one place', () => {
    expectProblem('V12', '', `${S} nop ${S} nop return`);
  });
  it('V13 calls, and what may trap behind them, have safepoints', () => {
    expectProblem('V13', '%x.0: i32', 'call @f (1:i32) -> %x.0 return');
    expectProblem(
      'V13',
      '%x.0: i32',
      `${S} call @f (1:i32) -> %x.0 set %x.0 = divide.i32(1:i32, %x.0) return`,
    );
    deepEqual(
      problems('%x.0: i32', `${S} call @f (1:i32) -> %x.0 set %x.0 = divide.i32(%x.0, 2:i32) return`),
      [],
    );
  });
  it('V14 every round of a loop passes a safepoint', () => {
    expectProblem('V14', '%x.0: bool', `loop L0 { if %x.0 { break L0 } } return`);
    expectProblem(
      'V14',
      '%x.0: bool',
      `loop L0 { if %x.0 { continue L0 } ${S} nop if %x.0 { break L0 } } return`,
    );
    expectProblem('V14', '%x.0: bool', `loop L0 { block L1 { if %x.0 { break L1 } ${S} return } } return`);
  });
  it('V15 traps are known', () => {
    expectProblem('V15', '', 'trap "sneeze" (0:i64, 0:i64)');
    expectProblem('V15', '', 'trap "panic" (0:i64, 0:i64, 0:i64)');
  });
  it('V16 the ranges of a switch are its own', () => {
    const over = (type: string, ranges: string) =>
      `switch.${type} %x.0 { case ${ranges} { nop } else { nop } } return`;
    deepEqual(problems('%x.0: u64', over('u64', '3, 0..3, 9..18446744073709551616')), []);
    deepEqual(problems('%x.0: bool', over('bool', '0, 1')), []);
    expectProblem('V16', '%x.0: f64', over('f64', '3'));
    expectProblem('V16', '%x.0: ptr', over('ptr', '3'));
    expectProblem('V16', '%x.0: u64', over('u64', '-1'));
    expectProblem('V16', '%x.0: i8', over('i8', '100..129'));
    expectProblem('V16', '%x.0: i32', over('i32', '3..3'));
    expectProblem('V16', '%x.0: i32', over('i32', '0..4, 3'));
    expectProblem('V04', '%x.0: i32', over('i64', '3'));
  });
});
