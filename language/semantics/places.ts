// Places: expressions that stand for memory, so that they can be assigned or have an address.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { referentOf, TAG_MEMBER } from './checked';
import type { VariableSymbol } from './symbol';
import { isScalar } from './types';
import { quote } from './wording';

/** What an expression stands for, when one asks for its memory. */
export type Place =
  /** Part of a variable that is named directly. */
  | { readonly kind: 'variable'; readonly symbol: VariableSymbol }
  /** Behind a pointer or in a slice. */
  | { readonly kind: 'memory' }
  /** A value that lies nowhere: a constant, a result, a literal. */
  | { readonly kind: 'none'; readonly root: ast.Expression };

/** Where a checked expression lies. */
export function placeOf(c: Checking, expression: ast.Expression): Place {
  let e = expression;
  for (;;) {
    switch (e.kind) {
      case 'DereferenceExpression':
        return { kind: 'memory' };
      case 'IndexExpression': {
        const base = c.typeOf(e.base).kind;
        if (base === 'pointer' || base === 'slice') return { kind: 'memory' };
        e = e.base;
        break;
      }
      case 'MemberExpression':
        if (referentOf(c.tables, e)) return placeOfName(c, e);
        if (c.typeOf(e.base).kind === 'pointer') return { kind: 'memory' };
        e = e.base;
        break;
      case 'NameExpression':
        return placeOfName(c, e);
      default:
        return { kind: 'none', root: e };
    }
  }
}

function placeOfName(c: Checking, e: ast.Expression): Place {
  const symbol = referentOf(c.tables, e);
  return symbol?.kind === 'variable' ? { kind: 'variable', symbol } : { kind: 'none', root: e };
}

/** True when some part of the path is the length of an array, which is no memory. */
export function isArrayCount(c: Checking, e: ast.Expression): boolean {
  if (e.kind !== 'MemberExpression') return false;
  const base = c.typeOf(e.base);
  return base.kind === 'array' || (base.kind === 'pointer' && base.pointee.kind === 'array');
}

/** True for `s.tag`, which only a new value of the enum changes. */
function isTagMember(c: Checking, e: ast.Expression): boolean {
  return e.kind === 'MemberExpression' && c.tables.fieldIndexOf.get(e) === TAG_MEMBER;
}

/** Reports unless `target` may stand to the left of `=`. */
export function checkAssignable(c: Checking, target: ast.Expression): boolean {
  const reject = (why: string, hint?: string, declared?: VariableSymbol): boolean => {
    const labels = declared ? [{ span: declared.span, message: 'declared here' }] : [];
    c.error('E0314', target.span, `cannot assign to ${quote(target)}: ${why}`, hint, labels);
    return false;
  };
  if (isArrayCount(c, target)) return reject("an array's length is part of its type");
  if (isTagMember(c, target)) return reject('a tag changes only together with its payload');
  const place = placeOf(c, target);
  if (place.kind === 'memory') return true;
  if (place.kind === 'variable') {
    if (!place.symbol.isLoopVariable || c.isEvaluation) return true;
    return reject(
      'loop variables are set by the loop alone',
      'copy it into a variable of your own',
      place.symbol,
    );
  }
  return reject(nameOfRoot(c, place.root));
}

function nameOfRoot(c: Checking, root: ast.Expression): string {
  const symbol = referentOf(c.tables, root);
  if (symbol) return `\`${symbol.name}\` is a ${symbol.kind}`;
  return root.kind === 'CallExpression'
    ? 'it is the result of a call'
    : 'it is a value, not a place in memory';
}

/** For `&e`: reports unless `e` lies in memory, and notes that a pointer to it now exists. */
export function checkAddressable(c: Checking, e: ast.Expression): boolean {
  const place = placeOf(c, e);
  if (place.kind === 'none' || isArrayCount(c, e) || isTagMember(c, e)) {
    const isName = referentOf(c.tables, e)?.kind === 'function';
    const hint = isName
      ? `a function's name is already a pointer to it: write ${quote(e)}`
      : '`heap e` allocates a copy of a value and gives its address';
    c.error('E0315', e.span, `${quote(e)} has no address: it is a value, not a place in memory`, hint);
    return false;
  }
  return place.kind === 'memory' || noteAddress(c, place.symbol, e);
}

/** Notes that a pointer to (a part of) the variable exists. In the debugger it must have had one before. */
export function noteAddress(c: Checking, symbol: VariableSymbol, at: ast.Expression): boolean {
  if (c.isUnevaluated) return true;
  if (!c.isEvaluation) {
    symbol.addressTaken = true;
    return true;
  }
  // Arrays and structs lie in memory in any case; a scalar does only if the program takes its address.
  const isInRegister = isScalar(symbol.type) || symbol.type.kind === 'slice';
  if (symbol.addressTaken || symbol.storage === 'global' || !isInRegister) return true;
  c.error('E0315', at.span, `\`${symbol.name}\` has no address: the program never takes it`);
  return false;
}
