// A client that takes messages strictly in the order in which they come: each test says what the next one
// is, so that an event too many, too few or too early fails. Every message, in both directions, is held
// against the protocol's schema.
import assert from 'node:assert/strict';
import { schemaFault } from './schema';

/* eslint-disable @typescript-eslint/no-explicit-any -- tests look deep into bodies of many shapes */
export type Body = any;

export interface Message {
  readonly type: 'response' | 'event' | 'request';
  readonly seq: number;
  readonly command?: string;
  readonly event?: string;
  readonly success?: boolean;
  readonly request_seq?: number;
  readonly message?: string;
  readonly body?: Body;
}

/** Milliseconds until a message that does not come is missed. */
const PATIENCE = 20_000;

export class DapClient {
  private readonly queue: Message[] = [];
  private waiting: (() => void) | undefined;
  private nextSeq = 1;
  private lastSeq = 0;
  /** The last few messages, for failures. */
  private readonly log: string[] = [];
  private fault: string | undefined;

  /** @param write sends a message to the adapter */
  constructor(private readonly write: (message: object) => void) {}

  /** The transport hands over what came. */
  receive(message: Message): void {
    this.note('<', message);
    this.fault ??= schemaFault(message);
    if (message.seq !== this.lastSeq + 1) this.fault ??= `seq ${message.seq} after ${this.lastSeq}`;
    this.lastSeq = message.seq;
    this.queue.push(message);
    this.waiting?.();
  }

  /** Sends a request as the schema wants it, and gives its seq. */
  send(command: string, args?: object): number {
    const request = { seq: this.nextSeq, type: 'request', command, ...(args && { arguments: args }) };
    assert.equal(schemaFault(request), undefined, 'the test sends a malformed request');
    return this.sendRaw(command, args);
  }

  /** Sends a request whatever is in it. */
  sendRaw(command: unknown, args?: unknown): number {
    const seq = this.nextSeq++;
    const request = { seq, type: 'request', command, arguments: args };
    this.note('>', request);
    this.write(request);
    return seq;
  }

  /** The next message. */
  async next(patience = PATIENCE): Promise<Message> {
    if (this.queue.length === 0) await this.arrival(patience);
    this.checkFault();
    return this.queue.shift() as Message;
  }

  /** Sends a request, whose success has to be the next message. */
  async ask(command: string, args?: object): Promise<Body> {
    return this.response(command, this.send(command, args));
  }

  /** Sends a request, whose refusal has to be the next message; gives the sentence for the user. */
  async askInVain(command: string, args?: unknown): Promise<string> {
    return this.failure(command, this.sendRaw(command, args));
  }

  async response(command: string, seq?: number): Promise<Body> {
    const message = await this.next();
    assert.equal(`${message.type} ${message.command}`, `response ${command}`, this.story());
    assert.equal(message.success, true, message.message);
    if (seq !== undefined) assert.equal(message.request_seq, seq);
    return message.body;
  }

  async failure(command: string, seq?: number): Promise<string> {
    const message = await this.next();
    assert.equal(`${message.type} ${message.command}`, `response ${command}`, this.story());
    assert.equal(message.success, false, `${command} should have been refused`);
    if (seq !== undefined) assert.equal(message.request_seq, seq);
    assert.doesNotMatch(String(message.message), /fault of Ropewalk/, this.story());
    return String(message.body.error.format);
  }

  async event(name: string): Promise<Body> {
    const message = await this.next();
    assert.equal(`${message.type} ${message.event}`, `event ${name}`, this.story());
    return message.body;
  }

  /** Output in one category until something else comes, as one text. */
  async output(category: string): Promise<string> {
    let text = '';
    while (this.isOutput(await this.peek(), category)) text += String((await this.next()).body.output);
    return text;
  }

  async peek(): Promise<Message> {
    if (this.queue.length === 0) await this.arrival(PATIENCE);
    this.checkFault();
    return this.queue[0] as Message;
  }

  /** Fails if anything more has come or comes in a short while. */
  async silence(milliseconds = 30): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.checkFault();
    assert.deepEqual(this.queue, [], 'nothing more should have come');
  }

  private isOutput(message: Message, category: string): boolean {
    return message.event === 'output' && message.body.category === category;
  }

  private arrival(patience: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no message came${this.story()}`)), patience);
      this.waiting = () => {
        clearTimeout(timer);
        this.waiting = undefined;
        resolve();
      };
    });
  }

  private checkFault(): void {
    assert.equal(this.fault, undefined, this.fault);
  }

  private note(direction: string, message: object): void {
    this.log.push(`${direction} ${JSON.stringify(message).slice(0, 300)}`);
    if (this.log.length > 12) this.log.shift();
  }

  private story(): string {
    return `\nthe last messages:\n${this.log.join('\n')}`;
  }
}
