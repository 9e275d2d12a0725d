// The choice that a switch makes between its cases: jump tables where values lie close together, and halving
// between what lies apart. So what a choice costs hardly depends on how many cases there are.
//
// The ranges of all cases are sorted. Neighbours that lie close make a _cluster_, which becomes one jump table; any
// other range is a cluster of its own. Then each comparison leaves one half of the clusters.
import type * as ir from '../../ir/ir';
import { RANGES } from '../../ir/value-type';
import type { Label, Opcode } from '../wasm/code';
import { I64 } from '../wasm/encoder';
import { type FunctionContext, wasmType } from './context';
import { emitExpression } from './expressions';
import type { Place } from './region';

/** Entries of a jump table: engines take 65,520. */
const LARGEST_TABLE = 60_000n;
/** Fewer ranges than this are found as fast by comparisons. */
const FEWEST_IN_TABLE = 4;
/** Entries that a range may add to a table: one is a byte or two, a comparison some ten. */
const WIDEST_IN_TABLE = 16n;

/** Values that lead to one case. */
interface Goal extends ir.ValueRange {
  readonly place: Place;
}
/** Goals that one table decides between, or one by itself. */
type Cluster = readonly [Goal, ...Goal[]];

export function emitChoice(
  f: FunctionContext,
  s: ir.SwitchStatement,
  places: readonly Place[],
  otherwise: Place,
): void {
  const clusters = clustersOf(goalsOf(s, places));
  emitExpression(f, s.value);
  f.scratch(wasmType(s.type), (chosen) => {
    f.code.set(chosen);
    const [least, most] = RANGES[s.type] as readonly [bigint, bigint];
    new Choice(f, s.type, chosen, otherwise).among(clusters, { low: least, high: most + 1n });
  });
}

/** By their values; those that follow each other to the same place are one. */
function goalsOf(s: ir.SwitchStatement, places: readonly Place[]): Goal[] {
  const all = s.cases.flatMap(({ ranges }, i) =>
    ranges.map(({ low, high }): Goal => ({ low, high, place: places[i] as Place })),
  );
  all.sort((a, b) => (a.low < b.low ? -1 : 1));
  const goals: Goal[] = [];
  for (const goal of all) {
    const last = goals.at(-1);
    if (last?.high === goal.low && last.place === goal.place)
      goals[goals.length - 1] = { ...last, high: goal.high };
    else goals.push(goal);
  }
  return goals;
}

function clustersOf(goals: readonly Goal[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (let at = 0; at < goals.length;) {
    const first = goals[at] as Goal;
    let end = at + 1;
    while (end < goals.length && isClose(first, goals[end - 1] as Goal, goals[end] as Goal)) end++;
    if (end - at < FEWEST_IN_TABLE) end = at + 1;
    clusters.push([first, ...goals.slice(at + 1, end)]);
    at = end;
  }
  return clusters;
}

/** True if a goal may join the table that begins with `first` and ends with `last`. */
function isClose(first: Goal, last: Goal, { high }: Goal): boolean {
  const isNarrow = first.high - first.low <= WIDEST_IN_TABLE;
  return isNarrow && high - last.high <= WIDEST_IN_TABLE && high - first.low <= LARGEST_TABLE;
}

class Choice {
  private readonly width: 'i32' | 'i64';
  private readonly sign: 's' | 'u';

  constructor(
    private readonly f: FunctionContext,
    type: ir.ValueType,
    /** The local with the value. */
    private readonly chosen: number,
    private readonly otherwise: Place,
  ) {
    this.width = wasmType(type) === I64 ? 'i64' : 'i32';
    this.sign = type.startsWith('i') ? 's' : 'u';
  }

  /** Chooses among clusters, where the value is known to lie in `known`. */
  among(clusters: readonly Cluster[], known: ir.ValueRange): void {
    const half = clusters.length >> 1;
    const right = clusters[half];
    if (!right) this.go(this.otherwise);
    else if (half > 0) {
      const border = right[0].low;
      this.compare('lt', border).if();
      this.among(clusters.slice(0, half), { ...known, high: border });
      this.f.code.end();
      this.among(clusters.slice(half), { ...known, low: border });
    } else if (right.length > 1) this.byTable(right);
    else this.byTest(right[0], known);
  }

  /** A range test: of both ends, unless one is known to be met. */
  private byTest(goal: Goal, known: ir.ValueRange): void {
    const { low, high, place } = goal;
    const isAbove = low <= known.low;
    const isBelow = high >= known.high;
    if (isAbove && isBelow) return this.go(place);
    if (high - low === 1n) this.compare('eq', low);
    else if (isAbove) this.compare('lt', high);
    else if (isBelow) this.compare('ge', low);
    else
      this.from(low)
        .constant(high - low)
        .op('lt_u');
    this.f.code.brIf(place.wasm as Label);
    this.go(this.otherwise);
  }

  private byTable(cluster: Cluster): void {
    const { code } = this.f;
    const first = cluster[0].low;
    const labels: Label[] = [];
    for (const { low, high, place } of cluster) {
      while (labels.length < Number(low - first)) labels.push(this.otherwise.wasm as Label);
      while (labels.length < Number(high - first)) labels.push(place.wasm as Label);
    }
    this.from(first);
    if (this.width === 'i64')
      this.f.scratch(I64, (index) => {
        code.tee(index);
        this.constant(BigInt(labels.length)).op('ge_u');
        code.brIf(this.otherwise.wasm as Label);
        code.get(index).op('i32.wrap_i64');
      });
    code.brTable(labels, this.otherwise.wasm as Label);
  }

  /** Pushes how far behind `low` the value lies; a huge number, without a sign, if before it. */
  private from(low: bigint): this {
    this.f.code.get(this.chosen);
    return low === 0n ? this : this.constant(low).op('sub');
  }

  private compare(how: 'eq' | 'lt' | 'ge', value: bigint): FunctionContext['code'] {
    this.f.code.get(this.chosen);
    this.constant(value).op(how === 'eq' ? how : `${how}_${this.sign}`);
    return this.f.code;
  }

  private constant(value: bigint): this {
    if (this.width === 'i64') this.f.code.i64(BigInt.asIntN(64, value));
    else this.f.code.i32(Number(BigInt.asIntN(32, value)));
    return this;
  }

  private op(name: 'eq' | 'sub' | `${'lt' | 'ge'}_${'s' | 'u'}`): this {
    this.f.code.op(`${this.width}.${name}` satisfies Opcode);
    return this;
  }

  private go({ wasm }: Place): void {
    this.f.code.br(wasm as Label);
  }
}
