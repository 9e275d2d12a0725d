// Mutexes stay where they are. A copy would be another mutex, taken or free as the first one was at that moment, and
// nobody could tell which of the two a thread waits for. So nothing that has one in it can be copied out of memory:
// not assigned, passed by value, returned, or put into another value. What has just been made, by a literal or a call,
// has no other place yet, and may be put into one.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { placeOf } from './places';
import type { VariableSymbol } from './symbol';
import type { EnumType, Field, StructType, Tag, Type } from './types';
import { typeName } from './types';
import { excerpt, quote } from './wording';

/** The library's type `mutex`. */
export function isMutex(type: Type): boolean {
  return type.kind === 'struct' && type.name === 'mutex' && type.span?.source.isLibrary === true;
}

/** The field or payload that is a mutex, or an array of them. */
type Holder = Field | Tag;

/** Where in a value of the type a mutex lies; undefined if there is none. */
function holderOf(type: StructType | EnumType): Holder | undefined {
  type.mutexHolder ??= findHolder(type.kind === 'struct' ? type.fields : type.tags) ?? 'none';
  return type.mutexHolder === 'none' ? undefined : type.mutexHolder;
}

function findHolder(parts: readonly Holder[]): Holder | undefined {
  for (const part of parts) {
    const inner = elementOf(partType(part));
    if (inner && isMutex(inner)) return part;
    const holder = inner?.kind === 'struct' || inner?.kind === 'enum' ? holderOf(inner) : undefined;
    if (holder) return holder;
  }
  return undefined;
}

const partType = (part: Holder): Type | undefined =>
  'payload' in part ? part.payload : (part as Field).type;

/** What an array of arrays consists of. */
function elementOf(type: Type | undefined): Type | undefined {
  let inner = type;
  while (inner?.kind === 'array') inner = inner.element;
  return inner;
}

/** Why values of a type cannot be copied. */
interface Obstacle {
  /** `it is a mutex`. */
  readonly why: string;
  readonly labels: readonly Label[];
}

function obstacleIn(type: Type): Obstacle | undefined {
  if (type.kind !== 'struct' && type.kind !== 'array' && type.kind !== 'enum') return undefined;
  const inner = elementOf(type);
  if (inner?.kind !== 'struct' && inner?.kind !== 'enum') return undefined;
  if (isMutex(inner)) return { why: type === inner ? 'it is a mutex' : 'it consists of mutexes', labels: [] };
  const holder = holderOf(inner);
  return holder && { why: 'there is a mutex in it', labels: [{ span: holder.span, message: 'the mutex' }] };
}

/** Reports, and gives false, if the checked `e` is a value in memory that is to be copied and has a mutex in it. */
export function checkCopy(c: Checking, e: ast.Expression): boolean {
  const obstacle = obstacleIn(c.typeOf(e));
  if (!obstacle || c.isUnevaluated || placeOf(c, e).kind === 'none') return true;
  const text = excerpt(e.kind === 'DereferenceExpression' ? e.operand : e);
  const pointer = e.kind === 'DereferenceExpression' ? text : `&${text}`;
  const hint = text === '…' ? 'use a pointer to it' : `use a pointer to it: \`${pointer}\``;
  c.error('E0703', e.span, `${quote(e)} cannot be copied: ${obstacle.why}`, hint, obstacle.labels);
  return false;
}

/** Reports a parameter that is a copy of something with a mutex in it. */
export function checkParameterCopy(c: Checking, { name, type, span }: VariableSymbol): void {
  const obstacle = obstacleIn(type);
  if (!obstacle) return;
  const hint = `let it be a pointer: \`${name}: *${typeName(type)}\``;
  c.error('E0703', span, `\`${name}\` cannot be passed by value: ${obstacle.why}`, hint, obstacle.labels);
}

/** Reports a loop over elements that cannot be copied into its variable. */
export function checkElementCopy(c: Checking, element: Type, variable: Span, iterable: ast.Expression): void {
  const obstacle = obstacleIn(element);
  if (!obstacle) return;
  const hint = `count, and use pointers: \`for i in 0..${excerpt(iterable)}.count\``;
  const message = `the elements cannot be copied into this variable: ${obstacle.why.replace('it', 'each')}`;
  c.error('E0703', variable, message, hint, obstacle.labels);
}
