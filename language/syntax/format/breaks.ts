// Where lines end. The writer's own line ends are kept, but for what has one right place: an opening brace
// stands behind what it belongs to, `else` behind the block that it follows, and a block that does not
// stand on one line has lines of its own.
import { isCloser, isOpener, type Piece } from './pieces';

/** 0: on the same line; 1: on a new one; 2: behind an empty line. */
export type Break = 0 | 1 | 2;

/** For each piece, what stands before it. */
export function breaksOf(pieces: readonly Piece[]): Break[] {
  const breaks = new Breaks(pieces);
  return pieces.map((_, i) => breaks.before(i));
}

/** A brace of a block, a `switch`, or the members of a type. */
const isBrace = ({ kind, role }: Piece): boolean => (kind === '{' || kind === '}') && role !== 'literal';

/** To be asked for one piece after the other. */
class Breaks {
  /** For each piece, how many line ends of the text are before it. */
  private readonly lines: readonly number[];
  /** The brackets that are open, outermost first. */
  private readonly open: number[] = [];

  constructor(private readonly pieces: readonly Piece[]) {
    let lines = 0;
    this.lines = pieces.map(({ newlines }) => (lines += newlines));
  }

  before(i: number): Break {
    const piece = this.pieces[i] as Piece;
    const previous = this.pieces[i - 1];
    if (isCloser(piece)) this.open.pop();
    const wanted = previous ? this.wanted(i, piece, previous) : 0;
    const isAtEdge = !previous || isOpener(previous) || isCloser(piece) || piece.kind === 'eof';
    if (isOpener(piece)) this.open.push(i);
    return isAtEdge && wanted === 2 ? 1 : wanted;
  }

  private wanted(i: number, piece: Piece, previous: Piece): Break {
    const own = Math.min(2, piece.newlines) as Break;
    const least = Math.max(1, own) as Break;
    if (previous.kind === 'comment') return least;
    if (piece.kind === 'comment') return own;
    if (piece.role === 'declaration' || piece.kind === 'eof') return least;
    if (piece.kind === ';' || piece.kind === ',') return 0;
    if (isBrace(previous) && previous.kind === '{')
      return piece.partner === i - 1 || !this.isTall(i - 1) ? 0 : least;
    if (isBrace(piece) && piece.kind === '}') return this.isTall(i) ? least : 0;
    if (isBrace(piece)) return piece.role === 'statement' ? this.beforeStatement(previous, own) : 0;
    if (piece.role === 'statement') return this.beforeStatement(previous, own);
    if (piece.kind === 'else' && isBrace(previous) && this.isTall(i - 1)) return 0;
    return own;
  }

  /** Nothing follows a block on its line, unless all stands on one line. */
  private beforeStatement(previous: Piece, own: Break): Break {
    const around = this.open.at(-1);
    const isForced =
      previous.kind === '}' && isBrace(previous) && around !== undefined && this.isTall(around);
    return isForced ? (Math.max(1, own) as Break) : own;
  }

  /** Whether a line ends between a brace and its partner. */
  private isTall(brace: number): boolean {
    const partner = this.pieces[brace]?.partner ?? brace;
    // An empty block stands on one line, wherever its braces stood.
    if (Math.abs(partner - brace) === 1) return false;
    return this.lines[partner] !== this.lines[brace];
  }
}
