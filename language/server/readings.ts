// The files that have been read, each once for all programs that have it.
import type * as ast from '../syntax/ast';
import type { Diagnostic } from '../syntax/diagnostic';
import { Reading } from '../syntax/reading';
import type { SourceFile } from '../syntax/source';

export class Readings {
  private readonly known = new WeakMap<SourceFile, Reading>();

  of(source: SourceFile): Reading {
    let reading = this.known.get(source);
    if (!reading) this.known.set(source, (reading = new Reading(source)));
    return reading;
  }

  readonly read = (source: SourceFile): ast.SourceUnit => this.of(source).unit;

  /** What is wrong with the text of a file. */
  readonly syntax = ({ source }: ast.SourceUnit): readonly Diagnostic[] => this.of(source).diagnostics;
}
