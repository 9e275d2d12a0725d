// Starting threads.
//
// `#async f(a, b)` evaluates the arguments, writes them into a block in the frame, and asks the engine for a
// thread that begins with a function made for this place: it gets a copy of the block and calls `f` with what
// is in it.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import { alignOf, sizeOf, type FunctionType, type Type } from '../../semantics/types';
import { FunctionBuilder } from '../builder';
import { advance, integer, load, localAddress, read } from '../expressions';
import type * as ir from '../ir';
import { SPAWN } from '../threads';
import { hold } from './access';
import { lowerArguments } from './arguments';
import { calleeOf } from './calls';
import type { FunctionLowering } from './context';
import type { ProgramContext } from './program';
import { categoryOf, resultTypes, signatureOf } from './value-types';

/** One register that the thread's function is called with: at an offset of the block, or the offset's address. */
interface Argument {
  readonly offset: number;
  readonly type: ir.ValueType;
  /** Bytes of an aggregate, which is passed by its address; absent for what is passed itself. */
  readonly size?: number;
}

/** What a thread's block holds, and what it calls. */
interface Start {
  readonly target: ir.CallTarget | 'first argument';
  readonly signature: ir.Signature;
  readonly arguments: readonly Argument[];
  readonly size: number;
  readonly span: Span;
  readonly scope: ir.ScopeId;
  readonly name: string;
}

/** The number of the thread that is started, an i64. */
export function startThread(f: FunctionLowering, e: ast.AsyncExpression): ir.Expression {
  const call = e.call as ast.CallExpression;
  const symbol = calleeOf(f, call);
  const fn = symbol?.kind === 'function' ? symbol : undefined;
  const pointer = fn ? undefined : hold(f, 'ptr', f.value(call.callee));
  const type = fn ? fn.type : (f.typeOf(call.callee) as FunctionType);
  // Nobody wants the result; one that is an aggregate is written into the block.
  const hidden = categoryOf(type.result) === 'aggregate' ? [undefined] : [];
  const values = [...(pointer ? [pointer] : []), ...hidden, ...lowerArguments(f, call)];
  const start: Start = {
    ...layOut(type, pointer !== undefined),
    target: fn ? targetOf(f.program, fn) : 'first argument',
    signature: signatureOf(type),
    span: e.span,
    scope: f.program.scopeId(f.scope),
    name: `#async ${fn?.qualifiedName ?? 'call'}`,
  };
  const block = localAddress(f.b.memory('arguments', Math.max(start.size, 8), 16));
  start.arguments.forEach((argument, i) => {
    const value = values[i];
    if (value) writeArgument(f, block, argument, value);
  });
  const entry = f.program.made((id) => makeThread(start, f.program, id));
  const thread = f.b.temporary('i64');
  const spawn = f.program.externalId(f.program.libraryFunction(SPAWN));
  f.b.call(
    { kind: 'external', id: spawn },
    [{ op: 'function address', id: entry }, block, integer('i64', start.size)],
    [thread],
    e.span,
  );
  return read(thread);
}

type Callee = Extract<ReturnType<typeof calleeOf>, { kind: 'function' }>;

function targetOf(program: ProgramContext, fn: Callee): ir.CallTarget {
  if (fn.isExternal) return { kind: 'external', id: program.externalId(fn) };
  return { kind: 'function', id: program.functionId(fn) };
}

/** Where in the block everything lies: in the order in which the registers are passed. */
function layOut(type: FunctionType, hasPointer: boolean): { arguments: Argument[]; size: number } {
  const list: Argument[] = [];
  let size = 0;
  const take = (bytes: number, align: number): number => {
    const at = Math.ceil(size / align) * align;
    size = at + bytes;
    return at;
  };
  const add = (of: Type): void => {
    if (categoryOf(of) === 'aggregate') {
      list.push({ offset: take(sizeOf(of), Math.max(alignOf(of), 8)), type: 'ptr', size: sizeOf(of) });
      return;
    }
    for (const register of resultTypes(of)) list.push({ offset: take(8, 8), type: register });
  };
  if (hasPointer) list.push({ offset: take(8, 8), type: 'ptr' });
  if (categoryOf(type.result) === 'aggregate') add(type.result);
  type.parameters.forEach(add);
  return { arguments: list, size };
}

function writeArgument(f: FunctionLowering, block: ir.Expression, to: Argument, value: ir.Expression): void {
  if (to.size === undefined) {
    f.b.store(to.type, block, to.offset, value, 'none');
    return;
  }
  f.b.copy(advance(block, to.offset), 'none', value, 'pointer', integer('i64', to.size));
}

/** The function that a thread begins with: takes the address of its block, and ends with it. */
function makeThread(start: Start, program: ProgramContext, id: ir.FunctionId): ir.Function {
  const { span } = start;
  const b = new FunctionBuilder(id, program.safepoints);
  const block = read(b.parameter('arguments', 'ptr'));
  b.begin(span, start.scope);
  const passed = start.arguments.map(({ offset, type, size }) =>
    size === undefined ? load(type, block, offset, 'none') : advance(block, offset),
  );
  const results = start.signature.results.map((type) => b.register('result', type));
  if (start.target === 'first argument') {
    const [pointer, ...rest] = passed as [ir.Expression, ...ir.Expression[]];
    const target: ir.CallTarget = { kind: 'pointer', pointer, signature: start.signature };
    b.call(target, rest, results, span);
  } else {
    b.call(start.target, passed, results, span);
  }
  b.return([]);
  return b.finish({ name: start.name, isLibrary: true, span, results: [] });
}
