// Help while the arguments of a call are typed: what is called takes, and which of that is next.
import type { Offset } from '../syntax/source';
import type { Symbol } from '../semantics/symbol';
import { taggedBy, typeName, type Type } from '../semantics/types';
import { BUILTINS, parameterTexts } from './describe';
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
  return ofTag(site, call) ?? ofPointer(site.typeOf(call.callee), call);
}

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
  const type = symbol?.kind === 'type' ? taggedBy(symbol.type) : undefined;
  const tag = type?.tags.find((one) => one.name === name);
  if (!tag?.payload) return undefined;
  const payload = typeName(tag.payload);
  return {
    label: `${call.callee}(${payload})`,
    parameters: [payload],
    active: call.index,
    comment: docComment(tag.span),
  };
}

function ofPointer(type: Type, { callee, index }: OpenCall): Signature | undefined {
  if (type.kind !== 'function') return undefined;
  const parameters = type.parameters.map(typeName);
  const result = type.result.kind === 'none' ? '' : ` ${typeName(type.result)}`;
  return { label: `${callee}(${parameters.join(', ')})${result}`, parameters, active: index };
}
