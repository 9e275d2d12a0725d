// Why a program may end with a trap, and what each kind says of it: two or three numbers, a, b and c.

/** The numbers are part of the compiled code's contract: add at the end. */
export const TRAP_KINDS = [
  'nil', // a nil pointer; a: the address
  'outside', // an address outside memory; a: the address
  'readonly', // a store to read-only memory; a: the address
  'index', // a: index, b: length
  'slice', // a: low, b: high (the length is c)
  'divide', // division by zero
  'panic', // a: address, b: length of the text
  'assert', // a: address, b: length of the text of the condition
  'stack', // stack overflow; a: depth in frames
  'memory', // out of memory; a: bytes asked for
  'double free', // a: the address
  'invalid free', // a: the address
  'function', // a call through a pointer that is no function of this signature; a: the pointer
  'size', // a negative or absurd count in make or malloc; a: the count
  'external', // a host function that does not exist or failed; a: external id
  // An enum's value with another tag than is needed. a, b: address and length of the names of the enum and its
  // tags, a line each; c: the tag that is there, and in the upper half the one that is needed, or -1 for any.
  'payload',
  // What only the checked translation finds; a: the address.
  'use after free',
  'outside block', // an access to the heap beside its blocks
  'unwritten', // a read of memory from `malloc` that nothing was written to
  // Of threads; these come with a message of their own.
  'thread', // a thread that cannot be started, or does not exist
  'relock', // a lock of a mutex that the thread holds already
  'deadlock', // no thread can run
  // A header of the heap was overwritten; a: the address of the block, b: 0, or a: where a freed block leads, b: 1.
  'damaged heap',
] as const;
export type TrapKind = (typeof TRAP_KINDS)[number];
