// How long a writer waits: from a keystroke to what is wrong with the text, and to completions; and what it takes
// to open a large file. The server is asked through its protocol, in a process of its own, which runs as VS Code runs it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LspClient } from '../test/server/protocol/lsp-client';
import { SERVER_FLAGS } from '../extension/node/server-flags';
import { generatedProgram } from './compile';
import { median, percentile, pseudoRandom } from './measure';
import type { Report } from './report';

const GROUP = 'server';
const SERVER = join(__dirname, '..', 'dist', 'ropewalk.js');
const URI = 'file:///generated.rw';
/** Modules of the generated program that make about so many lines. */
const MODULES_OF_10000 = 170;
const MODULES_OF_100000 = 1700;
/** Typed at several places, a character at a time; in between the text is unfinished. */
const TYPED = 'extra := checksum_3("text", seed: 4); if extra > 2 { print("{}\\n", extra); }';

export async function measureServer(report: Report, repetitions: number): Promise<void> {
  if (!existsSync(SERVER)) return report.absent(GROUP, 'the server is not built: `npm run build`');
  report.heading('The language server: a program of 10,000 lines');
  await measureTyping(report, repetitions);
  report.heading('The language server: a program of 100,000 lines');
  await measureOpening(report);
}

async function measureTyping(report: Report, repetitions: number): Promise<void> {
  const editor = await Editor.start();
  await editor.open(generatedProgram(MODULES_OF_10000));
  const random = pseudoRandom(7);
  const inBodies: number[] = [];
  const completions: number[] = [];
  const outside: number[] = [];
  for (let i = 0; i < 2 * repetitions; i++) {
    const module = Math.floor(random.next().value * MODULES_OF_10000);
    let at = editor.placeOf(`sum := cast(i64) checksum_${module}(`);
    for (const character of TYPED) inBodies.push(await editor.type(at++, character));
    for (const character of 'found') completions.push(await editor.complete(at++, character));
    await editor.type(at++, ';');
    outside.push(await editor.type(editor.placeOf(`\ntype Task_${module} enum {`), `\nextra_${i}: i32;`));
  }
  const figure = (name: string, samples: readonly number[], target?: number): void => {
    const note = `median ${median(samples).toFixed(1)} ms of ${samples.length}`;
    report.figure({ group: GROUP, name, value: percentile(samples, 0.95), unit: 'ms', target, note });
  };
  figure('a keystroke in a function, to diagnostics, p95', inBodies, 60);
  figure('a new declaration, to diagnostics, p95', outside);
  figure('completion after a keystroke, p95', completions, 30);
  await editor.stop();
}

async function measureOpening(report: Report): Promise<void> {
  const editor = await Editor.start();
  const text = generatedProgram(MODULES_OF_100000);
  const value = await editor.open(text);
  const note = `${text.split('\n').length.toLocaleString('en')} lines`;
  report.figure({ group: GROUP, name: 'opening, to diagnostics', value, unit: 'ms', target: 1500, note });
  const memory = editor.memory();
  const name = 'memory of the server at most until then';
  if (memory === undefined) report.absent(GROUP, `${name}: only Linux tells`);
  else report.figure({ group: GROUP, name, value: memory, unit: 'MiB', target: 300 });
  await editor.stop();
}

/** Types one document, and waits for what the server says. */
class Editor {
  private text = '';
  private version = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: LspClient,
  ) {}

  static async start(): Promise<Editor> {
    const server = spawn(process.execPath, [...SERVER_FLAGS, SERVER, 'lsp'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = new LspClient(server.stdin, server.stdout);
    await client.initialize();
    return new Editor(server, client);
  }

  /** Milliseconds until it is known what is wrong. */
  async open(text: string): Promise<number> {
    const start = performance.now();
    const { diagnostics } = await this.client.open(URI, text);
    const end = performance.now();
    if (diagnostics.length > 0) throw new Error(`the program is wrong: ${JSON.stringify(diagnostics[0])}`);
    this.text = text;
    return end - start;
  }

  /** The offset behind a piece of the text, at the end of its line if that is what it ends with. */
  placeOf(piece: string): number {
    const at = this.text.indexOf(piece);
    if (at < 0) throw new Error(`there is no ${piece}`);
    return at;
  }

  /** Milliseconds until it is known what is wrong with the text after a change. */
  async type(at: number, typed: string): Promise<number> {
    const start = performance.now();
    this.change(at, typed);
    await this.client.expect('textDocument/publishDiagnostics');
    return performance.now() - start;
  }

  /** Milliseconds until there are completions in a text in which a character has just been typed. */
  async complete(at: number, typed: string): Promise<number> {
    const start = performance.now();
    this.change(at, typed);
    const position = positionAt(this.text, at + 1);
    let time = NaN;
    const params = { textDocument: { uri: URI }, position };
    await this.client.requestBeside(
      'textDocument/completion',
      params,
      'textDocument/publishDiagnostics',
      () => {
        time = performance.now() - start;
      },
    );
    return time;
  }

  private change(at: number, text: string, removed = 0): void {
    const range = { start: positionAt(this.text, at), end: positionAt(this.text, at + removed) };
    this.text = this.text.slice(0, at) + text + this.text.slice(at + removed);
    this.client.notify('textDocument/didChange', {
      textDocument: { uri: URI, version: ++this.version + 1 },
      contentChanges: [{ range, text }],
    });
  }

  /** MiB that the server has had at most. */
  memory(): number | undefined {
    const status = `/proc/${this.process.pid}/status`;
    if (!existsSync(status)) return undefined;
    const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  }

  async stop(): Promise<void> {
    await this.client.shutdown();
    this.client.notify('exit', undefined);
    await once(this.process, 'exit');
  }
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - before.lastIndexOf('\n') - 1 };
}
