// Runs: straight stretches of statements whose safepoints can be counted at once.
//
// Most steps of a program pass safepoints at which nothing happens. For a stretch of simple statements, up to
// and with the safepoint of whatever follows (a call, an `if`), compiled code has two copies: one that takes
// all the steps off the fuel in one go and does the statements without looking, and one that looks before
// each. A word for each run, kept like the marks, says what the run costs; a mark anywhere in it, or
// too little fuel left, leads to the second. A statement that traps in the first gives back the steps
// behind it, so that time is exact in both.
import type * as ir from '../../ir/ir';

/** Statements that neither call nor branch. */
export type SimpleStatement =
  ir.SetStatement | ir.StoreStatement | ir.CopyStatement | ir.FillStatement | ir.NopStatement;

const SIMPLE: ReadonlySet<string> = new Set<ir.Statement['op']>(['set', 'store', 'copy', 'fill', 'nop']);

export function isSimple(s: ir.Statement): s is SimpleStatement {
  return SIMPLE.has(s.op);
}

/** Simple statements, and perhaps one of another kind that begins with a safepoint. */
export interface Run {
  readonly statements: readonly ir.Statement[];
  /** How many of them have a safepoint. */
  readonly safepoints: number;
}

/** A run's safepoints, by their numbers in the function. */
export interface SafepointRun {
  readonly first: number;
  readonly count: number;
}

/** Most statements of a run: they are compiled twice. */
const LONGEST = 64;

/** The labels that a `break` of these statements names. */
export function labelsBroken(
  statements: readonly ir.Statement[],
  into = new Set<ir.LabelId>(),
): Set<ir.LabelId> {
  for (const s of statements) {
    if (s.op === 'break') into.add(s.label);
    for (const inner of bodiesOf(s)) labelsBroken(inner, into);
  }
  return into;
}

function bodiesOf(s: ir.Statement): readonly (readonly ir.Statement[])[] {
  switch (s.op) {
    case 'if':
      return [s.then, s.else];
    case 'loop':
    case 'block':
      return [s.body];
    case 'switch':
      return [...s.cases.map((one) => one.body), s.otherwise];
    default:
      return [];
  }
}

/** The statements, with those blocks opened that nothing breaks out of: they would only cut runs short. */
export function withoutIdleBlocks(
  statements: readonly ir.Statement[],
  broken: ReadonlySet<ir.LabelId>,
): readonly ir.Statement[] {
  return statements.flatMap((s) => {
    const isIdle = s.op === 'block' && s.safepoint === undefined && !broken.has(s.label);
    return isIdle ? withoutIdleBlocks(s.body, broken) : [s];
  });
}

/** Splits a sequence so that each part is a run, or a statement that cannot be in one. */
export function splitIntoRuns(statements: readonly ir.Statement[]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  let safepoints = 0;
  const finish = (to: number) => {
    if (to > from) runs.push({ statements: statements.slice(from, to), safepoints });
    from = to;
    safepoints = 0;
  };
  statements.forEach((s, i) => {
    const simple = isSimple(s);
    // A run's word is that of its first safepoint, so a run begins with one.
    if (s.safepoint === undefined ? !simple : safepoints === 0) finish(i);
    if (s.safepoint !== undefined) safepoints++;
    if (!simple || i + 1 - from >= LONGEST) finish(i + 1);
  });
  finish(statements.length);
  return runs;
}
