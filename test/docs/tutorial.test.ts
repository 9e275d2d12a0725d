// What the documents show in the terminal is what happens: their commands are run in the order in which they
// stand there, and the text must be the same to the letter. UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
/** Each with the example that it is about, whose functions it may replace. */
const DOCUMENTS = {
  'README.md': 'examples/hashmap.rw',
  'docs/tutorial.md': 'examples/hashmap.rw',
  'docs/memory-check.md': 'examples/hashmap.rw',
  'docs/compile-time.md': 'examples/tables.rw',
};
const PROMPT = '(ropewalk) ';
const SHELL = '$ npx ropewalk ';

for (const [document, example] of Object.entries(DOCUMENTS)) {
  describe(document, () => {
    let folder = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'ropewalk-tutorial-'));
      mkdirSync(join(folder, 'examples'));
      copyFileSync(join(ROOT, example), join(folder, example));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('shows what happens', function () {
      this.timeout(60_000);
      const file = join(ROOT, document);
      const played = play(readFileSync(file, 'utf8'), folder, example);
      if (process.env['UPDATE']) writeFileSync(file, played);
      assert.equal(readFileSync(file, 'utf8'), played);
    });
  });
}

/** The document with what its commands really print. */
function play(text: string, folder: string, example: string): string {
  const parts = text.split(/(^```(?:console|rw)\n.*?^```$)/ms);
  parts.forEach((part, i) => {
    if (part.startsWith('```rw\nfn ')) replaceFunction(join(folder, example), bodyOf(part));
    const name = /^```rw\n-- (\w+\.rw)\n/.exec(part)?.[1];
    if (name !== undefined) writeFileSync(join(folder, name), bodyOf(part));
    if (!part.startsWith(`\`\`\`console\n${SHELL}`)) return;
    const blocks = [i];
    for (let j = i + 2; parts[j]?.startsWith('```') && !(parts[j] as string).includes(SHELL); j += 2) {
      if (parts[j]?.startsWith(`\`\`\`console\n${PROMPT}`)) blocks.push(j);
    }
    const bodies = playSession(
      blocks.map((block) => bodyOf(parts[block] as string)),
      folder,
    );
    blocks.forEach((block, k) => (parts[block] = `\`\`\`console\n${bodies[k] as string}\`\`\``));
  });
  return parts.join('');
}

function bodyOf(block: string): string {
  return block.replace(/^```\w+\n/, '').replace(/```$/, '');
}

/** Runs the shell command that the first block begins with, and the dialogue that follows. */
function playSession(blocks: readonly string[], folder: string): string[] {
  const shell = (blocks[0] as string).split('\n')[0] as string;
  const commands = blocks.map((block) => block.split('\n').filter((line) => line.startsWith(PROMPT)));
  const script = join(folder, 'script');
  const lines = commands.flat().map((line) => `${line.slice(PROMPT.length)}\n`);
  writeFileSync(script, lines.join(''));
  const args = shell.slice(SHELL.length).split(' ');
  const output = ropewalk(lines.length > 0 ? [...args, '--script', script] : args, folder);
  const answers = output.split(new RegExp(`^(?=${PROMPT.replace(/[()]/g, '\\$&')})`, 'm'));
  const before = answers[0]?.startsWith(PROMPT) ? '' : (answers.shift() ?? '');
  const bodies = commands.map((own) => answers.splice(0, own.length).join(''));
  return bodies.map((body, k) => (k > 0 ? body : `${shell}\n${before}${body}`));
}

function ropewalk(args: readonly string[], folder: string): string {
  const flags = ['--require', join(ROOT, 'test/register.cjs'), join(ROOT, 'language/cli/main.ts')];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** Puts another text of a function, without nested ones, into the example. */
function replaceFunction(file: string, text: string): void {
  const name = /^fn \w+/.exec(text)?.[0] as string;
  const source = readFileSync(file, 'utf8');
  const start = source.indexOf(`${name}(`);
  const end = source.indexOf('\n}\n', start) + 3;
  writeFileSync(file, source.slice(0, start) + text + source.slice(end));
}
