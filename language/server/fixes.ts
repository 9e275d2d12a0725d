// Quick fixes: what a diagnostic or its hint says to do, done. The checker's hints name the code to write, and
// the fix is that code; so a new hint of the same form has its fix already.
import type { Diagnostic } from '../syntax/diagnostic';
import type { Offset, SourceFile, Span } from '../syntax/source';
import type * as ast from '../syntax/ast';
import { INVALID, taggedBy } from '../semantics/types';
import { UNUSED_VARIABLE } from '../semantics/live-check';
import { eachNode } from '../syntax/walk';
import { importFixes } from './import-fixes';
import { innermost, nodesAt } from './locate';
import type { Snapshot } from './snapshot';
import { syntaxFixes } from './syntax-fixes';

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly diagnostic: Diagnostic;
  /** The only thing that makes sense. */
  readonly isPreferred: boolean;
}

/** The fixes for what is wrong between two offsets. */
export function fixesAt(snapshot: Snapshot, path: string, from: Offset, to: Offset): Fix[] {
  const unit = snapshot.unit(path);
  if (!unit) return [];
  return snapshot.diagnostics
    .filter(({ span }) => span.source.path === path && span.start <= to && span.end >= from)
    .flatMap((diagnostic) => fixesFor(snapshot, unit, diagnostic));
}

function fixesFor(snapshot: Snapshot, unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const fix = (title: string, ...edits: TextEdit[]): Fix => ({ title, edits, diagnostic, isPreferred: true });
  switch (diagnostic.code) {
    case 'W0302':
      return missingCases(snapshot, unit, diagnostic);
    case 'W0301':
      return [fix('Remove the code that is never reached', removal(unreachable(unit, diagnostic.span)))];
    case 'W0501':
      return removedImport(unit, diagnostic);
    case UNUSED_VARIABLE:
      return removedVariable(unit, diagnostic);
    case 'E0201':
    case 'E0504':
      return [...importFixes(snapshot, unit, diagnostic), ...hinted(unit, diagnostic)];
    default:
      return [...syntaxFixes(diagnostic), ...hinted(unit, diagnostic)];
  }
}

/** ``did you mean `count`?`` and ``write `cast(i64) x` ``. */
function hinted(unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const { hint = '', span } = diagnostic;
  const meant = /^did you mean `([^`]+)`\?$/.exec(hint)?.[1];
  if (meant !== undefined)
    return [
      {
        title: `Change to \`${meant}\``,
        edits: [{ span: nameIn(unit, span), text: meant }],
        diagnostic,
        isPreferred: true,
      },
    ];
  const written = /^write `([^`…]+)`$/.exec(hint)?.[1];
  // Other hints of this form are examples, not what stands there.
  if (written === undefined || !replaces(unit.source, span, written)) return [];
  return [{ title: `Write \`${written}\``, edits: [{ span, text: written }], diagnostic, isPreferred: true }];
}

/** Whether what is to be written holds what stands there, as `cast(i64) x` does `x`. */
function replaces({ text }: SourceFile, { start, end }: Span, written: string): boolean {
  return end > start && written.includes(text.slice(start, end)) && written.startsWith('cast(');
}

/** A diagnostic of an expression whose last name is misspelt. */
function nameIn(unit: ast.SourceUnit, span: Span): Span {
  const name = innermost(nodesAt(unit, span.end), 'Name');
  return name && name.span.start >= span.start && name.span.end <= span.end ? name.span : span;
}

// -----------------------------------------------------------------------------------------------
// Switches

function missingCases({ program }: Snapshot, unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const node = innermost(nodesAt(unit, diagnostic.span.start + 1), 'SwitchStatement');
  const type = node && taggedBy(program.typeOf.get(node.subject) ?? INVALID);
  if (!node || !type) return [];
  const given = new Set(
    node.cases.flatMap(({ items }) => items.map((item) => Number(program.rangeOf.get(item)?.low))),
  );
  const missing = type.tags.filter((_, i) => !given.has(i));
  const cases = missing.map(({ name, payload }) => `case ${name}${payload ? '(value)' : ''} {}`);
  return [
    {
      title: cases.length === 1 ? 'Add the missing case' : 'Add the missing cases',
      edits: [insertCases(unit.source, node, cases)],
      diagnostic,
      isPreferred: true,
    },
    {
      title: 'Add `else {}`',
      edits: [insertCases(unit.source, node, ['else {}'])],
      diagnostic,
      isPreferred: false,
    },
  ];
}

/** Before the closing brace, each on a line of its own. */
function insertCases(source: SourceFile, node: ast.SwitchStatement, cases: readonly string[]): TextEdit {
  const close = node.span.end - 1;
  const indent = /^[ \t]*/.exec(source.lineText(source.position(node.span.start).line))?.[0] ?? '';
  const last = node.cases.at(-1)?.span.end ?? source.text.indexOf('{', node.header.end) + 1;
  const isBroken = source.text.slice(last, close).includes('\n');
  const lines = cases.map((text) => `\n${indent}    ${text}`).join('');
  const span = { source, start: last, end: isBroken ? last : close };
  return { span, text: isBroken ? lines : `${lines}\n${indent}` };
}

// -----------------------------------------------------------------------------------------------
// Removing

/** From the first statement that is not reached to the end of its block. */
function unreachable(unit: ast.SourceUnit, span: Span): Span {
  const block = innermost(
    nodesAt(unit, span.start).filter(({ span: of }) => of.start < span.start),
    'Block',
  );
  const last = block?.statements.at(-1)?.span.end ?? span.end;
  return { source: span.source, start: span.start, end: Math.max(last, span.end) };
}

function removedImport(unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const found = innermost(nodesAt(unit, diagnostic.span.start), 'ImportDeclaration');
  if (!found) return [];
  return [{ title: 'Remove the import', edits: [removal(found.span)], diagnostic, isPreferred: true }];
}

/** Unless what it begins with does something. */
function removedVariable(unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const found = innermost(nodesAt(unit, diagnostic.span.start), 'VariableDeclaration');
  if (!found || doesSomething(found)) return [];
  return [{ title: 'Remove the variable', edits: [removal(found.span)], diagnostic, isPreferred: true }];
}

/** Whether there is more to a declaration than its variable: a call, a block of the heap. */
function doesSomething(node: ast.VariableDeclaration): boolean {
  let found = false;
  eachNode(node, ({ kind }) => (found ||= ACTIONS.has(kind)));
  return found;
}

const ACTIONS: ReadonlySet<string> = new Set([
  ...['CallExpression', 'HeapExpression', 'MakeExpression', 'RunExpression', 'AsyncExpression'],
]);

/** With the line that becomes empty. */
function removal({ source, start, end }: Span): TextEdit {
  const { text } = source;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const isAlone =
    text.slice(lineStart, start).trim() === '' && lineEnd >= 0 && text.slice(end, lineEnd).trim() === '';
  const span = isAlone ? { source, start: lineStart, end: lineEnd + 1 } : { source, start, end };
  return { span, text: '' };
}
