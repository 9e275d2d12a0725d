// Whole conversations with the terminal debugger, each against its record. A fixture `NAME.script` begins
// with `# program: FILE`; `NAME.expected` is what is shown, rewritten with UPDATE=1.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Conversation } from '../../../language/cli/debug/conversation';
import { recite } from '../../../language/cli/debug/lines';
import { openDialogue } from '../../../language/cli/debug/opening';
import { Screen } from '../../../language/cli/debug/terminal';
import { renderDiagnostics } from '../../../language/syntax/render-diagnostic';

const FOLDER = 'test/fixtures/dialogues';
const MEBIBYTE = 1024 * 1024;

async function shown(script: string): Promise<string> {
  const name = /^# program: (.+)$/m.exec(script)?.[1] ?? '';
  const input = /^# stdin: (.+)$/m.exec(script)?.[1];
  let text = '';
  const screen = new Screen({ write: (more) => (text += more), color: false });
  const opened = openDialogue(
    {
      file: join(FOLDER, name),
      programArguments: [],
      input: input === undefined ? undefined : Buffer.from(input),
      memoryLimit: 16 * MEBIBYTE,
      historyBudget: 64 * MEBIBYTE,
      memoryCheck: /^# memory-check$/m.test(script),
      compileTime: /^# compile-time$/m.test(script),
    },
    screen,
  );
  if (!opened.ok) assert.fail('message' in opened ? opened.message : renderDiagnostics(opened.diagnostics));
  await recite(new Conversation(opened.dialogue), script.split('\n'));
  opened.dialogue.end();
  // How many checkpoints there are follows measured time.
  return text.replace(/^checkpoints \d+, \d+ KiB/m, 'checkpoints N, M KiB');
}

describe('conversations with the terminal debugger', () => {
  const scripts = readdirSync(FOLDER).filter((file) => file.endsWith('.script'));
  for (const file of scripts) {
    it(file.replace('.script', ''), async () => {
      const record = join(FOLDER, file.replace('.script', '.expected'));
      const text = await shown(readFileSync(join(FOLDER, file), 'utf8'));
      if (process.env['UPDATE']) writeFileSync(record, text);
      assert.ok(existsSync(record), `${record} is missing; UPDATE=1 writes it`);
      assert.equal(text, readFileSync(record, 'utf8'));
    });
  }
});
