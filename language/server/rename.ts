// Renaming, in every file of the program. Whether a new name may stand is found out by trying: the changed texts
// are checked, and every name in them must mean what it meant before.
import type { Diagnostic } from '../syntax/diagnostic';
import { Lexer } from '../syntax/lexer';
import { SourceFile, type Offset, type Span } from '../syntax/source';
import type { Loaded } from '../syntax/source-loader';
import type { Files } from './files';
import { declarationOf, keyOf, nameOf, type Entity } from './entity';
import { Snapshot } from './snapshot';

export type Renamed =
  | { readonly ok: true; readonly spans: readonly Span[] }
  /** Why not, as a sentence. */
  | { readonly ok: false; readonly why: string };

/** The name that would be renamed; or why it cannot be. */
export function prepareRename(snapshot: Snapshot, path: string, offset: Offset): Span | string | undefined {
  const found = snapshot.occurrences.at(path, offset);
  return found && (whyFixed(found.entity) ?? found.span);
}

function whyFixed(entity: Entity): string | undefined {
  const declaration = declarationOf(entity);
  if (!declaration) return `\`${nameOf(entity)}\` is part of the language.`;
  if (declaration.source.isLibrary) return `\`${nameOf(entity)}\` is part of the library.`;
  const isMain =
    entity.kind === 'symbol' && entity.symbol.kind === 'function' && entity.symbol.qualifiedName === 'main';
  return isMain ? 'A program starts in `main`.' : undefined;
}

/** Where the new name would stand in some programs that have the file, each place once. */
export function rename(programs: readonly Snapshot[], path: string, offset: Offset, name: string): Renamed {
  const places = new Map<string, Span>();
  for (const snapshot of programs) {
    const renamed = renameIn(snapshot, path, offset, name);
    if (!renamed.ok) return renamed;
    for (const span of renamed.spans) places.set(`${span.source.path}:${span.start}`, span);
  }
  return { ok: true, spans: [...places.values()] };
}

function renameIn(snapshot: Snapshot, path: string, offset: Offset, name: string): Renamed {
  const found = snapshot.occurrences.at(path, offset);
  if (!found) return { ok: false, why: 'There is no name here.' };
  const fixed = whyFixed(found.entity) ?? whyNoName(name);
  if (fixed !== undefined) return { ok: false, why: fixed };
  const spans = snapshot.occurrences.of(found.entity).map(({ span }) => span);
  const conflict = name === nameOf(found.entity) ? undefined : findConflict(snapshot, path, spans, name);
  return conflict === undefined ? { ok: true, spans } : { ok: false, why: conflict };
}

function whyNoName(name: string): string | undefined {
  const lexer = new Lexer(name);
  lexer.next();
  if (lexer.kind === 'name' && lexer.end === name.length && /^[A-Za-z_]\w*$/.test(name)) return undefined;
  if (lexer.end === name.length && /^[a-z]+$/.test(name)) return `\`${name}\` is a reserved word.`;
  return `\`${name}\` is not a name: a name consists of letters, digits and \`_\`, and does not begin with a digit.`;
}

/** @param path of the file in which the question is asked */
function findConflict(
  snapshot: Snapshot,
  path: string,
  spans: readonly Span[],
  name: string,
): string | undefined {
  const changed = renamedTexts(spans, name);
  const after = new Snapshot(
    changed.get(snapshot.main.path) ?? snapshot.main,
    withChanged(snapshot.files, changed),
  );
  for (const source of changed.values()) {
    const conflict = firstDifference(snapshot, after, source, name);
    if (conflict !== undefined) return `In ${lineText(conflict.at, path)}, ${conflict.why}`;
  }
  const fresh = newError(snapshot, after);
  return fresh && `In ${lineText(fresh.span, path)}, that would be an error: ${fresh.message}.`;
}

/** Files of which some have other texts. */
function withChanged(files: Files, changed: ReadonlyMap<string, SourceFile>): Files {
  const load = (path: string): Loaded => {
    const loaded = files.load(path);
    const source = loaded.ok && changed.get(loaded.source.path);
    return source ? { ok: true, source } : loaded;
  };
  return {
    load,
    resolve: files.resolve?.bind(files),
    identify: (path) => files.identify(path),
    list: (folder) => files.list(folder),
  };
}

/** The files that the name stands in, with the new one. */
function renamedTexts(spans: readonly Span[], name: string): Map<string, SourceFile> {
  const byPath = new Map<string, Span[]>();
  for (const span of spans) byPath.set(span.source.path, [...(byPath.get(span.source.path) ?? []), span]);
  const texts = new Map<string, SourceFile>();
  for (const [path, own] of byPath) {
    const { text } = (own[0] as Span).source;
    let at = 0;
    let changed = '';
    for (const { start, end } of own) {
      changed += text.slice(at, start) + name;
      at = end;
    }
    texts.set(path, new SourceFile(path, changed + text.slice(at)));
  }
  return texts;
}

/** `line 3`, `line 3 of shapes.rw` */
function lineText({ source, start }: Span, path: string): string {
  const file = source.path === path ? '' : ` of ${source.path.replace(/^.*[/\\]/, '')}`;
  return `line ${source.position(start).line}${file}`;
}

/** The first name of a file that would stand for something else, and for what. */
function firstDifference(
  before: Snapshot,
  after: Snapshot,
  source: SourceFile,
  name: string,
): { at: Span; why: string } | undefined {
  const [old, now] = [before.occurrences.inFile(source.path), after.occurrences.inFile(source.path)];
  const numbers = [new Map<string, number>(), new Map<string, number>()] as const;
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const [a, b] = [old[i], now[i]];
    if (a && b && meaning(numbers[0], keyOf(a.entity), i) === meaning(numbers[1], keyOf(b.entity), i))
      continue;
    const other = b && declarationOf(b.entity);
    const declared = other ? `, which is declared in ${lineText(other, source.path)}` : '';
    const at = (b ?? a)?.span ?? { source, start: 0, end: 0 };
    return { at, why: `\`${name}\` would stand for another \`${name}\`${declared}.` };
  }
  return undefined;
}

/** Names what an entity is by the place of its first name, so that it does not matter what it is called. */
function meaning(numbers: Map<string, number>, key: string, place: number): string {
  if (key.startsWith(':')) return key;
  const known = numbers.get(key);
  if (known === undefined) numbers.set(key, place);
  return String(known ?? place);
}

function newError(before: Snapshot, after: Snapshot): Diagnostic | undefined {
  const [old, now] = [before, after].map(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error'),
  ) as [Diagnostic[], Diagnostic[]];
  const known = new Set(old.map(({ code, message }) => code + message));
  return now.length > old.length ? now.find(({ code, message }) => !known.has(code + message)) : undefined;
}
