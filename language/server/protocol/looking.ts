// Requests that show what is there: hover, outlines, colours, hints, folds and values.
import {
  FoldingRangeKind,
  InlayHintKind,
  MarkupKind,
  SemanticTokensBuilder,
  SymbolKind,
  type CodeLens,
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  type Hover as LspHover,
  type InlayHint as LspInlayHint,
  type SemanticTokens,
} from 'vscode-languageserver';
import { foldsOf, type Fold } from '../folding';
import { hoverAt, type Hover } from '../hover';
import { inlayHints, type InlayHint } from '../inlay-hints';
import { evaluatableAt, inlineValues } from '../inline-values';
import { lensesOf, type Lens } from '../lenses';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES, type SemanticToken } from '../semantic-tokens';
import { outlineOf, symbolsNamed, type OutlineItem } from '../symbols';
import { offsetOf, positionOf, rangeOf } from './convert';
import type { Asked, Documents } from './documents';

/** The request for the expression under the mouse while debugging, for which the protocol has none. */
const EVALUATABLE = 'ropewalk/evaluatableExpression';

export function answerLooking(connection: Connection, documents: Documents): void {
  connection.onHover((params) =>
    documents.place(params, ({ snapshot, path }, offset) => hoverToLsp(hoverAt(snapshot, path, offset))),
  );
  connection.onDocumentSymbol(({ textDocument }) => {
    const asked = documents.at(textDocument.uri);
    return asked && outlineOf(asked.unit).map(symbolToLsp);
  });
  connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(documents, query));
  connection.onFoldingRanges(({ textDocument }) => {
    const asked = documents.at(textDocument.uri);
    return asked && foldsOf(asked.unit.source).map(foldToLsp);
  });
  connection.onCodeLens(({ textDocument }) => {
    const asked = documents.at(textDocument.uri);
    return asked && lensesOf(asked.unit).map((lens) => lensToLsp(lens, textDocument.uri));
  });
  answerColours(connection, documents);
  answerValues(connection, documents);
}

function answerColours(connection: Connection, documents: Documents): void {
  const { languages } = connection;
  languages.semanticTokens.on(({ textDocument }) => {
    const asked = documents.at(textDocument.uri);
    return tokensToLsp(asked ? semanticTokens(asked.snapshot, asked.path) : []);
  });
  languages.semanticTokens.onRange(({ textDocument, range }) => {
    const tokens = documents.range(textDocument.uri, range, ({ snapshot, path }, from, to) =>
      semanticTokens(snapshot, path).filter(({ span }) => span.end >= from && span.start <= to),
    );
    return tokensToLsp(tokens ?? []);
  });
  languages.inlayHint.on(({ textDocument, range }) =>
    documents.range(textDocument.uri, range, (asked, from, to) =>
      inlayHints(asked.snapshot, asked.path, from, to).map((hint) => hintToLsp(hint, asked)),
    ),
  );
}

function answerValues(connection: Connection, documents: Documents): void {
  connection.languages.inlineValue.on(({ textDocument, context }) => {
    const asked = documents.at(textDocument.uri);
    if (!asked) return undefined;
    const stopped = offsetOf(asked.unit.source, context.stoppedLocation.end);
    return inlineValues(asked.snapshot, asked.path, stopped).map(({ span, isVariable }) => {
      const text = span.source.text.slice(span.start, span.end);
      const range = rangeOf(span);
      return isVariable
        ? { range, variableName: text, caseSensitiveLookup: true }
        : { range, expression: text };
    });
  });
  connection.onRequest(EVALUATABLE, (params: Parameters<Documents['place']>[0]) =>
    documents.place(params, ({ snapshot, path }, offset) => {
      const span = evaluatableAt(snapshot, path, offset);
      return span ? { range: rangeOf(span), expression: span.source.text.slice(span.start, span.end) } : null;
    }),
  );
}

const LENSES: Readonly<Record<Lens['action'], { title: string; command: string }>> = {
  run: { title: 'Run', command: 'ropewalk.runFile' },
  debug: { title: 'Debug', command: 'ropewalk.debugFile' },
  debugCompileTime: { title: 'Debug compile time', command: 'ropewalk.debugCompileTime' },
};

/** The commands are the client's. */
function lensToLsp({ span, action }: Lens, uri: string): CodeLens {
  return { range: rangeOf(span), command: { ...LENSES[action], arguments: [uri] } };
}

function hoverToLsp(hover: Hover | undefined): LspHover | null {
  if (!hover) return null;
  const parts = [`\`\`\`ropewalk\n${hover.code}\n\`\`\``, ...hover.facts];
  if (hover.comment !== undefined) parts.push('---', hover.comment);
  return { range: rangeOf(hover.span), contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
}

const SYMBOL_KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  function: SymbolKind.Function,
  struct: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  type: SymbolKind.Class,
  constant: SymbolKind.Constant,
  variable: SymbolKind.Variable,
  field: SymbolKind.Field,
  tag: SymbolKind.EnumMember,
};

function symbolToLsp({ name, kind, span, nameSpan, inside }: OutlineItem): DocumentSymbol {
  const children = inside.map(symbolToLsp);
  return {
    name,
    kind: SYMBOL_KINDS[kind],
    range: rangeOf(span),
    selectionRange: rangeOf(nameSpan),
    children,
  };
}

/** Of the programs of all open documents, each place once. */
function workspaceSymbols(
  documents: Documents,
  query: string,
): { name: string; kind: SymbolKind; location: ReturnType<Documents['addresses']['locationOf']> }[] {
  const found = new Map<string, OutlineItem>();
  for (const snapshot of documents.workspace.programs())
    for (const item of symbolsNamed(snapshot, query))
      found.set(`${item.nameSpan.source.path}:${item.nameSpan.start}`, item);
  return [...found.values()].map(({ name, kind, nameSpan }) => ({
    name,
    kind: SYMBOL_KINDS[kind],
    location: documents.addresses.locationOf(nameSpan),
  }));
}

/** The protocol counts lines from 0. */
function foldToLsp({ first, last, kind }: Fold): FoldingRange {
  return {
    startLine: first - 1,
    endLine: last - 1,
    kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  };
}

function tokensToLsp(tokens: readonly SemanticToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { span, type, modifiers } of tokens) {
    const { line, character } = positionOf(span.source, span.start);
    const bits = modifiers.reduce((sum, one) => sum | (1 << TOKEN_MODIFIERS.indexOf(one)), 0);
    builder.push(line, character, span.end - span.start, TOKEN_TYPES.indexOf(type), bits);
  }
  return builder.build();
}

function hintToLsp({ offset, text, kind }: InlayHint, { unit }: Asked): LspInlayHint {
  return {
    position: positionOf(unit.source, offset),
    label: text,
    kind: kind === 'type' ? InlayHintKind.Type : InlayHintKind.Parameter,
    paddingRight: kind === 'parameter',
  };
}
