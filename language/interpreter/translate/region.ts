// Regions: how structured code is written so that it can be entered in the middle.
//
// WebAssembly has no jump into the middle of a block, but it has jumps to the end of any block one is
// inside of. So the body of a function, and of each loop, is laid out as one straight sequence of pieces
// with labels between them; a block is opened for each label, all of them at the sequence's head, the one
// that ends last outermost. Then every branch forward, of `if`, `break` or `switch`, is a jump to such a
// label, and so is going on at a resume point: one `br_table` at the head of the region leads to it. A
// loop inside is a piece of the region around it and a region of its own.
import type { Code, Label } from '../wasm/code';

/** A place in a region that can be branched to; `wasm` is known while the region is written. */
export interface Place {
  wasm?: Label;
}

/** A run of resume points that are reached through one place. */
interface Entry {
  readonly place: Place;
  readonly first: number;
  readonly last: number;
}

/** Entries of one `br_table`: V8 takes 65,520. */
const LONGEST_TABLE = 60_000;

type Piece = (() => void) | Place;

export class Region {
  private readonly pieces: Piece[] = [];
  private readonly entries: Entry[] = [];

  /** Adds code, written when the region is. */
  emit(write: () => void): void {
    this.pieces.push(write);
  }

  /** Ends here: what branches to `place` goes on here. */
  place(place: Place): void {
    this.pieces.push(place);
  }

  /** A place at which execution goes on for the resume points `first` to `last`, both inclusive. */
  resumeHere(first: number, last: number): Place {
    const place: Place = {};
    this.entries.push({ place, first, last });
    this.pieces.push(place);
    return place;
  }

  /**
   * Writes the region.
   * @param resume the local with the resume point: 0 when none is to be gone to
   */
  write(code: Code, resume: number): void {
    const places = this.pieces.filter((piece): piece is Place => typeof piece !== 'function');
    for (const place of places.reverse()) place.wasm = code.block();
    this.writeDispatch(code, resume);
    for (const piece of this.pieces) {
      if (typeof piece === 'function') piece();
      else code.end();
    }
  }

  private writeDispatch(code: Code, resume: number): void {
    const first = this.entries[0]?.first;
    if (first === undefined) return;
    const start = code.block();
    const labels: Label[] = [];
    for (const entry of this.entries) {
      for (let point = entry.first; point <= entry.last; point++)
        labels[point - first] = entry.place.wasm as Label;
    }
    for (let i = 0; i < labels.length; i++) labels[i] ??= start;
    // A table may have so many entries; a long function has several, each for the points up to its end.
    for (let at = 0; at < labels.length; at += LONGEST_TABLE) {
      const part = labels.slice(at, at + LONGEST_TABLE);
      const isLast = at + LONGEST_TABLE >= labels.length;
      const skip = isLast ? undefined : code.block();
      if (skip)
        code
          .get(resume)
          .i32(first + at + LONGEST_TABLE)
          .op('i32.ge_u')
          .brIf(skip);
      code.get(resume);
      if (first + at !== 0) code.i32(first + at).op('i32.sub');
      code.brTable(part, start);
      if (skip) code.end();
    }
    code.end();
  }
}
