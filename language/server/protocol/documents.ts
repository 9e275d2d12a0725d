// From a request's document and position to the program and offset that the queries want.
import type { Position, Range } from 'vscode-languageserver';
import { LIBRARY } from '../../std/library';
import type * as ast from '../../syntax/ast';
import type { Offset } from '../../syntax/source';
import type { Snapshot } from '../snapshot';
import type { Workspace } from '../workspace';
import { offsetOf, type Addresses } from './convert';

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

interface PositionParams extends DocumentParams {
  readonly position: Position;
}

/** What a request is about. */
export interface Asked {
  /** A program that the document is part of, and all of them. */
  readonly snapshot: Snapshot;
  readonly programs: readonly Snapshot[];
  readonly path: string;
  readonly unit: ast.SourceUnit;
}

export class Documents {
  constructor(
    readonly workspace: Workspace,
    readonly addresses: Addresses,
  ) {}

  /** The program of a document; undefined if the document is not open. */
  at(uri: string): Asked | undefined {
    const path = this.addresses.pathOf(uri);
    const programs = this.workspace.programsWith(path);
    const [snapshot] = programs;
    const unit = snapshot?.unit(path);
    return snapshot && unit && { snapshot, programs, path, unit };
  }

  /** Answers a request about a place; nothing is known of documents that are not open. */
  place<T>(
    { textDocument, position }: PositionParams,
    answer: (asked: Asked, offset: Offset) => T,
  ): T | undefined {
    const asked = this.at(textDocument.uri);
    return asked && answer(asked, offsetOf(asked.unit.source, position));
  }

  range<T>(
    uri: string,
    { start, end }: Range,
    answer: (asked: Asked, from: Offset, to: Offset) => T,
  ): T | undefined {
    const asked = this.at(uri);
    return asked && answer(asked, offsetOf(asked.unit.source, start), offsetOf(asked.unit.source, end));
  }

  /** The text of one of the library's files. */
  librarySource(uri: string): string | null {
    const path = this.addresses.pathOf(uri);
    return LIBRARY.find((file) => file.path === path)?.text ?? null;
  }
}
