// A client that takes the server's messages strictly in their order: one that is not the expected one, or one too
// many at the end, fails the test.
import assert from 'node:assert/strict';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { filesIn } from '../check';
import { serveStreams } from '../../../language/server/protocol/streams';

/** A part of a message, which the test looks into as it likes. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Json;
  readonly result?: Json;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Milliseconds; a server that is silent for longer is broken. */
const PATIENCE = 10_000;

export class LspClient {
  private readonly arrived: Message[] = [];
  private wake: (() => void) | undefined;
  private buffer = Buffer.alloc(0);
  private lastId = 0;

  constructor(
    private readonly toServer: Writable,
    fromServer: Readable,
  ) {
    fromServer.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  /** A server in this process. */
  static inMemory(files: Readonly<Record<string, string>> = {}): LspClient {
    const [toServer, fromServer] = [new PassThrough(), new PassThrough()];
    serveStreams(toServer, fromServer, {
      version: 'test',
      layOutLibrary: () => 'file:///library/',
      disk: filesIn(files),
    });
    return new LspClient(toServer, fromServer);
  }

  /** Starts the session; gives the server's capabilities. */
  async initialize(initializationOptions: object = {}, offered: object = {}): Promise<Json> {
    const params = { processId: null, rootUri: null, capabilities: offered, initializationOptions };
    const { capabilities } = await this.request('initialize', params);
    this.notify('initialized', {});
    return capabilities;
  }

  /** Sends a request; the next message must be its answer. */
  async request(method: string, params: unknown): Promise<Json> {
    const { result, error } = await this.ask(method, params);
    assert.equal(error, undefined, `${method}: ${error?.message}`);
    return result;
  }

  /** The same for a request that is refused; gives why. */
  async refused(method: string, params: unknown): Promise<string> {
    const { error } = await this.ask(method, params);
    assert.ok(error, `${method} is answered`);
    return error.message;
  }

  /** The same for a request that may be refused; gives why, if it was. */
  async perhapsRefused(method: string, params: unknown): Promise<string | undefined> {
    const { error } = await this.ask(method, params);
    return error?.message;
  }

  /** Sends a request whose answer may come before or behind a notification; `answered` is called with the answer. */
  async requestBeside(
    method: string,
    params: unknown,
    notification: string,
    answered: (result: Json) => void,
  ): Promise<void> {
    const id = ++this.lastId;
    this.send({ id, method, params });
    for (let i = 0; i < 2; i++) {
      const message = await this.next();
      if (message.id === id) answered(message.result);
      else assert.equal(message.method, notification, JSON.stringify(message));
    }
  }

  private async ask(method: string, params: unknown): Promise<Message> {
    const id = ++this.lastId;
    this.send({ id, method, params });
    const answer = await this.next();
    assert.equal(answer.id, id, `instead of the answer to ${method}: ${JSON.stringify(answer)}`);
    return answer;
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** The next message must be this notification; gives its parameters. */
  async expect(method: string): Promise<Json> {
    const message = await this.next();
    assert.equal(message.method, method, JSON.stringify(message));
    return message.params;
  }

  /** Opens a document, and gives what is said of it. */
  async open(uri: string, text: string): Promise<Json> {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'ropewalk', version: 1, text } });
    return this.expect('textDocument/publishDiagnostics');
  }

  /** Ends the session in an orderly way; nothing may have been left unread. */
  async shutdown(): Promise<void> {
    assert.equal(await this.request('shutdown', undefined), null);
    assert.deepEqual(this.arrived, []);
  }

  private send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.toServer.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.toServer.write(body);
  }

  private async next(): Promise<Message> {
    const deadline = Date.now() + PATIENCE;
    while (this.arrived.length === 0) {
      assert.ok(Date.now() < deadline, 'the server is silent');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.arrived.shift() as Message;
  }

  private receive(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString('latin1', 0, head))?.[1]);
      if (this.buffer.length < head + 4 + length) return;
      this.arrived.push(JSON.parse(this.buffer.toString('utf8', head + 4, head + 4 + length)) as Message);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.wake?.();
    }
  }
}
