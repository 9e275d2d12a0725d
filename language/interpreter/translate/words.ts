// The words of the control block and the state page, as the engine's own code reads and writes them.
import type { Code } from '../wasm/code';

/** Pushes the word at a fixed address. */
export const load = (code: Code, address: number): Code => code.loadAt('i32.load', address);

/** Stores what `push` leaves on the stack at a fixed address. */
export function store(code: Code, address: number, push: () => void): void {
  code.i32(0);
  push();
  code.access('i32.store', address);
}
