// Looks for wrong uses of the heap in what has been recorded without looking for them: a second, checked
// machine goes through the same moments again, with the same answers of the outside world.
import { Pace, type Control } from '../../history/pace';
import type { MemoryFinding } from '../../interpreter/memory-check/finding';
import type { Machine } from '../../interpreter/machine';
import type { RunEnd, Time } from '../../interpreter/recordable';
import type { Debuggee } from '../debuggee';

/** More of them help nobody; the first ones are to be mended first. */
export const MOST_FINDINGS = 100;

export interface Replay {
  readonly findings: readonly MemoryFinding[];
  /** Whether it was given up because the control said so. */
  readonly isCancelled: boolean;
  /** The moment of the first change from outside: what the program did since then is not looked at. */
  readonly changed?: Time;
  /** The moment at which the checked machine could not go on, because it has less room. */
  readonly stuck?: Time;
}

/** From the program's beginning to the newest moment of the present branch. */
export async function replayChecked(debuggee: Debuggee, control: Control): Promise<Replay> {
  const { history } = debuggee;
  const machine = debuggee.machine.checkedTwin();
  const findings: MemoryFinding[] = [];
  const collect = (finding: MemoryFinding) => (findings.push(finding) < MOST_FINDINGS ? 'more' : 'enough');
  if (machine.checker) machine.checker.collect = collect;
  const changed = history.firstChange;
  const hasEnded = changed === undefined && history.end.how.kind !== 'open';
  // The statement that ended the program is no moment that one can go on from, but it was executed.
  const until = (changed ?? history.end.time) + (hasEnded ? 1 : 0);
  const isCancelled = !(await runUntil(machine, until, control));
  const isStuck = !isCancelled && findings.length < MOST_FINDINGS && machine.time < until;
  return { findings, isCancelled, changed, ...(isStuck && { stuck: machine.time }) };
}

/** In slices; false if it was cancelled. */
async function runUntil(machine: Machine, until: Time, control: Control): Promise<boolean> {
  const pace = new Pace();
  pace.begin();
  let end: RunEnd['kind'] = 'steps';
  while (end === 'steps' && machine.time < until) {
    if (control.signal?.aborted) return false;
    const before = machine.time;
    const begun = pace.clock();
    end = machine.run({ steps: Math.min(pace.strideSteps, until - before), breakpoints: 'ignore' }).kind;
    pace.ran(machine.time - before, pace.clock() - begun);
    if (!pace.isSliceOver()) continue;
    control.onProgress?.(machine.time / until);
    await pace.rest();
  }
  return true;
}
