// `#run e`, and initial values of globals that are no plain constants: code that is run while compiling.
//
// What is run becomes the body of a function of its own, so that from here on (lowering, running, stacks in
// errors and in the debugger) it is like any other. Its locals are its own: it sees those of no function around
// it, for these have values only when the program runs.
import type * as ast from '../syntax/ast';
import { endOf, type Span } from '../syntax/source';
import type { Checking } from './checking';
import type { ConstantValue } from './constant';
import { convert, isUntyped, settleDefault } from './conversions';
import { checkCopy } from './mutexes';
import type { RunFailure, RunOutcome } from './evaluator';
import { outermost } from './unread';
import { type FunctionSymbol, Scope, type VariableSymbol } from './symbol';
import { functionOf, hasKnownTypes, INVALID, NONE, type Type } from './types';
import { nameId, scopeId } from '../syntax/node-id';

/** What is run, for errors and stacks. */
interface Run {
  readonly span: Span;
  readonly operand: ast.Expression;
  readonly scope: Scope;
  readonly symbol: FunctionSymbol;
  /** As an error begins: `this #run`. */
  readonly name: string;
}

// Counts as so many levels of the text, since checking, lowering and running all lie between two runs.
const RUN_DEPTH = 25;

/** The type of `#run e`; its value is then in the tables. */
export function checkRun(c: Checking, e: ast.RunExpression, expected: Type | undefined): Type {
  const symbol = runSymbol(`#run at ${placeText(e.span)}`, e.span, c.owner);
  const scope = new Scope(c.scope, symbol, e.span);
  const before = c.mistakes;
  const type = c.within(scope, symbol, () => checkOperand(c, e.operand, expected));
  if (type === INVALID || c.mistakes > before) return INVALID;
  const constant = c.constantOf(e.operand);
  if (constant) {
    c.tables.constantOf.set(e, constant);
    return type;
  }
  const run = { span: e.span, operand: e.operand, scope, symbol, name: 'this `#run`' };
  const outcome = evaluateRun(c, run, type);
  if (outcome.kind !== 'value') return INVALID;
  if (outcome.value) c.tables.constantOf.set(e, outcome.value);
  return type;
}

/** The initial value of a global, computed by running the checked expression for it. Undefined if that failed. */
export function runInitializer(
  c: Checking,
  e: ast.Expression,
  global: VariableSymbol,
): ConstantValue | undefined {
  const symbol = runSymbol(`initial value of ${global.name} at ${placeText(e.span)}`, e.span, undefined);
  const type = c.tables.conversionOf.get(e) ?? c.typeOf(e);
  if (type === INVALID) return undefined; // what is wrong with it was reported
  const name = `the initial value of \`${global.name}\``;
  const outcome = evaluateRun(c, { span: e.span, operand: e, scope: c.scope, symbol, name }, type);
  return outcome.kind === 'value' ? outcome.value : undefined;
}

/** A constant without a type takes the one that is wanted, else its default. */
function checkOperand(c: Checking, e: ast.Expression, expected: Type | undefined): Type {
  const found = c.checkExpression(e, expected);
  if (!isUntyped(found) && found.kind !== 'nil') return checkCopy(c, e) ? found : INVALID;
  if (expected && convert(c, e, expected)) return expected;
  return expected ? INVALID : settleDefault(c, e);
}

function runSymbol(label: string, span: Span, parent: FunctionSymbol | undefined): FunctionSymbol {
  const name: ast.Name = { kind: 'Name', id: nameId(), span, text: '#run' };
  return {
    kind: 'function',
    name: name.text,
    qualifiedName: `compile time, ${label}`,
    plainName: name.text,
    span,
    type: functionOf([], NONE),
    declaration: { kind: 'FunctionDeclaration', id: scopeId(), span, name, parameters: [] },
    parameters: [],
    defaults: [],
    parent,
    defaultOf: undefined,
    isExternal: false,
    isRun: true,
    resolution: undefined,
  };
}

function placeText({ source, start }: Span): string {
  return `${source.path.replace(/^.*[/\\]/, '')}:${source.position(start).line}`;
}

function evaluateRun(c: Checking, run: Run, type: Type): RunOutcome {
  const unsound: RunOutcome = { kind: 'unsound' };
  if (!c.evaluator || !c.program) {
    c.error('E0606', run.span, 'nothing is compiled here', 'leave out `#run`');
    return unsound;
  }
  // What could not be read may be what matters.
  const isUnread = c.owner ? c.unread.concerns(c.owner) : c.unread.isOutside;
  if (isUnread || !c.enter(RUN_DEPTH, run)) return unsound;
  const outcome = c.evaluator({
    program: c.program,
    root: rootOf(c, run, type),
    span: run.span,
    isWritable: c.isInitial,
    ensure: (symbol) => ensure(c, run, symbol),
  });
  c.leave(RUN_DEPTH);
  if (outcome.kind === 'failed') reportFailure(c, run, outcome);
  return outcome;
}

/** The function `{ return operand; }`. */
function rootOf(c: Checking, { span, operand, scope, symbol }: Run, type: Type): FunctionSymbol {
  const statement: ast.Statement = { kind: 'ReturnStatement', span, value: operand };
  const close = endOf(span);
  const body: ast.Block = { kind: 'Block', id: scopeId(), span, statements: [statement], close };
  const declaration: ast.FunctionDeclaration = { ...symbol.declaration, id: scopeId(), body };
  c.tables.scopeOf.set(declaration, scope);
  c.tables.scopeOf.set(body, scope);
  return Object.assign(symbol, { type: functionOf([], type), declaration });
}

function reportFailure(c: Checking, { span, name }: Run, { code, problem, hint, stack }: RunFailure): void {
  c.error(code, span, `${name} ${problem}`, hint, stack);
}

/** Makes sure that what a run needs is known. False if it is wrong. */
function ensure(c: Checking, run: Run, symbol: FunctionSymbol | VariableSymbol): boolean {
  const isSound = symbol.kind === 'function' ? ensureFunction(c, run, symbol) : ensureGlobal(c, run, symbol);
  return isSound && !c.hasWrongTypes;
}

function ensureFunction(c: Checking, run: Run, symbol: FunctionSymbol): boolean {
  if (symbol.isRun) return true;
  c.neededByRuns.add(outermost(symbol));
  c.resolve(symbol, symbol.span);
  if (!hasKnownTypes(symbol.type)) return false;
  const body = c.bodies.get(symbol);
  if (body?.state === 'waiting') c.checkBody(symbol);
  if (body?.state === 'under way') {
    reportCycle(c, run, symbol, `\`${symbol.name}\` is needed by what is run, and cannot be known before`);
    return false;
  }
  return body?.state !== 'wrong';
}

function ensureGlobal(c: Checking, run: Run, symbol: VariableSymbol): boolean {
  if (c.unfinished.has(symbol)) {
    reportCycle(
      c,
      run,
      symbol,
      `what is run reads \`${symbol.name}\`, whose initial value is not known before`,
    );
    return false;
  }
  c.resolve(symbol, symbol.span);
  return symbol.type !== INVALID && !c.wrong.has(symbol);
}

function reportCycle(
  c: Checking,
  { span, name }: Run,
  symbol: FunctionSymbol | VariableSymbol,
  message: string,
): void {
  c.error('E0602', span, `${name} needs itself`, undefined, [{ span: symbol.span, message }]);
}
