// The host functions of the reference: those without input. Output is kept.
import { ReferenceTrap, type ReferenceMemory, type Value } from './memory';

/** The program called `exit`. */
export class ReferenceExit {
  constructor(readonly code: number) {}
}

const REAL: Record<string, (x: number) => number> = {
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  log: Math.log,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  nearbyint: nearest,
  fabs: Math.abs,
};

/** Halves go to the even side. */
function nearest(x: number): number {
  const [below, rest] = [Math.floor(x), x - Math.floor(x)];
  if (rest === 0 || !Number.isFinite(x)) return x;
  const above = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return above ? below + 1 || -0 : below;
}
const REAL2: Record<string, (x: number, y: number) => number> = {
  atan2: Math.atan2,
  pow: Math.pow,
  fmod: (x, y) => x % y,
};
const HEAP_UNIT = 65536;

export class ReferenceHost {
  readonly output: number[] = [];

  constructor(private readonly memory: ReferenceMemory) {}

  call(name: string, values: readonly Value[]): Value | undefined {
    const [a, b, c] = values as [Value, Value, Value];
    const real = REAL[name];
    if (real) return real(Number(a));
    const real2 = REAL2[name];
    if (real2) return real2(Number(a), Number(b));
    switch (name) {
      case 'write':
        return this.write(Number(a), b, c);
      case 'putchar':
        this.output.push(Number(a) & 255);
        return Number(a) & 255;
      case 'getchar':
        return -1;
      case 'puts':
        return this.puts(a);
      case 'exit':
        throw new ReferenceExit(Number(a) & 255);
      case 'abs':
        return Math.abs(Number(a)) | 0;
      case '__grow':
        return this.grow(Number(a));
      default:
        throw new ReferenceTrap('external', `there is no host function \`${name}\``);
    }
  }

  private write(fd: number, address: Value, count: Value): Value {
    if (fd === 1) this.take(BigInt(address), Number(count));
    return fd === 1 || fd === 2 ? count : -1n;
  }

  private take(address: bigint, count: number): void {
    for (let i = 0n; i < count; i++) {
      this.output.push(Number(this.memory.load('u8', address + i, 0, 'pointer')));
    }
  }

  private puts(address: Value): Value {
    let count = 0;
    while (this.memory.load('u8', BigInt(address) + BigInt(count), 0, 'pointer') !== 0) count++;
    this.take(BigInt(address), count);
    this.output.push(10);
    return count + 1;
  }

  private grow(bytes: number): bigint {
    const { memory } = this;
    const rounded = Math.ceil(bytes / HEAP_UNIT) * HEAP_UNIT;
    if (bytes <= 0 || memory.top + rounded > memory.places.heapEnd) return 0n;
    const start = memory.top;
    memory.top += rounded;
    return BigInt(start);
  }
}
