// The whole check of a recorded history: replays it, then goes to the moments of what was found.
import type { Control } from '../../history/pace';
import type { FindingInfo, MemoryCheckReport, PlacedMoment, Result } from '../api';
import type { Debuggee } from '../debuggee';
import { excessesOf } from '../../interpreter/limits';
import { MOST_FINDINGS, replayChecked, type Replay } from './checked-replay';
import { describeFinding } from './described';

const CANCELLED = { ok: false, message: 'it was cancelled' } as const;

/** Leaves the program where it stood. */
export async function checkMemory(debuggee: Debuggee, control: Control): Promise<Result<MemoryCheckReport>> {
  const { history, program } = debuggee;
  const [excess] = excessesOf(program, true);
  if (excess) return { ok: false, message: excess.message };
  const { now } = history;
  const replay = await replayChecked(debuggee, control);
  if (replay.isCancelled) return CANCELLED;
  const findings: FindingInfo[] = [];
  for (const finding of replay.findings) {
    if (control.signal?.aborted) break;
    findings.push(await describeFinding(debuggee, finding, { signal: control.signal }));
  }
  await history.goTo(now);
  if (control.signal?.aborted) return CANCELLED;
  return { ok: true, findings: together(findings), note: noteOf(replay) };
}

/** The same mistake, made with several blocks, is told once, for the first. */
function together(findings: readonly FindingInfo[]): FindingInfo[] {
  const first = new Map<string, FindingInfo>();
  for (const finding of findings) {
    const { kind, access, allocated } = finding;
    const key = [kind, place(access), allocated && place(allocated)].join(' ');
    const known = first.get(key);
    first.set(key, known ? { ...known, count: known.count + 1 } : finding);
  }
  return [...first.values()];
}

function place({ span }: PlacedMoment): string {
  return `${span.source.path}:${span.start}`;
}

function noteOf({ findings, changed, stuck }: Replay): string | undefined {
  if (findings.length >= MOST_FINDINGS)
    return `There are ${MOST_FINDINGS} findings or more; these are the first.`;
  if (stuck !== undefined) return `From t=${stuck} on there is not memory enough to check.`;
  if (changed === undefined) return undefined;
  return `The program was changed at t=${changed}; what it did since then was not checked.`;
}
