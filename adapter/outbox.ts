// Everything that goes to the client unasked, in order: events, and the program's output among them.
//
// Output is gathered for a moment, so that a program that prints a million lines does not make a million
// messages; anything else that is sent pushes it out first, so that no stop overtakes what was printed
// before it. While a movement's own response has not been sent, events wait behind it.
import type { DebugProtocol } from '@vscode/debugprotocol';

export type OutputCategory = 'stdout' | 'stderr';

/** Characters that are gathered before they are sent at once. */
const OUTPUT_PORTION = 32 * 1024;
/** Milliseconds that output may wait for more. */
const OUTPUT_WAIT = 8;

/** Sends events of one session through `send`. */
export class Outbox {
  private readonly decoders = { stdout: decoder(), stderr: decoder() };
  private gathered: { category: OutputCategory; text: string } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: DebugProtocol.Event[] = [];
  private holds = 0;
  private closed = false;
  /** Bytes of output that were left out since the client took something. */
  private leftOut = 0;

  /**
   * @param send sends an event at once
   * @param isCongested true while the client does not take what is sent
   */
  constructor(
    private readonly send: (event: DebugProtocol.Event) => void,
    private readonly isCongested: () => boolean = () => false,
  ) {}

  /** Sends an event after all output so far. */
  event(name: string, body?: object): void {
    this.pushGathered();
    this.post({ seq: 0, type: 'event', event: name, ...(body && { body }) });
  }

  /** Sends an event at once, before those that are held back. */
  eventFirst(name: string, body: object): void {
    if (!this.closed) this.send({ seq: 0, type: 'event', event: name, body });
  }

  /** Bytes that the program wrote; a character may be cut anywhere. */
  output(category: OutputCategory, bytes: Uint8Array): void {
    // A program that prints for ever must not fill the memory for a client that does not listen.
    if (this.isCongested()) {
      this.leftOut += bytes.length;
      return;
    }
    this.tellLeftOut();
    this.gather(category, this.decoders[category].decode(bytes, { stream: true }));
  }

  /** A line of the debugger's own for the debug console, with the place that it speaks of. */
  say(text: string, category: 'console' | 'important' | 'stderr' = 'console', place: object = {}): void {
    this.event('output', { category, output: text.endsWith('\n') ? text : `${text}\n`, ...place });
  }

  /** Sends what is left of a character cut by the program's end. */
  endOfOutput(): void {
    for (const category of ['stdout', 'stderr'] as const)
      this.gather(category, this.decoders[category].decode());
    this.pushGathered();
  }

  /** Output gathered so far goes out before what the caller sends next. */
  pushGathered(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { gathered } = this;
    this.gathered = undefined;
    if (gathered) this.post(outputEvent(gathered.category, gathered.text));
    this.tellLeftOut();
  }

  /** Keeps events back until `release`. */
  hold(): void {
    this.holds++;
  }

  release(): void {
    this.holds--;
    if (this.holds > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const event of waiting) this.send(event);
  }

  /** Nothing more is sent. */
  close(): void {
    clearTimeout(this.timer);
    this.closed = true;
    this.waiting = [];
    this.gathered = undefined;
  }

  private tellLeftOut(): void {
    const { leftOut } = this;
    if (leftOut === 0 || this.isCongested()) return;
    this.leftOut = 0;
    this.say(`… ${leftOut} bytes of output were left out …`, 'important');
  }

  private gather(category: OutputCategory, text: string): void {
    if (text === '' || this.closed) return;
    if (this.gathered && this.gathered.category !== category) this.pushGathered();
    this.gathered = { category, text: (this.gathered?.text ?? '') + text };
    if (this.gathered.text.length >= OUTPUT_PORTION) this.pushGathered();
    else this.timer ??= setTimeout(() => this.pushGathered(), OUTPUT_WAIT);
  }

  private post(event: DebugProtocol.Event): void {
    if (this.closed) return;
    if (this.holds > 0) this.waiting.push(event);
    else this.send(event);
  }
}

/** A character may be cut anywhere; a mark of byte order is the program's own. */
function decoder() {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}

function outputEvent(category: OutputCategory, output: string): DebugProtocol.Event {
  return { seq: 0, type: 'event', event: 'output', body: { category, output } };
}
