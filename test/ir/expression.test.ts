// Expressions that the debugger compiles: in a frame, with variables in registers and in memory, calls, texts
// and assignments. Each is verified and run by the machine, in the middle of a program.
import assert from 'node:assert/strict';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { lowerExpression, type Fragment, type FragmentResult } from '../../language/ir/lower/fragment';
import { offsetOf } from '../../language/ir/frame-layout';
import type * as ir from '../../language/ir/ir';
import { Safepoints } from '../../language/ir/safepoints';
import { verify } from '../../language/ir/verifier';
import { checkAssignment, checkExpression } from '../../language/semantics/checker';
import { sizeOf, type Type } from '../../language/semantics/types';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { parseExpression } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';
import { compileText, type CompiledFile } from './programs';

const PROGRAM = `
type Point struct { x: i32, y: i32 = 7 }
type Pair struct { name: string, at: Point }
TABLE :: [10, 20, 30];
counter: i64 = 5;
points: [2]Point;

fn twice(n: i32) i32 { counter += 1; return n * 2; }
fn middle(p: Point, q: Point) Point { return Point{(p.x + q.x) / 2, (p.y + q.y) / 2}; }
fn tail(xs: []i32) []i32 { return xs[1..]; }
fn unused(p: *Pair) i64 { return p.name.count; }

fn work(a: i32, small: i8, ratio: f64, xs: []i32, p: Point) i32 {
    taken := 40;
    pointer := &taken;
    pair := Pair{"hello", p};
    flag := a > 2;
    pointer^ += 2;
    return a; -- here
}

fn main() i32 {
    xs := [1, 2, 3, 4];
    return work(3, -5, 0.5, xs, Point{6, 8});
}
`;

class Session {
  readonly compiled: CompiledFile = compileText(PROGRAM);
  readonly machine = new Machine(this.compiled.program, outputOnlyHost(), { memoryLimit: 16 * 2 ** 20 });

  constructor() {
    const here = PROGRAM.indexOf('return a; -- here');
    while (this.safepoint.span.start !== here) this.machine.run({ steps: 1, breakpoints: 'ignore' });
  }

  get safepoint() {
    const { machine, compiled } = this;
    const found = compiled.program.safepoints.at(machine.safepointOf(machine.topFrame));
    assert.ok(found);
    return found;
  }

  lower(text: string, form: 'store' | 'return' = 'store'): FragmentResult & { type?: Type } {
    const { program, debug } = this.compiled;
    const diagnostics = new Diagnostics();
    const [left, right] = text.split(' = ');
    const expression = parseExpression(new SourceFile('expression', left as string), diagnostics);
    const assigned =
      right === undefined ? undefined : parseExpression(new SourceFile('expression', right), diagnostics);
    const { span, scope: scopeId, function: fnId } = this.safepoint;
    const scope = debug.scopes[scopeId] ?? debug.checked.scope;
    const fn = debug.functions.get(fnId);
    const { tables } = assigned
      ? checkAssignment(debug.checked, expression, assigned, scope, span.start, fn?.symbol, diagnostics)
      : checkExpression(debug.checked, expression, scope, span.start, fn?.symbol, diagnostics);
    assert.deepEqual(
      diagnostics.list.map((d) => d.message),
      [],
    );
    const evaluated = program.functions[fnId];
    const frame = fn && evaluated && { fn: evaluated, homes: fn.homes };
    const id = this.machine.reserveFunction();
    return lowerExpression({ program, debug, tables, expression, assigned, scope, frame, id, form });
  }

  evaluate(text: string): unknown {
    const { machine } = this;
    const fragment = this.lower(text);
    assert.ok(fragment.ok, fragment.ok ? '' : fragment.message);
    assert.deepEqual(verifyFragment(this.compiled.program, fragment), []);
    machine.addFunctions([fragment.fn]);
    const result = machine.takeData(fragment.size + fragment.texts.length + 16) as number;
    const texts = result + Math.ceil(fragment.size / 8) * 8;
    machine.memory.set(fragment.texts, texts);
    machine.beginCall(fragment.fn.id, machine.topFrame, [
      BigInt(machine.topFrame),
      BigInt(result),
      BigInt(texts),
    ]);
    const end = machine.run({ steps: 1_000_000, breakpoints: 'ignore' });
    assert.equal(end.kind, 'exit', JSON.stringify(end));
    return valueOf(machine.memory, result, fragment.type);
  }
}

/** The program with the fragment in it must be well formed. */
function verifyFragment(program: ir.Program, { fn, safepoints }: Fragment): string[] {
  const functions = [...program.functions];
  functions[fn.id] = fn;
  return verify({ ...program, functions, safepoints: Safepoints.of([...program.safepoints, ...safepoints]) });
}

function valueOf(memory: Uint8Array, at: number, type: Type): unknown {
  const view = new DataView(memory.buffer, at, sizeOf(type));
  switch (type.kind) {
    case 'integer':
      return type.bits === 64
        ? view.getBigInt64(0, true)
        : type.bits === 32
          ? view.getInt32(0, true)
          : view.getInt8(0);
    case 'float':
      return view.getFloat64(0, true);
    case 'bool':
      return view.getUint8(0) === 1;
    case 'slice': {
      const [data, count] = [Number(view.getBigUint64(0, true)), Number(view.getBigInt64(8, true))];
      const step = sizeOf(type.element);
      return Array.from({ length: count }, (_, i) => valueOf(memory, data + i * step, type.element));
    }
    case 'array':
      return Array.from({ length: type.length }, (_, i) =>
        valueOf(memory, at + i * sizeOf(type.element), type.element),
      );
    case 'struct':
      return type.fields.map((field) => valueOf(memory, at + field.offset, field.type));
    default:
      return undefined;
  }
}

const text = (s: string) => Array.from(s, (c) => c.charCodeAt(0));

describe('expressions for the debugger', () => {
  const cases: [string, unknown][] = [
    ['a + 1', 4],
    ['small', -5],
    ['ratio * 4.0', 2],
    ['flag and a == 3', true],
    ['xs', [1, 2, 3, 4]],
    ['xs.count', 4n],
    ['xs[a]', 4],
    ['xs[1..3]', [2, 3]],
    ['tail(tail(xs))', [3, 4]],
    ['taken', 42],
    ['pointer^', 42],
    ['p', [6, 8]],
    ['p.y', 8],
    ['pair', [text('hello'), [6, 8]]],
    ['pair.at.x', 6],
    ['"text"', text('text')],
    ['"text"[1]', 101],
    ['counter', 5n],
    ['twice(a) + twice(taken) * cast(i32) counter', 6 + 84 * 7],
    ['middle(p, Point{2, 2})', [4, 5]],
    ['middle(middle(p, p), points[0]).y', 4],
    ['Point{x: twice(4)}', [8, 7]],
    ['TABLE[a - 1]', 30],
    ['TABLE', [10, 20, 30]],
    ['[a, 2, 3]', [3, 2, 3]],
    ['flag and twice(a) > 5 or p.x == 1', true],
    ['a = 9', 9],
    ['pair.name = "other"', text('other')],
    ['xs = tail(xs)', [2, 3, 4]],
    ['p = Point{p.y, p.x}', [8, 6]],
    ['points[twice(0)] = middle(p, p)', [6, 8]],
    ['counter = counter + 1', 6n],
  ];
  for (const [expression, expected] of cases) {
    it(expression, () => assert.deepEqual(new Session().evaluate(expression), expected));
  }

  it('an assignment changes the variable in its home', () => {
    const session = new Session();
    const frame = session.machine.topFrame;
    const { debug, program } = session.compiled;
    const fn = debug.functions.get(session.safepoint.function);
    const [home] = [...(fn?.homes ?? [])].filter(([symbol]) => symbol.name === 'a').map(([, found]) => found);
    assert.ok(fn && home?.kind === 'register');
    const at = frame + offsetOf(program.functions[fn.id] as ir.Function, home.local);
    session.evaluate('a = 9');
    assert.equal(new DataView(session.machine.memory.buffer).getInt32(at, true), 9);
  });

  it('only what neither calls nor stores is pure', () => {
    const session = new Session();
    const isPure = (expression: string) => {
      const fragment = session.lower(expression, 'return');
      return fragment.ok && fragment.isPure;
    };
    assert.equal(isPure('a > 2 and xs[1] == 2 or pair.at.x < taken'), true);
    assert.equal(isPure('twice(a) > 2'), false);
    assert.equal(isPure('Point{a, 2}.x == 3'), false);
    assert.equal(isPure('flag'), true);
  });

  it('the pure form returns its value, and takes the frame alone', () => {
    const fragment = new Session().lower('a > 2', 'return');
    assert.ok(fragment.ok);
    assert.deepEqual(fragment.fn.results, ['bool']);
    assert.equal(fragment.fn.parameterCount, 1);
  });
});
