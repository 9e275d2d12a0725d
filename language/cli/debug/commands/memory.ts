// Looking for wrong uses of the heap in what has been recorded.
import type { Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { count, findingRows } from '../format';

async function memoryCheck(dialogue: Dialogue): Promise<Complaint> {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const { screen } = dialogue;
  const result = await dialogue.debugger.memoryCheck();
  if (!result.ok) return `The memory was not checked: ${result.message}.`;
  const { findings, note } = result;
  for (const finding of findings) {
    screen.line(screen.paint('red', `t=${finding.access.time}  ${finding.message}`));
    for (const row of findingRows(finding)) screen.line(row);
  }
  const { end } = dialogue.debugger.history();
  const found = findings.length === 0 ? 'No wrong use of the heap' : count(findings.length, 'finding');
  screen.line(`${found} up to t=${end}.${findings.length > 0 ? ' `goto TIME` goes to a moment.' : ''}`);
  if (note !== undefined) screen.line(note);
  return undefined;
}

export const MEMORY_COMMANDS: readonly Command[] = [
  {
    name: 'memory-check',
    topic: 'looking',
    summary: 'look for wrong uses of the heap in all that has been recorded',
    details:
      'Finds accesses to freed blocks and outside of blocks, and reads of memory from `malloc` that nothing\n' +
      'was written to. Each is told with the moments of the access, of the allocation and of the `free`.',
    repeat: 'nothing',
    completes: 'nothing',
    run: memoryCheck,
  },
];
