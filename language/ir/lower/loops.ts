// Loops. Each round passes the loop's own safepoint exactly once: before a `while` looks at its condition,
// and where a `for` goes on to its next round (its first round comes with the statement that begins it).
import type * as ast from '../../syntax/ast';
import type { VariableSymbol } from '../../semantics/symbol';
import { sizeOf, type Type } from '../../semantics/types';
import { binary, integer, not, read, scaled } from '../expressions';
import type * as ir from '../ir';
import { copyAggregate, memoryOf, readScalar, readSlice, settle, writeScalar, writeSlice } from './access';
import { isRegister, type FunctionLowering, type LoopTargets, type LowerBlock } from './context';
import { memoryPlace, type Place } from './place';
import { categoryOf, valueType } from './value-types';

export function lowerWhile(f: FunctionLowering, s: ast.WhileStatement, lowerBlock: LowerBlock): void {
  f.b.loop((label) => {
    f.begin(s.condition.span);
    const condition = f.value(s.condition);
    if (condition.op === 'constant' && condition.value === 1) f.b.nop();
    else f.b.if(not(condition), () => f.b.breakTo(label));
    inLoop(f, { leave: () => f.b.breakTo(label), repeat: () => f.b.continueTo(label) }, () =>
      lowerBlock(f, s.body),
    );
  });
}

export function lowerForRange(f: FunctionLowering, s: ast.ForRangeStatement, lowerBlock: LowerBlock): void {
  f.begin(s.header);
  f.inScope(s, () => {
    const variable = declaredVariable(f, s.variable);
    const type = valueType(variable.type);
    const counter = newCounter(f, variable, type);
    const low = f.value(s.low);
    f.b.set(counter.local, low);
    const high = limit(f, type, s.high);
    counted(
      f,
      s.header,
      counter,
      type,
      high,
      () => counter.publish(),
      () => lowerBlock(f, s.body),
    );
  });
}

/** The upper bound, evaluated once. */
function limit(f: FunctionLowering, type: ir.ValueType, e: ast.Expression): ir.Expression {
  const value = f.value(e);
  if (value.op === 'constant') return value;
  const local = f.b.register('limit', type);
  f.b.set(local, value);
  return read(local);
}

export function lowerForEach(f: FunctionLowering, s: ast.ForEachStatement, lowerBlock: LowerBlock): void {
  f.begin(s.header);
  f.inScope(s, () => {
    const { data, count, element } = captureIterable(f, s.iterable);
    const index = s.index && declaredVariable(f, s.index);
    const counter = index
      ? newCounter(f, index, 'i64')
      : { local: f.b.register('index', 'i64'), publish: () => undefined };
    const item = f.declareVariable(declaredVariable(f, s.variable));
    f.b.set(counter.local, integer('i64', 0));
    const fetch = () => {
      counter.publish();
      const from = memoryPlace(scaled(data, read(counter.local), sizeOf(element)), 'pointer');
      copyValue(f, element, from, item);
    };
    counted(f, s.header, counter, 'i64', count, fetch, () => lowerBlock(f, s.body));
  });
}

/** The slice that is gone through, in registers of its own. */
function captureIterable(
  f: FunctionLowering,
  e: ast.Expression,
): { data: ir.Expression; count: ir.Expression; element: Type } {
  const type = f.typeOf(e);
  if (type.kind !== 'slice' && type.kind !== 'array')
    throw new Error(`ropewalk: a ${type.kind} has no elements`);
  const slice = settle(f, f.slice(e));
  const data = f.b.register('data', 'ptr');
  f.b.set(data, slice.data);
  if (slice.count.op === 'constant') return { data: read(data), count: slice.count, element: type.element };
  const count = f.b.register('limit', 'i64');
  f.b.set(count, slice.count);
  return { data: read(data), count: read(count), element: type.element };
}

function copyValue(f: FunctionLowering, type: Type, from: Place, to: Place): void {
  switch (categoryOf(type)) {
    case 'none':
      return;
    case 'scalar':
      return writeScalar(f, to, type, readScalar(from, type));
    case 'slice':
      return writeSlice(f, to, readSlice(f, from));
    case 'aggregate':
      return copyAggregate(f, memoryOf(to), memoryOf(from), type);
  }
}

/** What counts the rounds. */
interface Counter {
  readonly local: ir.LocalId;
  /** Makes the variable that shows the count right, if it is another than the counter itself. */
  publish(): void;
}

/** A loop variable in memory can be changed through a pointer, which must not change the loop. */
function newCounter(f: FunctionLowering, variable: VariableSymbol, type: ir.ValueType): Counter {
  const place = f.declareVariable(variable);
  if (isRegister(variable) && place.kind === 'register')
    return { local: place.local, publish: () => undefined };
  const local = f.b.register('index', type);
  return { local, publish: () => writeScalar(f, place, variable.type, read(local)) };
}

/** `loop { if counter >= high break; fetch; { body } counter += 1 }` */
function counted(
  f: FunctionLowering,
  header: ast.ForRangeStatement['header'],
  counter: Counter,
  type: ir.ValueType,
  high: ir.Expression,
  fetch: () => void,
  body: () => void,
): void {
  f.b.loop((label) => {
    f.b.if(binary('greater or equal', type, read(counter.local), high), () => f.b.breakTo(label));
    fetch();
    f.b.block((rest) => {
      inLoop(f, { leave: () => f.b.breakTo(label), repeat: () => f.b.breakTo(rest) }, body);
    });
    f.begin(header);
    f.b.set(counter.local, binary('add', type, read(counter.local), integer(type, 1)));
  });
}

function inLoop(f: FunctionLowering, targets: Omit<LoopTargets, 'exitDepth'>, body: () => void): void {
  const outer = f.loop;
  f.loop = { exitDepth: f.exits.depth, leave: targets.leave, repeat: targets.repeat };
  body();
  f.loop = outer;
}

function declaredVariable(f: FunctionLowering, name: ast.Name): VariableSymbol {
  const symbol = f.tables.declared.get(name);
  if (symbol?.kind !== 'variable') throw new Error(`ropewalk: loop variable ${name.text} was not checked`);
  return symbol;
}
