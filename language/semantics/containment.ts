// Structs and enums that contain themselves by value, which no size could be given to.
import type { Checking } from './checking';
import type { Resolvable } from './resolution';
import { type EnumType, type StructType, typeName } from './types';

/** @param cycle what is being resolved, from `type` on: each needs the next one's size */
export function reportContainment(
  c: Checking,
  type: StructType | EnumType,
  cycle: readonly Resolvable[],
): void {
  const members = cycle.filter((member) => member.kind === 'struct' || member.kind === 'enum');
  const labels = members
    .slice(1)
    .flatMap(({ name, span }) => (span ? [{ span, message: `\`${name}\` is declared here` }] : []));
  const chain = [...members, type].map((member) => `\`${typeName(member)}\``);
  const path = chain.length > 2 ? `: ${chain.join(' contains ')}` : '';
  const hint = 'store a pointer to it instead';
  if (type.span) c.error('E0205', type.span, `\`${typeName(type)}\` contains itself${path}`, hint, labels);
}
