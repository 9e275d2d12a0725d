// The wire format of the debug adapter protocol: `Content-Length: N`, an empty line, N bytes of JSON.
// The protocol's library has a reader too, but one that waits for ever after a bad header, copies all it
// holds for every chunk, and ends the process for a message that is not JSON.

/** What a reader finds: a message, or text that is none (the stream goes on), or the end of all sense. */
export type Frame =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'not json'; readonly reason: string }
  /** The length of the next message is unknown, so nothing after it can be read. */
  | { readonly kind: 'broken'; readonly reason: string };

/** No message of a client comes near it: the largest carry a memory write or a source's breakpoints. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;
/** Two short header fields are usual. */
const LARGEST_HEADER = 4096;
const HEADER_END = '\r\n\r\n';

/** Takes bytes in any portions and gives frames. After `broken` it gives nothing more. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private held = 0;
  /** Bytes of the message under way; undefined while the header is read. */
  private wanted: number | undefined;
  private broken = false;

  push(chunk: Buffer): Frame[] {
    if (this.broken) return [];
    this.chunks.push(chunk);
    this.held += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.next(); frame; frame = this.next()) {
      frames.push(frame);
      if (frame.kind === 'broken') return this.giveUp(frames);
    }
    return frames;
  }

  private next(): Frame | undefined {
    if (this.wanted === undefined) {
      const fault = this.readHeader();
      if (fault) return fault;
    }
    // Chunks are joined once a whole message is there, so that a large one costs its size and no more.
    if (this.wanted === undefined || this.held < this.wanted) return undefined;
    const bytes = this.join();
    const text = bytes.toString('utf8', 0, this.wanted);
    this.keep(bytes.subarray(this.wanted));
    this.wanted = undefined;
    return parse(text);
  }

  private readHeader(): Frame | undefined {
    const bytes = this.join();
    const end = bytes.indexOf(HEADER_END);
    if (end > LARGEST_HEADER || (end < 0 && bytes.length > LARGEST_HEADER)) {
      return { kind: 'broken', reason: 'no header of a message was found' };
    }
    if (end < 0) return undefined;
    const header = bytes.toString('latin1', 0, end);
    const length = /^content-length:[ \t]*(\d{1,9})[ \t]*$/im.exec(header);
    if (!length) return { kind: 'broken', reason: 'a header has no usable Content-Length' };
    if (Number(length[1]) > LARGEST_MESSAGE)
      return { kind: 'broken', reason: 'a message is larger than 64 MiB' };
    this.wanted = Number(length[1]);
    this.keep(bytes.subarray(end + HEADER_END.length));
    return undefined;
  }

  private join(): Buffer {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }

  private keep(rest: Buffer): void {
    this.chunks = [rest];
    this.held = rest.length;
  }

  private giveUp(frames: Frame[]): Frame[] {
    this.broken = true;
    this.chunks = [];
    this.held = 0;
    return frames;
  }
}

function parse(text: string): Frame {
  try {
    return { kind: 'message', message: JSON.parse(text) as unknown };
  } catch (error) {
    return { kind: 'not json', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of one message. */
export function frame(message: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${json.length}${HEADER_END}`, 'latin1'), json]);
}
