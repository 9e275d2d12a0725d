// Requests that go from place to place.
import {
  DocumentHighlightKind,
  SymbolKind,
  type CallHierarchyItem,
  type Connection,
  type SelectionRange,
} from 'vscode-languageserver';
import type { Span } from '../../syntax/source';
import { callableAt, calleesOf, callersOf, type Callable } from '../call-hierarchy';
import { definitionAt, highlightsAt, referencesAt, typeDefinitionAt } from '../navigation';
import { selectionAt } from '../selection';
import { offsetOf, rangeOf } from './convert';
import type { Documents } from './documents';

export function answerNavigation(connection: Connection, documents: Documents): void {
  const { addresses } = documents;
  const location = (span: Span | undefined): ReturnType<typeof addresses.locationOf> | null =>
    span ? addresses.locationOf(span) : null;
  connection.onDefinition((params) =>
    documents.place(params, ({ snapshot, path }, offset) => location(definitionAt(snapshot, path, offset))),
  );
  connection.onTypeDefinition((params) =>
    documents.place(params, ({ snapshot, path }, offset) =>
      location(typeDefinitionAt(snapshot, path, offset)),
    ),
  );
  connection.onReferences((params) =>
    documents.place(params, ({ programs, path }, offset) =>
      referencesAt(programs, path, offset, params.context.includeDeclaration).map((span) =>
        addresses.locationOf(span),
      ),
    ),
  );
  connection.onDocumentHighlight((params) =>
    documents.place(params, ({ snapshot, path }, offset) =>
      highlightsAt(snapshot, path, offset).map(({ span, isWrite }) => ({
        range: rangeOf(span),
        kind: isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
  connection.onSelectionRanges(({ textDocument, positions }) => {
    const asked = documents.at(textDocument.uri);
    return (
      asked &&
      positions.map((position) => nested(selectionAt(asked.unit, offsetOf(asked.unit.source, position))))
    );
  });
  answerCalls(connection, documents);
}

/** From inside out. */
function nested(spans: readonly Span[]): SelectionRange {
  return spans.reduceRight<SelectionRange | undefined>(
    (parent, span) => ({ range: rangeOf(span), parent }),
    undefined,
  ) as SelectionRange;
}

function answerCalls({ languages }: Connection, documents: Documents): void {
  const toItem = ({ name, nameSpan, span }: Callable): CallHierarchyItem => ({
    name,
    kind: SymbolKind.Function,
    uri: documents.addresses.uriOf(span.source),
    range: rangeOf(span),
    selectionRange: rangeOf(nameSpan),
  });
  languages.callHierarchy.onPrepare(
    (params) =>
      documents.place(params, ({ snapshot, path }, offset) => {
        const found = callableAt(snapshot, path, offset);
        return found ? [toItem(found)] : null;
      }) ?? null,
  );
  const placeOf = ({ uri, selectionRange }: CallHierarchyItem): Parameters<Documents['place']>[0] => ({
    textDocument: { uri },
    position: selectionRange.start,
  });
  languages.callHierarchy.onIncomingCalls(
    ({ item }) =>
      documents.place(placeOf(item), ({ snapshot, path }, offset) =>
        callersOf(snapshot, path, offset).map(({ callable, places }) => ({
          from: toItem(callable),
          fromRanges: places.map(rangeOf),
        })),
      ) ?? null,
  );
  languages.callHierarchy.onOutgoingCalls(
    ({ item }) =>
      documents.place(placeOf(item), ({ snapshot, path }, offset) =>
        calleesOf(snapshot, path, offset).map(({ callable, places }) => ({
          to: toItem(callable),
          fromRanges: places.map(rangeOf),
        })),
      ) ?? null,
  );
}
