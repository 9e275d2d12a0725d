// Where the dialogue is written to: text, the program's own output in between, and colours if wanted.

/** The side of the person. */
export interface Terminal {
  write(text: string): void;
  readonly color: boolean;
  /** Whether a line may be written over, to tell how far a long search has come. */
  readonly showsProgress?: boolean;
}

type Ink = 'dim' | 'bold' | 'red' | 'green' | 'cyan';
const INKS: Readonly<Record<Ink, number>> = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 };

/** Writes lines, keeps the program's output apart from them, and colours where the terminal can. */
export class Screen {
  private atLineStart = true;
  private readonly decoders = {
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
  };

  constructor(private readonly terminal: Terminal) {}

  /** One line of ours, on a line of its own. */
  line(text = ''): void {
    this.write(`${this.atLineStart ? '' : '\n'}${text}\n`);
  }

  /** Text as it is, such as the prompt; it begins on a line of its own. */
  prompt(text: string): void {
    if (!this.atLineStart) this.write('\n');
    this.terminal.write(text);
  }

  /** Bytes that the program wrote; a character may be split over two calls. */
  programOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    this.write(this.decoders[stream].decode(bytes, { stream: true }));
  }

  /** How far something long has come; undefined when it is done. */
  progress(text: string | undefined): void {
    if (!this.terminal.showsProgress) return;
    if (text !== undefined && !this.atLineStart) this.write('\n');
    this.terminal.write(`\r\u001b[K${text ?? ''}`);
  }

  paint(ink: Ink, text: string): string {
    return this.terminal.color ? `\u001b[${INKS[ink]}m${text}\u001b[0m` : text;
  }

  private write(text: string): void {
    if (text === '') return;
    this.terminal.write(text);
    this.atLineStart = text.endsWith('\n');
  }
}
