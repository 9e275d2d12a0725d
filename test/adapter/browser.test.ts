// The adapter as a worker of a browser, without Node: files come by messages, paths are URIs.
import assert from 'node:assert/strict';
import type { FromWorker, ToWorker } from '../../adapter/browser/messages';
import { fromBase64, toBase64 } from '../../adapter/base64';
import { fileName } from '../../adapter/paths';
import { browserPlatform } from '../../adapter/browser/platform';
import { browserWorker, type BrowserWorker } from '../browser-worker';
import { initialize } from './conversation';
import { DapClient, type Message } from './dap-client';

const HOME = 'vscode-vfs://github/someone/program';
const MAIN = `import shapes "lib/my shapes.rw";
import io "std/io.rw";
TABLE :: #run shapes.squares();
fn main() {
    sum: i64;
    for i in 0..10 {
        sum += TABLE[i];
    }
    print("{} {}\\n", sum, io.read_line());
}
`;
const SHAPES = `fn squares() [10]i64 {
    table: [10]i64;
    for i in 0..10 { table[i] = cast(i64) i * cast(i64) i; }
    return table;
}
`;
const FILES: Readonly<Record<string, string>> = {
  'main.rw': MAIN,
  'lib/my shapes.rw': SHAPES,
  'in.txt': 'a line\n',
  'odd/#1 100%.rw': 'import two "?2.rw";\nfn main() { print("{}\\n", two.TWO); }\n',
  'odd/?2.rw': 'TWO :: 2;\n',
  'lost.rw': 'import x "nowhere.rw";\nfn main() {}\n',
};

/** A worker, and an editor that has the files. */
class Browser {
  readonly client: DapClient;
  /** What was read, in order. */
  readonly read: string[] = [];
  private readonly worker: BrowserWorker;

  constructor() {
    this.client = new DapClient((message) => this.post({ kind: 'message', message }));
    this.worker = browserWorker(
      'adapter/browser/main.ts',
      (message) => this.take(message as FromWorker),
      (error) => assert.fail(error),
    );
  }

  async end(): Promise<void> {
    await this.worker.end();
  }

  private take(said: FromWorker): void {
    if (said.kind === 'message') return this.client.receive(said.message as Message);
    const path = decodeURIComponent(said.uri.slice(HOME.length + 1));
    this.read.push(path);
    const text = FILES[path];
    const file =
      text === undefined
        ? { ok: false as const, reason: 'there is no such file' }
        : { ok: true as const, bytes: new TextEncoder().encode(text) };
    this.post({ kind: 'file', question: said.question, file });
  }

  private post(message: ToWorker): void {
    this.worker.post(message);
  }
}

describe('adapter: in a browser', function () {
  this.timeout(60_000);

  let browser: Browser;
  beforeEach(() => (browser = new Browser()));
  afterEach(() => browser.end());

  it('debugs a program of several files, forwards and backwards', async () => {
    const { client, read } = browser;
    await initialize(client);
    await client.ask('launch', { program: `${HOME}/main.rw`, cwd: HOME, stdin: { file: 'in.txt' } });
    assert.deepEqual(read, ['main.rw', 'in.txt', 'lib/my shapes.rw']);
    const { breakpoints } = await client.ask('setBreakpoints', {
      source: { path: `${HOME}/main.rw` },
      breakpoints: [{ line: 7, condition: 'i == 5' }],
    });
    assert.equal(breakpoints[0].verified, true);
    const inLibrary = await client.ask('setBreakpoints', {
      source: { path: `${HOME}/lib/my%20shapes.rw` },
      breakpoints: [{ line: 3 }],
    });
    assert.equal(inLibrary.breakpoints[0].verified, true);
    await client.ask('configurationDone');
    await client.event('stopped');
    const { stackFrames } = await client.ask('stackTrace', { threadId: 1 });
    assert.deepEqual(stackFrames[0].source, { name: 'main.rw', path: `${HOME}/main.rw` });
    const evaluate = async () =>
      (await client.ask('evaluate', { expression: 'sum', frameId: stackFrames[0].id })).result;
    assert.equal(await evaluate(), '30');
    await client.ask('reverseContinue', { threadId: 1 });
    assert.equal((await client.event('stopped')).reason, 'entry');
    await client.ask('setBreakpoints', { source: { path: `${HOME}/main.rw` }, breakpoints: [] });
    await client.ask('continue', { threadId: 1 });
    assert.equal((await client.event('output')).output, '285 ok(a line)\n');
    await client.event('stopped');
  });

  it('finds files whatever is in their names, and names them by proper URIs', async () => {
    const { client, read } = browser;
    await initialize(client);
    await client.ask('launch', { program: 'odd/#1 100%.rw', cwd: HOME });
    assert.deepEqual(read, ['odd/#1 100%.rw', 'odd/?2.rw']);
    const { sources } = await client.ask('loadedSources');
    assert.deepEqual(
      sources
        .filter(({ path }: { path: string }) => path.startsWith(HOME))
        .map(({ name, path }: { name: string; path: string }) => [name, path]),
      [
        ['#1 100%.rw', `${HOME}/odd/%231%20100%25.rw`],
        ['?2.rw', `${HOME}/odd/%3F2.rw`],
      ],
    );
    await client.ask('configurationDone');
    assert.equal((await client.event('output')).output, '2\n');
    await client.event('stopped');
  });

  it('takes what comes while it reads as if the program were there', async () => {
    const { client } = browser;
    await initialize(client);
    const source = { path: `${HOME}/main.rw` };
    const sent = [
      client.send('launch', { program: 'main.rw', cwd: HOME, stopOnEntry: true }),
      client.send('setBreakpoints', { source, breakpoints: [{ line: 7 }] }),
      client.send('configurationDone'),
      client.send('threads'),
    ];
    const answers = new Map<number | undefined, Message>();
    while (answers.size < sent.length) {
      const answer = await client.next();
      answers.set(answer.request_seq, answer);
    }
    const [launched, set, configured, listed] = sent.map((seq) => answers.get(seq));
    assert.deepEqual([launched?.success, configured?.success], [true, true]);
    assert.equal(set?.body.breakpoints[0].verified, true);
    // An editor that has heard of no thread cannot pause the program.
    assert.deepEqual(listed?.body.threads, [{ id: 1, name: 'main' }]);
    assert.equal((await client.event('stopped')).reason, 'entry');
  });

  it('gives its answers again when a launch has failed', async () => {
    const { client } = browser;
    await initialize(client);
    const launch = client.send('launch', { program: 'none.rw', cwd: HOME });
    const threads = client.send('threads');
    const answers = [await client.next(), await client.next()];
    assert.deepEqual(answers.map(({ request_seq }) => request_seq).sort(), [launch, threads]);
    assert.equal(answers.find(({ request_seq }) => request_seq === launch)?.success, false);
    await client.ask('launch', { program: 'main.rw', cwd: HOME });
  });

  it('says which file is missing', async () => {
    const { client } = browser;
    await initialize(client);
    const why = await client.askInVain('launch', { program: `${HOME}/none.rw` });
    assert.match(why, /none\.rw.*there is no such file/);
    client.send('launch', { program: 'lost.rw', cwd: HOME });
    assert.match((await client.event('output')).output, /nowhere\.rw.*there is no such file/);
    assert.equal((await client.next()).success, false);
    assert.deepEqual(browser.read, ['none.rw', 'lost.rw', 'nowhere.rw']);
  });
});

describe('adapter: URIs as paths', () => {
  const { resolve, canonicalPath } = browserPlatform(() => Promise.reject(new Error('nothing is read')));

  it('are resolved as paths are', () => {
    assert.equal(resolve('', `${HOME}/a.rw`), `${HOME}/a.rw`);
    assert.equal(resolve(HOME, 'lib/a.rw'), `${HOME}/lib/a.rw`);
    assert.equal(resolve(HOME, './lib/../a.rw'), `${HOME}/a.rw`);
    assert.equal(resolve(HOME, '/other/a.rw'), 'vscode-vfs://github/other/a.rw');
    assert.equal(resolve(HOME, '../../../../a.rw'), 'vscode-vfs://github/a.rw');
    assert.equal(resolve(HOME, 'a #1?.rw'), `${HOME}/a%20%231%3F.rw`);
    assert.equal(resolve('/home', 'a.rw'), 'a.rw');
    assert.equal(resolve('', '.'), '');
  });

  it('have one spelling, and a name for people', () => {
    assert.equal(canonicalPath(`${HOME}/my%20shapes.rw`), canonicalPath(`${HOME}/my shapes.rw`));
    assert.equal(canonicalPath('x:/100%.rw'), 'x:/100%.rw');
    assert.equal(fileName(`${HOME}/my%20shapes.rw`), 'my shapes.rw');
    assert.equal(fileName('/a/b%20c.rw'), 'b%20c.rw');
    assert.equal(fileName('C:\\a\\b.rw'), 'b.rw');
    assert.equal(fileName('/a\\b.rw'), 'a\\b.rw');
    assert.equal(fileName('a.rw'), 'a.rw');
  });
});

describe('adapter: base64', () => {
  it('gives what Node gives, for every length', () => {
    for (let length = 0; length < 20; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 89) % 256);
      const text = Buffer.from(bytes).toString('base64');
      assert.equal(toBase64(bytes), text);
      assert.deepEqual(fromBase64(text), bytes);
      assert.deepEqual(fromBase64(text.replace(/=/g, '')), bytes);
    }
    const many = new Uint8Array(100_000).fill(201);
    assert.equal(toBase64(many), Buffer.from(many).toString('base64'));
  });

  it('takes nothing else', () => {
    for (const wrong of ['a', 'abcde', 'ab c', 'a===', '-_-_', 'aé=='])
      assert.equal(fromBase64(wrong), undefined);
  });
});
