// The memory check of a session with several phases: all that has come to pass in each of them is looked at.
import type * as api from '../api';
import { laterBy } from '../memory-check/later';
import type { Phase } from './phase';

/**
 * @param phases those that the session has come to
 * @param here the one where it stands
 */
export async function checkPhases(
  phases: readonly Phase[],
  here: Phase,
): Promise<api.Result<api.MemoryCheckReport>> {
  const findings: api.FindingInfo[] = [];
  const notes: string[] = [];
  const missed = phases.filter((phase) => phase.debugger?.state !== 'stopped');
  for (const phase of phases) {
    const { debugger: debug } = phase;
    if (!debug || (phase !== here && missed.includes(phase))) continue;
    const result = await debug.memoryCheck();
    if (!result.ok) return result;
    findings.push(...result.findings.map((finding) => laterBy(finding, phase.offset)));
    if (result.note !== undefined) notes.push(result.note);
  }
  if (missed.length > 0) notes.push(noteOf(missed));
  return { ok: true, findings, note: notes.length > 0 ? notes.join(' ') : undefined };
}

function noteOf(missed: readonly Phase[]): string {
  const [first] = missed.map((phase) => phase.first);
  return missed.length === 1
    ? `What ran while compiling from t=${first} on was not looked at, for it is not kept: go there, and check again.`
    : `${missed.length} things that ran while compiling, the first of them from t=${first} on, were not looked at, for they are not kept: go there, and check again.`;
}
