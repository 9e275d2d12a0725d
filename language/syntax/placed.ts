// What a node is that is its own span: see placed-expressions.ts.
import type { Offset, SourceFile, Span } from './source';

export abstract class Placed implements Span {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;

  constructor(source: SourceFile, start: Offset, end: Offset) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get span(): Span {
    return this;
  }
}
