// Requests that help to write: completion, help for calls, renaming, fixes and formatting.
import {
  CodeActionKind,
  CompletionItemKind,
  InsertTextFormat,
  ResponseError,
  LSPErrorCodes,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Connection,
  type SignatureHelp,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { SourceFile, Span } from '../../syntax/source';
import type { FormatEdit } from '../../syntax/format/format';
import { completionsAt } from '../completion';
import type { Completion } from '../completion-item';
import { fixesAt, type Fix, type TextEdit } from '../fixes';
import { formatDocument, formatRange, formatTyped } from '../formatting';
import { prepareRename, rename } from '../rename';
import { signatureAt, type Signature } from '../signature';
import { PATH_CHARACTERS } from './capabilities';
import { positionOf, rangeOf, type Addresses } from './convert';
import { toLsp } from './diagnostics';
import type { Documents } from './documents';

/** @param withSnippets whether the client can fill in places of what it inserts */
export function answerEditing(connection: Connection, documents: Documents, withSnippets: boolean): void {
  connection.onCompletion((params) =>
    documents.place(params, ({ snapshot, path }, offset) => {
      const found = completionsAt(snapshot, path, offset);
      const isPath = PATH_CHARACTERS.includes(params.context?.triggerCharacter ?? '');
      return listOf(isPath ? found.filter(({ kind }) => kind === 'file') : found, withSnippets);
    }),
  );
  connection.onSignatureHelp((params) =>
    documents.place(params, ({ snapshot, path }, offset) =>
      signatureToLsp(signatureAt(snapshot, path, offset)),
    ),
  );
  connection.onCodeAction(({ textDocument, range }) =>
    documents.range(textDocument.uri, range, ({ snapshot, path }, from, to) =>
      fixesAt(snapshot, path, from, to).map((fix) => fixToLsp(fix, documents.addresses)),
    ),
  );
  answerRename(connection, documents);
  answerFormatting(connection, documents);
}

function answerRename(connection: Connection, documents: Documents): void {
  connection.onPrepareRename((params) =>
    documents.place(params, ({ snapshot, path }, offset) => {
      const found = prepareRename(snapshot, path, offset);
      if (typeof found === 'string') throw refusal(found);
      return found ? rangeOf(found) : null;
    }),
  );
  connection.onRenameRequest((params) =>
    documents.place(params, ({ programs, path }, offset) => {
      const renamed = rename(programs, path, offset, params.newName);
      if (!renamed.ok) throw refusal(renamed.why);
      return {
        changes: changesOf(
          renamed.spans.map((span) => ({ span, text: params.newName })),
          documents.addresses,
        ),
      };
    }),
  );
}

/** The protocol's way to tell the user why something is not done. */
function refusal(why: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, why);
}

function answerFormatting(connection: Connection, documents: Documents): void {
  connection.onDocumentFormatting(({ textDocument }) => {
    const asked = documents.at(textDocument.uri);
    return asked && formatDocument(asked.unit.source).map((edit) => formatToLsp(edit, asked.unit.source));
  });
  connection.onDocumentRangeFormatting(({ textDocument, range }) =>
    documents.range(textDocument.uri, range, ({ unit: { source } }, from, to) =>
      formatRange(source, from, to).map((edit) => formatToLsp(edit, source)),
    ),
  );
  connection.onDocumentOnTypeFormatting((params) =>
    documents.place(params, ({ unit: { source } }, offset) =>
      formatTyped(source, offset, params.ch).map((edit) => formatToLsp(edit, source)),
    ),
  );
}

function formatToLsp({ start, end, text }: FormatEdit, source: SourceFile): LspTextEdit {
  return { range: { start: positionOf(source, start), end: positionOf(source, end) }, newText: text };
}

function changesOf(edits: readonly TextEdit[], addresses: Addresses): Record<string, LspTextEdit[]> {
  const changes: Record<string, LspTextEdit[]> = {};
  const editAt = (span: Span, newText: string): LspTextEdit => ({ range: rangeOf(span), newText });
  for (const { span, text } of edits) (changes[addresses.uriOf(span.source)] ??= []).push(editAt(span, text));
  return changes;
}

function fixToLsp({ title, edits, diagnostic, isPreferred }: Fix, addresses: Addresses): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred,
    diagnostics: [toLsp(diagnostic, addresses)],
    edit: { changes: changesOf(edits, addresses) },
  };
}

const COMPLETION_KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  variable: CompletionItemKind.Variable,
  constant: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  type: CompletionItemKind.Struct,
  field: CompletionItemKind.Field,
  tag: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  argument: CompletionItemKind.Property,
  module: CompletionItemKind.Module,
  file: CompletionItemKind.File,
};

/** More are not looked at; with the next letter the client asks again. */
const MOST_COMPLETIONS = 200;

/** What fits best. */
function listOf(completions: readonly Completion[], withSnippets: boolean): CompletionList {
  const usable = completions.filter(({ kind }) => withSnippets || kind !== 'snippet');
  const shown = usable.slice(0, MOST_COMPLETIONS);
  return {
    isIncomplete: usable.length > shown.length,
    items: shown.map((completion) => completionToLsp(completion, withSnippets)),
  };
}

function completionToLsp(completion: Completion, withSnippets: boolean): CompletionItem {
  const { label, kind, detail, comment, span, rank } = completion;
  const snippet = withSnippets ? completion.snippet : undefined;
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    detail,
    documentation: comment,
    insertText: snippet,
    insertTextFormat: snippet === undefined ? undefined : InsertTextFormat.Snippet,
    textEdit: span && { range: rangeOf(span), newText: label },
    sortText: String(rank).padStart(5, '0'),
  };
}

function signatureToLsp(signature: Signature | undefined): SignatureHelp | null {
  if (!signature) return null;
  const { label, parameters, active, comment } = signature;
  const one = { label, documentation: comment, parameters: parameters.map((text) => ({ label: text })) };
  return { signatures: [one], activeSignature: 0, activeParameter: active };
}
