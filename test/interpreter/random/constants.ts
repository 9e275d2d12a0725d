// Random constants, those at the edges of their types more often than others.
import type { Random } from './random';
import type { Both, FloatType, IntegerType } from './types';

const TEXTS = ['', 'a', 'rope', 'walk the rope'];
const FLOATS = ['0.0', '1.5', '-2.25', '1e10', '0.1', '3.0e-5', '1e300', '-7e-320'];

export function randomText(random: Random): Both {
  const text = random.pick(TEXTS);
  return { rw: `"${text}"`, c: `((L_i8){(i8*)"${text}", ${text.length}})` };
}

export function randomFloat(random: Random, { name }: FloatType): Both {
  const text = random.pick(name === 'f32' ? FLOATS.slice(0, 6) : FLOATS);
  return { rw: `cast(${name}) (${text})`, c: `((${name})${text})` };
}

export function randomInteger(random: Random, type: IntegerType): { value: bigint; c: string } {
  const least = type.isSigned ? -(2n ** BigInt(type.bits - 1)) : 0n;
  const most = 2n ** BigInt(type.isSigned ? type.bits - 1 : type.bits) - 1n;
  const small = BigInt(random.below(20));
  const value = random.pick([small, small, small, least, most, most - 1n, type.isSigned ? -small : small]);
  const c = value === -(2n ** 63n) ? '(-9223372036854775807LL - 1)' : `${value}${value < 0 ? 'LL' : 'ULL'}`;
  return { value, c: `((${type.name})${c})` };
}
