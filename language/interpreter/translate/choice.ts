// The choice that a switch makes between its cases.
import type * as ir from '../../ir/ir';
import type { Label } from '../wasm/code';
import { I32 } from '../wasm/encoder';
import type { FunctionContext } from './context';
import { emitExpression } from './expressions';
import type { Place } from './region';

/** Entries of a jump table: engines take 65,520. */
const LARGEST_TABLE = 60_000;

/** A jump table when the values are dense, else comparisons. */
export function emitChoice(
  f: FunctionContext,
  s: ir.SwitchStatement,
  places: readonly Place[],
  otherwise: Place,
): void {
  const { code } = f;
  const values = s.cases.flatMap((one, i) =>
    one.values.map((value) => ({ value, place: places[i] as Place })),
  );
  const least = Math.min(...values.map((v) => v.value));
  const most = Math.max(...values.map((v) => v.value));
  emitExpression(f, s.value);
  if (values.length === 0) {
    code.op('drop').br(otherwise.wasm as Label);
  } else if (most - least < Math.min(4 * values.length + 8, LARGEST_TABLE)) {
    const table = Array.from({ length: most - least + 1 }, () => otherwise.wasm as Label);
    for (const { value, place } of values) table[value - least] = place.wasm as Label;
    code
      .i32(least)
      .op('i32.sub')
      .brTable(table, otherwise.wasm as Label);
  } else {
    f.scratch(I32, (chosen) => {
      code.set(chosen);
      for (const { value, place } of values) {
        code
          .get(chosen)
          .i32(value)
          .op('i32.eq')
          .brIf(place.wasm as Label);
      }
      code.br(otherwise.wasm as Label);
    });
  }
}
