// Help while the arguments of a call are typed: what is called takes, and which of that is next.
import type { Offset } from '../syntax/source';
import type * as ast from '../syntax/ast';
import type { GenericSymbol, Symbol } from '../semantics/symbol';
import { INVALID, taggedBy, typeName, type Type } from '../semantics/types';
import { BUILTINS, parameterTexts, textOf } from './describe';
import { docComment } from './doc-comment';
import { Site, type OpenCall } from './site';
import type { Snapshot } from './snapshot';

export interface Signature {
  readonly label: string;
  /** As they stand in the label. */
  readonly parameters: readonly string[];
  /** Index of the parameter that is being given; behind the last one if there are too many arguments. */
  readonly active: number;
  readonly comment?: string;
}

export function signatureAt(snapshot: Snapshot, path: string, offset: Offset): Signature | undefined {
  const site = Site.at(snapshot, path, offset);
  if (!site || site.before.isInside === 'comment') return undefined;
  const call = site.call();
  if (!call) return undefined;
  const symbol = site.named(call.callee);
  if (symbol?.kind === 'function' || symbol?.kind === 'builtin') return ofSymbol(symbol, call);
  if (symbol?.kind === 'generic') return ofGeneric(site, symbol, call, false);
  // `max(i32)(`: what is generic was given its first list.
  const made = site.named(/^([\w.]+)\(.*\)$/s.exec(call.callee)?.[1] ?? '');
  if (made?.kind === 'generic') return ofGeneric(site, made, call, true);
  return ofTag(site, call) ?? ofPointer(site.typeOf(call.callee), call);
}

/** @param isMade whether the compile-time parameters were given */
function ofGeneric(
  site: Site,
  { name, span, declaration }: GenericSymbol,
  call: OpenCall,
  isMade: boolean,
): Signature {
  const { compileTime } = declaration;
  const taken = declaration.kind === 'FunctionDeclaration' ? declaration.parameters : [];
  const result = declaration.kind === 'FunctionDeclaration' ? declaration.result : undefined;
  const [first, second] = [compileTime.map(textOf), taken.map(textOf)];
  const lists = declaration.kind === 'FunctionDeclaration' ? [first, second] : [first];
  const isFirst = !isMade && (declaration.kind === 'TypeDeclaration' || givesTypes(site, declaration, call));
  const named = call.isNamed ? taken.findIndex((one) => one.name.text === call.names.at(-1)) : call.index;
  const label = `${name}${lists.map((list) => `(${list.join(', ')})`).join('')}${result ? ` ${textOf(result)}` : ''}`;
  return {
    label,
    parameters: isFirst ? first : second,
    active: isFirst ? call.index : named,
    comment: docComment(span),
  };
}

/** Whether what stands in the parentheses behind a generic function's name is its first list. */
function givesTypes(site: Site, declaration: ast.FunctionDeclaration, { argument }: OpenCall): boolean {
  const [first, ...others] = declaration.compileTime ?? [];
  if (!first) return false;
  const isInferred = [first, ...others].every(({ name }) =>
    declaration.parameters.some((one) => mentions(one, name)),
  );
  if (!isInferred) return true;
  const symbol = site.named(argument);
  return first.type.kind === 'MetaType' && (symbol?.kind === 'type' || /^[*[]/.test(argument));
}

/** Whether the type of a parameter has the name in it. */
const mentions = ({ type }: ast.Parameter, { text }: ast.Name): boolean =>
  new RegExp(`\\b${text}\\b`).test(textOf(type));

function ofSymbol(symbol: Extract<Symbol, { kind: 'function' | 'builtin' }>, call: OpenCall): Signature {
  if (symbol.kind === 'builtin') {
    const parameters = /\((.*)\)/.exec(BUILTINS[symbol.name])?.[1]?.split(', ') ?? [];
    const active = Math.min(call.index, parameters.length - 1);
    return { label: BUILTINS[symbol.name].slice(3), parameters, active };
  }
  const parameters = parameterTexts(symbol);
  const named = call.isNamed
    ? symbol.parameters.findIndex(({ name }) => name === call.names.at(-1))
    : call.index;
  const result = symbol.type.result.kind === 'none' ? '' : ` ${typeName(symbol.type.result)}`;
  const label = `${symbol.name}(${parameters.join(', ')})${result}`;
  return { label, parameters, active: named, comment: docComment(symbol.span) };
}

/** `Shape.circle(`: the payload. */
function ofTag(site: Site, call: OpenCall): Signature | undefined {
  const [, base, name] = /^(\w+(?:\.\w+)?)\.(\w+)$/.exec(call.callee) ?? [];
  const symbol = base === undefined ? undefined : site.named(base);
  const type = symbol?.kind === 'type' ? symbol.type : bareTagType(site, call);
  const tag = taggedBy(type)?.tags.find((one) => one.name === (name ?? call.callee.slice(1)));
  if (!tag?.payload) return undefined;
  const payload = typeName(tag.payload);
  return {
    label: `${call.callee}(${payload})`,
    parameters: [payload],
    active: call.index,
    comment: docComment(tag.span),
  };
}

/** For `.circle(`: what the place wants. */
function bareTagType(site: Site, { callee, start }: OpenCall): Type {
  if (!callee.startsWith('.')) return INVALID;
  return Site.at(site.snapshot, site.unit.source.path, start)?.expected() ?? INVALID;
}

function ofPointer(type: Type, { callee, index }: OpenCall): Signature | undefined {
  if (type.kind !== 'function') return undefined;
  const parameters = type.parameters.map(typeName);
  const result = type.result.kind === 'none' ? '' : ` ${typeName(type.result)}`;
  return { label: `${callee}(${parameters.join(', ')})${result}`, parameters, active: index };
}
