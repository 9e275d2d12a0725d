// Instances of what is generic: one for each list of what was given for its parameters, made once and found
// again. So types of instances are nominal: the same arguments give the same type.
import type { Label } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import type { ConstantValue } from './constant';
import type { FunctionSymbol, GenericSymbol, TypeSymbol } from './symbol';
import { type Type, typeName } from './types';

/** What is given for one compile-time parameter. */
export type CompileTimeValue =
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'constant'; readonly type: Type; readonly value: ConstantValue };

export interface Instance {
  readonly generic: GenericSymbol;
  /** `max(i32)`, `Array(f64, 4)` */
  readonly name: string;
  readonly values: readonly CompileTimeValue[];
  /** Where it was asked for first. */
  readonly span: Span;
  /** The instance in which that is; absent if that is in no generic. */
  readonly from?: Instance;
  /** How many instances ask for each other up to this one. */
  readonly depth: number;
}

/**
 * A chain of instances is never this long unless each makes a new one: what calls what, and what is stored in
 * what, is some ten deep in the most generic of programs.
 */
export const MAX_INSTANCE_DEPTH = 100;
/** More instances than this take seconds to check; a program that branches endlessly has them long before. */
export const MAX_INSTANCES = 10_000;
/** So much of a text that is given for a parameter is shown in the instance's name. */
const LONGEST_TEXT = 20;
/** Instances in instances of which an error tells. */
const MOST_NOTES = 4;

/** What was made for an instance. */
export interface Made {
  readonly instance: Instance;
  readonly symbol: FunctionSymbol | TypeSymbol;
}

interface Node {
  made?: Made;
  readonly next: Map<unknown, Node>;
}

export class Instances {
  private readonly roots = new Map<GenericSymbol, Node>();
  /** How many there are. */
  count = 0;
  /** Set when endlessly many were asked for, which is reported once. */
  isExhausted = false;

  /** @param known those of the program, for an expression beside it that adds none to it */
  constructor(private readonly known?: Instances) {}

  find(generic: GenericSymbol, values: readonly CompileTimeValue[]): Made | undefined {
    let node = this.roots.get(generic);
    for (const value of values) node = node?.next.get(keyOf(value));
    return node?.made ?? this.known?.find(generic, values);
  }

  add(made: Made): void {
    let node = nodeAt(this.roots, made.instance.generic);
    for (const value of made.instance.values) node = nodeAt(node.next, keyOf(value));
    node.made = made;
    this.count++;
  }
}

function nodeAt<K>(map: Map<K, Node>, key: K): Node {
  let node = map.get(key);
  if (!node) map.set(key, (node = { next: new Map() }));
  return node;
}

/** Equal for equal values of one parameter. Types of one structure are one object. */
function keyOf(value: CompileTimeValue): unknown {
  if (value.kind === 'type') return value.type;
  return value.value.kind === 'function' ? value.value.symbol : constantText(value);
}

/** `max(i32)` */
export function instanceName(generic: GenericSymbol, values: readonly CompileTimeValue[]): string {
  return `${generic.name}(${values.map(valueText).join(', ')})`;
}

/** What is given, as it is written: `i32`, `4`, `"text"`. */
export function valueText(value: CompileTimeValue): string {
  if (value.kind === 'type') return typeName(value.type);
  const text = constantText(value);
  return text.length > LONGEST_TEXT && text.startsWith('"') ? `${text.slice(0, LONGEST_TEXT)}…"` : text;
}

function constantText({ type, value }: Extract<CompileTimeValue, { kind: 'constant' }>): string {
  switch (value.kind) {
    case 'integer':
      return type.kind === 'enum' ? (type.tags[Number(value.value)]?.name ?? '?') : String(value.value);
    case 'float':
      return Object.is(value.value, -0) ? '-0' : String(value.value);
    case 'boolean':
      return String(value.value);
    case 'string':
      return JSON.stringify(new TextDecoder('latin1').decode(value.bytes));
    case 'function':
      return value.symbol.qualifiedName;
    default:
      return value.kind;
  }
}

/** The notes that say in which instances an error is: the innermost ones, and the one that began it. */
export function instanceLabels(innermost: Instance): Label[] {
  const chain: Instance[] = [];
  for (let at: Instance | undefined = innermost; at; at = at.from) chain.push(at);
  const shown = chain.length > MOST_NOTES ? [...chain.slice(0, MOST_NOTES - 1), chain.at(-1)] : chain;
  return shown.flatMap((instance) =>
    instance ? [{ span: instance.span, message: `in \`${instance.name}\`, instantiated here` }] : [],
  );
}

/** Where the program asked for an instance of the library that cannot be: the mistake is there, not in the library. */
export function useOfLibrary(innermost: Instance): (Label & { readonly notes: Label[] }) | undefined {
  let use: Instance | undefined = innermost;
  while (use?.span.source.isLibrary) use = use.from;
  if (!use?.generic.span?.source.isLibrary) return undefined;
  return {
    span: use.span,
    notes: use.from ? instanceLabels(use.from) : [],
    message: `the library's \`${use.generic.name}\` does not work as \`${use.name}\``,
  };
}
