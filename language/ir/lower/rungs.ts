// Long chains of operators and of piped calls (`syntax/chains.ts`): what is below a rung is lowered first, the lowest
// rung first of all, and held; it stands on the left, so nothing is evaluated out of order. Then no recursion
// comes further down than to the next rung, and no tree of the IR is deeper.
import type * as ast from '../../syntax/ast';
import { type Link, rungsBelow } from '../../syntax/chains';
import { read } from '../expressions';
import type * as ir from '../ir';
import { settle } from './access';
import type { FunctionLowering } from './context';
import { plainSlice, type Held } from './place';
import { categoryOf, valueType } from './value-types';

/** What is held of a rung that is used now, if it is; what is below any other rung is lowered first. */
export function heldRung(f: FunctionLowering, e: Link): Held | undefined {
  // Hardly any expression is one, and all are asked.
  return e.links === undefined ? undefined : takeRung(f, e);
}

function takeRung(f: FunctionLowering, e: Link): Held | undefined {
  const rungs = (f.rungs ??= new Map<ast.Expression, Held>());
  const held = rungs.get(e);
  if (held) {
    rungs.delete(e);
    return held;
  }
  const { temporaries } = f.b;
  for (const below of rungsBelow(e, (one) => rungs.has(one)))
    rungs.set(below, holdRung(f, below, temporaries));
  return undefined;
}

/** @param temporaries how many there were before the chain: of those made for it, only the result's are kept */
function holdRung(f: FunctionLowering, e: Link, temporaries: number): Held {
  const type = f.ownType(e);
  switch (categoryOf(type)) {
    case 'slice': {
      const { data, count } = settle(f, f.slice(e));
      const [first, second] = [saved(f, 'ptr', data), saved(f, 'i64', count)];
      f.b.keepTemporaries(temporaries, first, second);
      return { slice: plainSlice(read(first), read(second)) };
    }
    case 'aggregate': {
      const place = f.temporaryMemory(type);
      f.build(e, place);
      f.b.keepTemporaries(temporaries);
      return { place };
    }
    default: {
      const local = saved(f, valueType(type), f.value(e));
      f.b.keepTemporaries(temporaries, local);
      return { value: read(local) };
    }
  }
}

function saved(f: FunctionLowering, type: ir.ValueType, value: ir.Expression): ir.LocalId {
  const local = f.b.temporary(type);
  f.b.set(local, value);
  return local;
}
