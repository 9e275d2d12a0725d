// The external functions that the interpreter offers, by their C names, and what they do.
//
// Pure ones compute; the others go through the journal, or keep what they know in the program's state.
import type { HostCall, HostFunction } from './host-call';
import { SURROUNDINGS } from './surroundings';
import { THREADS } from './threads/host-functions';
import { ExitSignal } from './trap';

const real = (run: (x: number) => number): HostFunction => ({
  parameters: ['f64'],
  result: 'f64',
  run: (_call, x: number) => run(x),
});
const real2 = (run: (x: number, y: number) => number): HostFunction => ({
  parameters: ['f64', 'f64'],
  result: 'f64',
  run: (_call, x: number, y: number) => run(x, y),
});

/** To the nearest integer, of two that are equally near to the even one. Beyond 2^52 there are only integers. */
function nearest(x: number): number {
  if (!(Math.abs(x) < 2 ** 52)) return x;
  const unit = x < 0 || Object.is(x, -0) ? -(2 ** 52) : 2 ** 52;
  return x + unit - unit || (unit < 0 ? -0 : 0);
}

/** stdout for 1, stderr for 2; anything else is refused with -1, as write(2) does. */
function writeTo(call: HostCall, fd: number, address: bigint, count: bigint): bigint {
  return fd === 1 || fd === 2 ? call.write(fd, address, count) : -1n;
}

function puts(call: HostCall, address: bigint): number {
  const length = call.textLength(address);
  call.write(1, address, length);
  call.writeByte(1, 10);
  return Number(length) + 1;
}

export const HOST_FUNCTIONS: ReadonlyMap<string, HostFunction> = new Map<string, HostFunction>([
  ['write', { parameters: ['i32', 'ptr', 'i64'], result: 'i64', run: writeTo }],
  [
    'read',
    {
      parameters: ['i32', 'ptr', 'i64'],
      result: 'i64',
      touches: 'reads standard input',
      run: (call, fd: number, address: bigint, count: bigint) => (fd === 0 ? call.read(address, count) : -1n),
    },
  ],
  [
    'putchar',
    {
      parameters: ['i32'],
      result: 'i32',
      run: (call, c: number) => {
        call.writeByte(1, c & 0xff);
        return c & 0xff;
      },
    },
  ],
  [
    'getchar',
    { parameters: [], result: 'i32', touches: 'reads standard input', run: (call) => call.readByte() },
  ],
  ['puts', { parameters: ['ptr'], result: 'i32', run: puts }],
  [
    'exit',
    {
      parameters: ['i32'],
      run: (_call, code: number) => {
        throw new ExitSignal(code & 0xff);
      },
    },
  ],
  ['clock_ns', { parameters: [], result: 'i64', run: (call) => call.journaled(() => call.host.now()) }],
  ...SURROUNDINGS,
  ...THREADS,
  ['__grow', { parameters: ['i64'], result: 'i64', run: (call, bytes: bigint) => call.grow(bytes) }],
  ['abs', { parameters: ['i32'], result: 'i32', run: (_call, x: number) => Math.abs(x) | 0 }],
  ['sqrt', real(Math.sqrt)],
  ['sin', real(Math.sin)],
  ['cos', real(Math.cos)],
  ['tan', real(Math.tan)],
  ['exp', real(Math.exp)],
  ['log', real(Math.log)],
  ['floor', real(Math.floor)],
  ['ceil', real(Math.ceil)],
  ['trunc', real(Math.trunc)],
  ['nearbyint', real(nearest)],
  ['fabs', real(Math.abs)],
  ['atan2', real2(Math.atan2)],
  ['pow', real2(Math.pow)],
  ['fmod', real2((x, y) => x % y)],
]);
