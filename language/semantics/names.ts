// Names in expressions: what they stand for, and whether that may be used here.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { isGenericType } from './compile-time-arguments';
import { findMember, moduleNamed } from './imports';
import type { Span } from '../syntax/source';
import type { GenericSymbol, Symbol, VariableSymbol } from './symbol';
import { hasKnownTypes, INVALID, type Type } from './types';
import { branchLabels, exampleFor, visibleNames } from './wording';

export function checkName(c: Checking, e: ast.NameExpression): Type {
  const symbol = c.lookup(e.name);
  if (!symbol) return reportUnknown(c, e.name);
  c.tables.symbolOf.set(e.name, symbol);
  if (symbol.kind === 'variable') symbol.isUsed = true;
  return typeOfNamed(c, e, symbol);
}

/** `module.name`; undefined if what stands before the dot is no module. */
export function checkModuleMember(c: Checking, e: ast.MemberExpression): Type | undefined {
  const module = moduleNamed(c, e.base);
  if (!module) return undefined;
  const member = findMember(c, module, e.member, (symbol) => symbol.kind !== 'type');
  return member ? typeOfNamed(c, e, member) : INVALID;
}

/** The type of a name that stands for `symbol`, where a value is needed. */
function typeOfNamed(c: Checking, e: ast.NameExpression | ast.MemberExpression, symbol: Symbol): Type {
  switch (symbol.kind) {
    case 'variable':
      if (!canReach(c, e, symbol)) return INVALID;
      // A local stands behind its declaration.
      return symbol.storage !== 'global' || c.resolve(symbol, e.span) ? symbol.type : INVALID;
    case 'constant':
      if (!c.resolve(symbol, e.span)) return INVALID;
      if (symbol.type !== INVALID) c.tables.constantOf.set(e, symbol.value);
      return symbol.type;
    case 'function':
      if (!c.resolve(symbol, e.span)) return INVALID;
      c.tables.constantOf.set(e, { kind: 'function', symbol });
      return hasKnownTypes(symbol.type) ? symbol.type : INVALID;
    case 'type':
      c.error('E0204', e.span, `\`${symbol.name}\` is a type, not a value`);
      return INVALID;
    case 'generic':
      reportBare(c, symbol, e.span);
      return INVALID;
    case 'builtin':
      c.error('E0331', e.span, `\`${symbol.name}\` can only be called`);
      return INVALID;
    case 'module': {
      c.use(symbol);
      const hint = `what it holds is written \`${symbol.name}.name\``;
      c.error('E0506', e.span, `\`${symbol.name}\` is a module, not a value`, hint);
      return INVALID;
    }
  }
}

/** Reports that something generic stands without what it is to be an instance of. */
export function reportBare(c: Checking, { name, span, declaration }: GenericSymbol, at: Span): void {
  const { compileTime } = declaration;
  const list = compileTime.map(exampleFor).join(', ');
  const hint = `give its compile-time parameters, as in \`${name}(${list})\``;
  c.error('E0402', at, `\`${name}\` is generic`, hint, [{ span, message: 'declared here' }]);
}

function reportUnknown(c: Checking, name: ast.Name): Type {
  if (c.owner?.defaultOf?.parameters.some((parameter) => parameter.name === name.text)) {
    const message = `a default value cannot use the parameter \`${name.text}\`: it belongs to no call`;
    c.error('E0806', name.span, message);
    return INVALID;
  }
  const later = c.scope.lookup(name.text);
  if (later?.kind === 'variable') {
    const { line } = later.span.source.position(later.span.start);
    c.error('E0201', name.span, `\`${name.text}\` does not exist yet: it is declared in line ${line}`);
    return INVALID;
  }
  const isValue = (symbol: Symbol): boolean => symbol.kind !== 'type' && !isGenericType(symbol);
  reportMissing(c, 'E0201', name, 'name', isValue, habitHint(name.text));
  return INVALID;
}

/** Reports a name that means nothing here, unless that follows from a mistake in an `#if`, or it may stand where nothing was read. */
export function reportMissing(
  c: Checking,
  code: 'E0201' | 'E0203',
  name: ast.Name,
  what: 'name' | 'type',
  isMeant: (symbol: Symbol) => boolean,
  habit?: string,
): void {
  const conditions = c.conditionsAbout(name.text);
  if (c.unread.isCutOff(name.span.source) || conditions.some(({ state }) => state === 'wrong')) return;
  const labels = branchLabels(conditions, name);
  const hint =
    labels.length > 0 ? undefined : (habit ?? c.suggest(name.text, visibleNames(c.scope, isMeant)));
  c.error(code, name.span, `unknown ${what} \`${name.text}\``, hint, labels);
}

// What programmers of other languages write.
function habitHint(name: string): string | undefined {
  if (name === 'null' || name === 'NULL' || name === 'nullptr') return 'the null pointer is `nil`';
  if (name === 'True' || name === 'False') return `write \`${name.toLowerCase()}\``;
  if (name === 'printf' || name === 'println') return 'print with `print("{}\\n", value)`';
  if (name === 'len') return 'the number of elements is `xs.count`';
  return undefined;
}

function canReach(c: Checking, e: ast.Expression, symbol: VariableSymbol): boolean {
  if (symbol.storage === 'global' || symbol.owner === c.owner || c.isUnevaluated) return true;
  if (c.owner?.isRun) return rejectInRun(c, e, symbol);
  const inner = c.owner ? `\`${c.owner.declaration.name.text}\`` : 'this';
  const message = `${inner} cannot use \`${symbol.name}\`, a local of the enclosing function \`${symbol.owner?.declaration.name.text}\``;
  const labels = [{ span: symbol.span, message: `\`${symbol.name}\` is declared here` }];
  c.error('E0207', e.span, message, 'nested functions do not capture: pass it as an argument', labels);
  return false;
}

function rejectInRun(c: Checking, e: ast.Expression, symbol: VariableSymbol): false {
  const message = `\`#run\` cannot use \`${symbol.name}\`, which has a value only when the program runs`;
  c.error('E0605', e.span, message, undefined, [{ span: symbol.span, message: 'it is declared here' }]);
  return false;
}
