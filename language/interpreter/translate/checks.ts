// What a module of the checked translation needs besides: the checker's functions, the place of its bits,
// and which functions it does not concern.
import type * as ir from '../../ir/ir';
import type { ShadowLayout } from '../memory-check/shadow-layout';
import { I32, I64, type ModuleBuilder } from '../wasm/encoder';

/** Numbers of the imported functions of the checker, and where the bits of doubt lie. */
export interface Checks {
  /** (address, size): a load in doubt */
  readonly load: number;
  /** (address, size): a store in doubt */
  readonly store: number;
  /** (to, from, size): a copy in doubt */
  readonly copy: number;
  /** (block, size) */
  readonly allocated: number;
  /** (block, size): fresh memory that counts as written */
  readonly written: number;
  /** (block) */
  readonly freed: number;
  readonly doubt: number;
  /** False for code of the debugger's, which looks at memory as it is. */
  readonly ofLoads: boolean;
}

export function importChecks(
  builder: ModuleBuilder,
  module: string,
  shadow: ShadowLayout,
  ofLoads: boolean,
): Checks {
  const add = (name: string, parameters: (typeof I32 | typeof I64)[]) =>
    builder.importFunction(module, name, builder.type(parameters, []));
  return {
    load: add('checkLoad', [I32, I32]),
    store: add('checkStore', [I32, I32]),
    copy: add('checkCopy', [I32, I32, I32]),
    allocated: add('heapAllocated', [I64, I64]),
    written: add('heapWritten', [I64, I64]),
    freed: add('heapFreed', [I64]),
    doubt: shadow.doubt,
    ofLoads,
  };
}

const ALLOCATOR_SOURCE = 'std/memory.rw';

/** Whether a function is part of the allocator, to which the rules of the heap do not apply. */
export function isAllocator({ isLibrary, span }: ir.Function): boolean {
  return isLibrary && span.source.path === ALLOCATOR_SOURCE;
}
