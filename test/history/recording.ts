// What the history's tests share: programs, ways of spacing, and a forward run that everything is held against.
import fc from 'fast-check';
import { History, type HistoryOptions } from '../../language/history/history';
import { FixedSpacing, PaidSpacing } from '../../language/history/spacing';
import { ToyMachine, type ToyProgram } from './toy-machine';

/** With it, more and longer runs. */
export const isLong = process.env.ROPEWALK_LONG === '1';

export const programs: fc.Arbitrary<ToyProgram> = fc.record({
  seed: fc.nat(),
  workingSet: fc.constantFrom(1, 3, 40),
  writes: fc.constantFrom(4, 60, 255),
  calls: fc.constantFrom(5, 60, 200),
  length: fc.integer({ min: 1, max: isLong ? 3000 : 1000 }),
  ending: fc.constantFrom('trap' as const, 'exit' as const),
});

const KIB = 1024;

/** Spacing from a checkpoint each step to hardly any, budgets from next to nothing to plenty. */
export const settings: fc.Arbitrary<{ spacing: () => HistoryOptions['spacing']; budgetBytes: number }> =
  fc.record({
    spacing: fc.constantFrom(
      () => new FixedSpacing(1),
      () => new FixedSpacing(7),
      () => new FixedSpacing(100),
      () => new FixedSpacing(10_000),
      () => new PaidSpacing(),
    ),
    budgetBytes: fc.constantFrom(64 * KIB, 200 * KIB, 600 * KIB, 64 * KIB * KIB),
  });

/** What happened at each time when the program ran forward, without any history. */
export interface Truth {
  readonly hashes: number[];
  readonly tops: number[];
  /** Times at which the breakpoint holds. */
  readonly hits: number[];
  /** The last moment. */
  readonly end: number;
}

export const breakpointHolds = (machine: ToyMachine): boolean => machine.mixed % 97 === 3;

/** Without `withHashes` the hashes, which take time, are left out. */
export function truthOf(program: ToyProgram, from = new ToyMachine(program), withHashes = true): Truth {
  const truth = { hashes: [] as number[], tops: [] as number[], hits: [] as number[] };
  for (;;) {
    if (withHashes) truth.hashes[from.time] = from.hash();
    truth.tops[from.time] = from.topFrame;
    if (breakpointHolds(from)) truth.hits.push(from.time);
    const { time } = from;
    if (from.run({ steps: 1, breakpoints: 'ignore' }).kind !== 'steps') return { ...truth, end: time };
  }
}

export interface Recording {
  readonly machine: ToyMachine;
  readonly history: History;
  /** The most bytes held at the moments when most is held: when a checkpoint has just been made. */
  readonly peak: () => number;
}

export function begin(
  program: ToyProgram,
  setting: { spacing: () => HistoryOptions['spacing']; budgetBytes: number },
  more: HistoryOptions = {},
): Recording {
  const machine = new ToyMachine(program);
  machine.breakpoint = breakpointHolds;
  const spacing = setting.spacing() ?? new PaidSpacing();
  const history: History = new History(machine, { spacing, budgetBytes: setting.budgetBytes, ...more });
  let peak = 0;
  const onTaken = spacing.onTaken.bind(spacing);
  spacing.onTaken = (taken) => {
    peak = Math.max(peak, history.heldBytes);
    onTaken(taken);
  };
  return { machine, history, peak: () => peak };
}

/** A signal that says it is aborted from the so-manieth time on that it is asked. */
export function abortAfter(looks: number): AbortSignal {
  let left = looks;
  return {
    get aborted() {
      return left-- <= 0;
    },
    addEventListener() {},
  } as unknown as AbortSignal;
}
