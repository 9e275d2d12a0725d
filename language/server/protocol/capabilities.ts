// What the server says that it can do.
import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../semantic-tokens';

/** What begins a path, or a part of it, in an import; elsewhere nothing is offered because of them. */
export const PATH_CHARACTERS: readonly string[] = ['"', '/'];

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  hoverProvider: true,
  definitionProvider: true,
  typeDefinitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  completionProvider: { triggerCharacters: ['.', '#', ...PATH_CHARACTERS] },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: true,
    range: true,
  },
  inlayHintProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  callHierarchyProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  inlineValueProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: [';', '\n'] },
};

/** @param knowsCommands whether the client has the commands that lenses lead to */
export function capabilities(knowsCommands: boolean): ServerCapabilities {
  return knowsCommands ? { ...CAPABILITIES, codeLensProvider: {} } : CAPABILITIES;
}
