// Long chains of operators and of piped calls (`syntax/chains.ts`): what is below a rung is lowered first, the lowest
// rung first of all, and held; it stands on the left, so nothing is evaluated out of order. Then no recursion
// comes further down than to the next rung, and no tree of the IR is deeper.
import { type Link, rungsBelow } from '../../syntax/chains';
import { read } from '../expressions';
import type * as ir from '../ir';
import { settle } from './access';
import type { FunctionLowering } from './context';
import type { Held } from './place';
import { categoryOf, valueType } from './value-types';

/** What is held of a rung that is used now, if it is; what is below any other rung is lowered first. */
export function heldRung(f: FunctionLowering, e: Link): Held | undefined {
  if (e.links === undefined) return undefined;
  const held = f.rungs.get(e);
  if (held) {
    f.rungs.delete(e);
    return held;
  }
  const { temporaries } = f.b;
  for (const below of rungsBelow(e, (one) => f.rungs.has(one))) holdRung(f, below, temporaries);
  return undefined;
}

/** @param temporaries how many there were before the chain: of those made for it, only the result's are kept */
function holdRung(f: FunctionLowering, e: Link, temporaries: number): void {
  const type = f.ownType(e);
  switch (categoryOf(type)) {
    case 'slice': {
      const { data, count } = settle(f, f.slice(e));
      const [first, second] = [saved(f, 'ptr', data), saved(f, 'i64', count)];
      f.rungs.set(e, { slice: { bindings: [], data: read(first), count: read(second) } });
      return f.b.keepTemporaries(temporaries, first, second);
    }
    case 'aggregate': {
      const place = f.temporaryMemory(type);
      f.build(e, place);
      f.rungs.set(e, { place });
      return f.b.keepTemporaries(temporaries);
    }
    default: {
      const local = saved(f, valueType(type), f.value(e));
      f.rungs.set(e, { value: read(local) });
      return f.b.keepTemporaries(temporaries, local);
    }
  }
}

function saved(f: FunctionLowering, type: ir.ValueType, value: ir.Expression): ir.LocalId {
  const local = f.b.temporary(type);
  f.b.set(local, value);
  return local;
}
