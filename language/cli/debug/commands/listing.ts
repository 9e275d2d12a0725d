// Showing the source.
import type { SourceFile } from '../../../syntax/source';
import type { Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { fileName, sourceLine } from '../format';
import { parsePlace } from '../places';

/** Lines shown at a time, as in gdb. */
const LINES = 10;

function list(dialogue: Dialogue, argument: string): Complaint {
  if (argument === '' || argument === '-') return goOn(dialogue, argument === '-');
  const range = /^([0-9]{1,9})\s*,\s*([0-9]{1,9})$/.exec(argument);
  if (range) return show(dialogue, currentSource(dialogue), Number(range[1]), Number(range[2]));
  const place = parsePlace(dialogue, argument);
  if (typeof place === 'string') return place;
  if (place.kind === 'line') return around(dialogue, place.source, place.line);
  const found = findFunction(dialogue, place.name);
  return found ? around(dialogue, found.source, found.line) : `There is no function \`${place.name}\`.`;
}

/** What comes behind (or before) what was listed last; around the stop at first. */
function goOn(dialogue: Dialogue, backwards: boolean): Complaint {
  const { listing, frame } = dialogue;
  if (!listing) {
    const line = frame ? frame.source.position(frame.span.start).line : 1;
    return around(dialogue, currentSource(dialogue), line);
  }
  if (backwards) {
    if (listing.first === 1) return `${fileName(listing.source)} begins there.`;
    return show(dialogue, listing.source, listing.first - LINES, listing.first - 1);
  }
  if (listing.last >= listing.source.lineCount) return `${fileName(listing.source)} ends there.`;
  return show(dialogue, listing.source, listing.last + 1, listing.last + LINES);
}

function around(dialogue: Dialogue, source: SourceFile, line: number): Complaint {
  const first = Math.max(1, line - LINES / 2);
  return show(dialogue, source, first, first + LINES - 1);
}

function show(dialogue: Dialogue, source: SourceFile, from: number, to: number): Complaint {
  if (to < from) return `A range goes forward: \`list ${to},${from}\`.`;
  const first = Math.max(1, from);
  const last = Math.min(to, source.lineCount);
  if (first > last) return `${fileName(source)} has lines 1 to ${source.lineCount}.`;
  const { frame } = dialogue;
  const here = frame?.source === source ? source.position(frame.span.start).line : 0;
  for (let line = first; line <= last; line++) {
    dialogue.screen.line(sourceLine(source, line, line === here ? '>' : ' '));
  }
  dialogue.listing = { source, first, last };
  return undefined;
}

function currentSource(dialogue: Dialogue): SourceFile {
  return dialogue.listing?.source ?? dialogue.frame?.source ?? dialogue.program;
}

/** Where a function of this name is defined, by the look of its line: in the file where it begins, if it has code. */
function findFunction(dialogue: Dialogue, name: string): { source: SourceFile; line: number } | undefined {
  const parts = name.split('.');
  const pattern = new RegExp(`^[ \\t]*fn[ \\t]+${parts.at(-1)}[ \\t]*\\(`, 'm');
  const { sources } = dialogue.debugger;
  const entry = dialogue.debugger.entryOf(name);
  const entered = entry.ok ? [entry.location.source] : [];
  const ofModule = sources.filter(
    (source) => parts.length > 1 && fileName(source).endsWith(`${parts[0]}.rw`),
  );
  const own = sources.filter((source) => !source.isLibrary);
  for (const source of [...entered, ...ofModule, ...own, ...sources]) {
    const match = pattern.exec(source.text);
    if (match) return { source, line: source.position(match.index + match[0].indexOf('fn')).line };
  }
  return undefined;
}

export const LISTING_COMMANDS: readonly Command[] = [
  {
    name: 'list',
    aliases: ['l'],
    topic: 'source',
    usage: '[PLACE | FIRST,LAST | -]',
    summary: 'show the source around a place; then what follows, or with `-` what comes before',
    repeat: 'bare',
    run: list,
  },
];
