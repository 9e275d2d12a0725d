// Code for the debugger: an expression or an assignment, checked by itself, becomes a function of its own
// that is run beside the program, in the frame where the debugger stands.
//
// The function's first parameter is the address of that frame: its variables are read from their homes,
// those of register locals through `frame address`, those of memory locals through the data frame that
// the header names. Nothing is added to the program: what the code needs besides comes with it.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import type { Tables } from '../../semantics/checked';
import type { Scope, VariableSymbol } from '../../semantics/symbol';
import { sizeOf, type Type } from '../../semantics/types';
import { FunctionBuilder } from '../builder';
import { convert, load, read } from '../expressions';
import { FRAME_HEADER, offsetOf } from '../frame-layout';
import type * as ir from '../ir';
import type { Safepoints } from '../safepoints';
import { copyAggregate, holdPlace, memoryOf, readScalar, readSlice, writeScalar, writeSlice } from './access';
import { assign } from './assignments';
import { FunctionLowering } from './context';
import type { DebugInfo, Homes } from './debug-info';
import { FragmentProgram } from './fragment-program';
import { WAYS } from './lower';
import { memoryPlace, type MemoryPlace, type Place } from './place';
import { categoryOf, resultTypes } from './value-types';

export interface FragmentRequest {
  readonly program: ir.Program;
  readonly debug: DebugInfo;
  /** What the checker found out about the expression (or about both sides of the assignment). */
  readonly tables: Tables;
  /** The expression; with `assigned`, the target. */
  readonly expression: ast.Expression;
  /** The value to assign to `expression`; the target's new value is then the result. */
  readonly assigned?: ast.Expression;
  /** The scope in which the fragment's safepoints stand. */
  readonly scope: Scope;
  /** The function in whose frame it is evaluated. Absent: globals only. */
  readonly frame?: { readonly fn: ir.Function; readonly homes: Homes };
  /** The id that the function is to have: one that the program does not use. */
  readonly id: ir.FunctionId;
  /**
   * `store`: parameters are the frame's address, the address where the value is stored, and the address of the
   * fragment's texts (all `ptr`); no results.
   * `return`: the only parameter is the frame's address; a scalar is returned. For conditions.
   */
  readonly form: 'store' | 'return';
}

export interface Fragment {
  readonly ok: true;
  readonly fn: ir.Function;
  /** Type of the result; `none` has no bytes. */
  readonly type: Type;
  /** Bytes that the result needs. */
  readonly size: number;
  /** Bytes to put where the third parameter points. */
  readonly texts: Uint8Array;
  /** The function's safepoints; their ids go on from the program's last. */
  readonly safepoints: Safepoints;
  /**
   * True if it calls nothing, needs neither memory nor texts, and stores nothing but the result: then the
   * `return` form can run inside the engine.
   */
  readonly isPure: boolean;
}

export type FragmentResult = Fragment | { readonly ok: false; readonly message: string };

const RESULT = 1;
const TEXTS = 2;

/** Lowers a checked expression or assignment without errors. */
export function lowerExpression(request: FragmentRequest): FragmentResult {
  const texts = request.form === 'store' ? read(TEXTS) : undefined;
  const program = new FragmentProgram(request.program, request.debug, request.tables, texts);
  const b = new FunctionBuilder(request.id, program.safepoints);
  const f = new FunctionLowering(program, b, WAYS, request.scope, (symbol) => {
    const place = placeInFrame(request, symbol);
    return place ?? memoryPlace(program.missing(symbol), 'pointer');
  });
  b.parameter('frame', 'ptr');
  if (request.form === 'store') {
    b.parameter('result', 'ptr');
    b.parameter('texts', 'ptr');
  }
  const type = resultType(f, request);
  f.begin(spanOf(request));
  lowerBody(f, request, type);
  if (program.problem) return { ok: false, message: program.problem };
  const results = request.form === 'return' ? resultTypes(type) : [];
  const fn = b.finish({ name: 'evaluation', isLibrary: true, span: spanOf(request), results });
  const isPure = !request.assigned && program.texts.length === 0 && isPureFunction(fn, request.form);
  if (isPure && request.form === 'return') fn.body = withoutSafepoints(fn.body);
  return {
    ok: true,
    fn,
    type,
    size: sizeOf(type),
    texts: program.texts,
    safepoints: program.safepoints,
    isPure,
  };
}

function spanOf({ expression, assigned }: FragmentRequest): Span {
  return (assigned ?? expression).span;
}

function resultType(f: FunctionLowering, { expression, assigned }: FragmentRequest): Type {
  return assigned ? f.ownType(expression) : f.typeOf(expression);
}

function lowerBody(f: FunctionLowering, request: FragmentRequest, type: Type): void {
  const { expression, assigned, form } = request;
  const result: MemoryPlace = memoryPlace(read(RESULT), 'pointer');
  if (assigned) {
    const target = holdPlace(f, f.place(expression));
    assign(f, { target: expression, value: assigned }, target);
    if (form === 'store') copyValue(f, type, target, result);
  } else if (form === 'return' && categoryOf(type) === 'scalar') {
    return f.b.return([f.value(expression)]);
  } else {
    f.into(expression, result);
  }
  f.b.return([]);
}

function copyValue(f: FunctionLowering, type: Type, from: Place, to: MemoryPlace): void {
  const category = categoryOf(type);
  if (category === 'scalar') writeScalar(f, to, type, readScalar(from, type));
  else if (category === 'slice') writeSlice(f, to, readSlice(f, from));
  else if (category === 'aggregate') copyAggregate(f, to, memoryOf(from), type);
}

/** A variable of the frame, in its home. */
function placeInFrame({ frame }: FragmentRequest, symbol: VariableSymbol): Place | undefined {
  const home = frame?.homes.get(symbol);
  if (!frame || !home) return undefined;
  const offset = offsetOf(frame.fn, home.local);
  const atHome: ir.Expression = { op: 'frame address', offset };
  if (home.kind === 'register') return memoryPlace(atHome, 'none');
  if (home.kind === 'reference') return memoryPlace(load('ptr', atHome, 0, 'none'), 'pointer');
  const header: ir.Expression = { op: 'frame address', offset: FRAME_HEADER.data };
  return memoryPlace(convert('u32', 'ptr', load('u32', header, 0, 'none')), 'pointer', offset);
}

/** What runs inside the engine, beside the program, passes no safepoint: it must not take time. */
function withoutSafepoints(body: readonly ir.Statement[]): ir.Statement[] {
  return body.map((s) => {
    const bare = { ...s, safepoint: undefined };
    if (bare.op !== 'if') return bare;
    return { ...bare, then: withoutSafepoints(bare.then), else: withoutSafepoints(bare.else) };
  });
}

function isPureFunction(fn: ir.Function, form: FragmentRequest['form']): boolean {
  const result = form === 'store' ? RESULT : undefined;
  return fn.locals.every((local) => local.kind === 'register') && areWithoutEffect(fn.body, result);
}

/** @param result the local that points at the result, the only place that may be stored to */
function areWithoutEffect(body: readonly ir.Statement[], result: ir.LocalId | undefined): boolean {
  return body.every((s) => {
    switch (s.op) {
      case 'set':
      case 'return':
      case 'nop':
        return true;
      case 'store':
        return s.address.op === 'local' && s.address.local === result;
      case 'if':
        return areWithoutEffect(s.then, result) && areWithoutEffect(s.else, result);
      default:
        return false;
    }
  });
}
