// What a switch costs as its cases become many: over tags, over integers that lie close together, and over ones
// that lie far apart.
import { interleaved } from './measure';
import type { Report } from './report';
import { compileText, runBare } from './ropewalk-programs';

const GROUP = 'switch';
const ROUNDS = 20_000_000;
const FEW = 4;
const MANY = 64;
/** A jump to one of 64 places is harder to foresee than to one of 4: in C it takes 1.27 times as long. */
const TABLE_TARGET = 1.4;
/** Six comparisons in the place of two. */
const HALVING_TARGET = 2;

interface Kind {
  readonly name: string;
  /** The most that many cases may cost, as a multiple of few. */
  readonly target: number;
  /** What is declared. */
  declarations(count: number): string;
  readonly type: string;
  /** The i-th case. */
  label(i: number): string;
  /** The value that it is for. */
  value(i: number): string;
}

const close = (i: number): string => `${i} + 9000000000`;
const far = (i: number): string => `${i} * 1000000007`;

const KINDS: readonly Kind[] = [
  {
    name: 'tags',
    target: TABLE_TARGET,
    declarations: (count) =>
      `type Tag enum { ${numbers(count)
        .map((i) => `t${i}`)
        .join(', ')} }`,
    type: 'Tag',
    label: (i) => `t${i}`,
    value: (i) => `.t${i}`,
  },
  {
    name: 'i64, close together',
    target: TABLE_TARGET,
    declarations: () => '',
    type: 'i64',
    label: close,
    value: close,
  },
  {
    name: 'i64, far apart',
    target: HALVING_TARGET,
    declarations: () => '',
    type: 'i64',
    label: far,
    value: far,
  },
];

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** The same rounds, on values that all come in turn: so it is the choice that differs, not what is predicted. */
function programOf(kind: Kind, count: number): string {
  const cases = numbers(count).map((i) => `case ${kind.label(i)} { total += ${i % 7}; }`);
  return `${kind.declarations(count)}
    values: [${count}]${kind.type};
    fn main() {
        values = [${numbers(count)
          .map((i) => kind.value(i))
          .join(', ')}];
        total: i64;
        for i in 0..${ROUNDS} { switch values[i & ${count - 1}] { ${cases.join(' ')} else {} } }
        print("{}\\n", total);
    }`;
}

export async function measureSwitches(report: Report, repetitions: number): Promise<void> {
  report.heading(`Switches: ${MANY} cases ÷ ${FEW}`);
  for (const kind of KINDS) {
    const [few, many] = [FEW, MANY].map((count) => compileText('switch.rw', programOf(kind, count))) as [
      ReturnType<typeof compileText>,
      ReturnType<typeof compileText>,
    ];
    const times = await interleaved({ few: () => runBare(few), many: () => runBare(many) }, repetitions);
    report.figure({
      group: GROUP,
      name: kind.name,
      value: times.many / times.few,
      unit: '×',
      target: kind.target,
      note: `${times.many.toFixed(0)} and ${times.few.toFixed(0)} ms`,
    });
  }
}
