// Arguments of a call: which parameter each is for, by its position or by its name, and what stands for
// those that are left out.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import type { Checking } from './checking';
import { checkNothing, convert, isAtOnce } from './conversions';
import { defaultArgument } from './defaults';
import type { GenericCallee } from './generic-calls';
import type { FunctionSymbol } from './symbol';
import { type FunctionType, typeName } from './types';
import { counted, given, quote } from './wording';

/** What is known about a call while its arguments are being told apart. */
interface Call {
  readonly e: ast.CallExpression;
  readonly type: FunctionType;
  /** Absent for a function pointer. */
  readonly symbol: FunctionSymbol | undefined;
  /** For each parameter, the argument that was found for it. */
  readonly found: (ast.Expression | undefined)[];
  /** Set once something about the names is reported: what is missing then says nothing more. */
  isWrong: boolean;
}

/**
 * Checks the arguments and notes which parameter each is for.
 * @param generic those that were checked when the instance that is called was inferred
 */
export function checkArguments(
  c: Checking,
  e: ast.CallExpression,
  type: FunctionType,
  symbol?: FunctionSymbol,
  generic?: GenericCallee,
): void {
  const call: Call = { e, type, symbol, found: [], isWrong: false };
  for (let i = 0; i < e.arguments.length; i++) {
    const argument = e.arguments[i] as ast.Expression;
    const index = parameterOf(c, call, i);
    const parameter = index === undefined ? undefined : type.parameters[index];
    const isChecked = generic?.checked.has(argument) ?? false;
    if (index === undefined || !parameter) {
      if (!isChecked) checkNothing(c, argument);
      continue;
    }
    call.found[index] = argument;
    const found = isChecked ? c.typeOf(argument) : c.checkExpression(argument, parameter);
    if (!isAtOnce(found, parameter)) convertArgument(c, call, index, argument, generic);
  }
  completeArguments(c, call);
}

function convertArgument(
  c: Checking,
  call: Call,
  index: number,
  argument: ast.Expression,
  generic: GenericCallee | undefined,
): void {
  const parameter = call.type.parameters[index];
  if (parameter) convert(c, argument, parameter, () => labelsOf(call, index, argument, generic));
}

/** Why an argument has to be of its parameter's type. */
function labelsOf(
  { symbol }: Call,
  index: number,
  argument: ast.Expression,
  generic: GenericCallee | undefined,
): Label[] {
  const reasons = generic?.reasons().filter(({ span }) => span !== argument.span) ?? [];
  return [...parameterLabel(symbol, index), ...reasons];
}

/** The index of the parameter that the argument is for; undefined, and reported, if there is none. */
function parameterOf(c: Checking, call: Call, position: number): number | undefined {
  const { e, symbol, found } = call;
  const name = e.names?.[position];
  if (!name) return isBehindNames(c, call, position) ? undefined : position;
  const index = symbol?.parameters.findIndex((parameter) => parameter.name === name.text) ?? -1;
  if (index >= 0 && !found[index]) return index;
  rejectName(c, call, name, found[index]);
  return undefined;
}

function rejectName(c: Checking, call: Call, name: ast.Name, earlier: ast.Expression | undefined): void {
  const { symbol, isWrong } = call;
  call.isWrong = true;
  if (!symbol) {
    const message = 'a function pointer does not know the names of its parameters';
    if (!isWrong) c.error('E0805', name.span, message, 'leave out the name');
  } else if (earlier) {
    const labels = [{ span: earlier.span, message: 'it is given here first' }];
    c.error('E0804', name.span, `the parameter \`${name.text}\` is given twice`, undefined, labels);
  } else {
    const names = symbol.parameters.map((parameter) => parameter.name);
    const message = `\`${symbol.name}\` has no parameter \`${name.text}\``;
    c.error('E0803', name.span, message, c.suggest(name.text, names), declaredHere(symbol));
  }
}

/** Reports an argument without a name behind one with a name: which parameter it is for, nobody could read off. */
function isBehindNames(c: Checking, call: Call, position: number): boolean {
  const { e } = call;
  const named = e.names?.slice(0, position).find((name) => name !== undefined);
  const argument = e.arguments[position];
  if (!named || !argument) return false;
  call.isWrong = true;
  const labels = [{ span: named.span, message: 'arguments by name begin here' }];
  const message = 'an argument without a name stands before those with one';
  c.error('E0804', argument.span, message, 'give it a name, too', labels);
  return true;
}

/** Puts defaults where arguments are missing, and notes the order if it is not that of the text. */
function completeArguments(c: Checking, call: Call): void {
  const { e, type, symbol, found } = call;
  if (call.isWrong || e.isDamaged) return;
  const missing: number[] = [];
  for (let i = 0; i < type.parameters.length; i++) if (!found[i] && !symbol?.defaults[i]) missing.push(i);
  if (missing.length > 0 || e.arguments.length > type.parameters.length) {
    reportCount(c, call, missing);
    return;
  }
  if (!e.names && found.length === type.parameters.length) return;
  const values: ast.Expression[] = [];
  for (let i = 0; i < type.parameters.length; i++) {
    const left = symbol?.defaults[i];
    const value = found[i] ?? (left && defaultArgument(c, e, left));
    if (value) values.push(value);
  }
  c.tables.argumentsOf.set(e, values);
}

function reportCount(c: Checking, { e, type, symbol }: Call, missing: readonly number[]): void {
  const message = `${quote(e.callee)} takes ${wanted(type, symbol)}, but ${given(e.arguments.length)}`;
  const names = missing.flatMap((i) => symbol?.parameters[i] ?? []);
  const hint = `missing: ${names.map((p) => `\`${p.name}: ${typeName(p.type)}\``).join(', ')}`;
  c.error('E0310', e.span, message, names.length > 0 ? hint : undefined, declaredHere(symbol));
}

/** `2 arguments`, `1 to 3 arguments`. */
function wanted(type: FunctionType, symbol: FunctionSymbol | undefined): string {
  const most = type.parameters.length;
  const least = most - (symbol?.defaults.filter((value) => value !== undefined).length ?? 0);
  if (least === most) return counted(most, 'argument');
  return `${least} ${most - least === 1 ? 'or' : 'to'} ${counted(most, 'argument')}`;
}

function declaredHere(symbol: FunctionSymbol | undefined): Label[] {
  return symbol ? [{ span: symbol.span, message: `\`${symbol.name}\` is declared here` }] : [];
}

function parameterLabel(symbol: FunctionSymbol | undefined, index: number): Label[] {
  const parameter = symbol?.parameters[index];
  if (!parameter) return [];
  return [{ span: parameter.span, message: `the parameter \`${parameter.name}\` is declared here` }];
}

/** Reports names of arguments where there are no parameters: of a builtin, or of an enum's payload. */
export function rejectNames(c: Checking, e: ast.CallExpression, what: string): void {
  const name = e.names?.find((one) => one !== undefined);
  if (name) c.error('E0805', name.span, `${what} takes its arguments by position`, 'leave out the name');
}
