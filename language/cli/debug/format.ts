// How the terminal debugger words things: places, frames, source lines, sizes. Pure text, no state.
import type {
  BreakpointStatus,
  FindingInfo,
  FrameInfo,
  HistoryInfo,
  PlacedMoment,
  ValueInfo,
  WatchedChange,
} from '../../debugger/api';
import type { SourceFile, Span } from '../../syntax/source';
import type { Breakpoint } from './breakpoints';

/** Of the files of programs that have another one of their name: with as many folders as tell them apart. */
const longerNames = new WeakMap<SourceFile, string>();

/** How people call a file: by the last part of its path, unless `tellApart` has found that this is not enough. */
export function fileName(source: SourceFile): string {
  if (source.isLibrary) return source.path;
  return longerNames.get(source) ?? lastParts(source, 1);
}

/** To be told the files of a program, before any of them is named. */
export function tellApart(sources: readonly SourceFile[]): void {
  const own = sources.filter(({ isLibrary }) => !isLibrary);
  for (const source of own) {
    let parts = 1;
    const isShared = (other: SourceFile): boolean =>
      other !== source && lastParts(other, parts) === lastParts(source, parts);
    while (lastParts(source, parts) !== source.path && own.some(isShared)) parts++;
    if (parts > 1) longerNames.set(source, lastParts(source, parts));
  }
}

function lastParts({ path }: SourceFile, count: number): string {
  const parts = path.split(/[\\/]/);
  return parts.length <= count ? path : parts.slice(-count).join('/');
}

/** `area at shapes.rw:12`; the name may be painted. */
export function frameText({ name, source, span }: FrameInfo, paint = (text: string): string => text): string {
  return placed(name, { source, start: span.start }, paint);
}

/** What is run while compiling is called by where it stands: `compile time, #run at shapes.rw:3`. */
const RUN_NAME = /^compile time, .*:(\d+)$/;

/** A function with a place in it. The name of a run has the file already, and mostly the line. */
function placed(
  name: string,
  { source, start }: Pick<Span, 'source' | 'start'>,
  paint = (text: string): string => text,
): string {
  const { line } = source.position(start);
  const [, begun] = RUN_NAME.exec(name) ?? [];
  if (begun === undefined) return `${paint(name)} at ${fileName(source)}:${line}`;
  return Number(begun) === line ? paint(name) : `${paint(name)}, in line ${line}`;
}

/** A source line behind its number, 1-based; `mark` stands between them. */
export function sourceLine(source: SourceFile, line: number, mark = ' '): string {
  return `${String(line).padStart(5)}${mark} ${source.lineText(line).trimEnd()}`;
}

/** `name = value` */
export function valueText(value: ValueInfo): string {
  return `${value.name} = ${value.text}`;
}

/** `Value returned by fib: 3` */
export function returnedText({ name, text }: ValueInfo): string {
  return `Value returned by ${name.replace(/^\(return\) /, '').replace(/ #\d+$/, '')}: ${text}`;
}

/** Where a breakpoint really is: `shapes.rw:12`. */
export function statusPlace(status: BreakpointStatus | undefined): string | undefined {
  if (!status?.source || !status.start) return undefined;
  return `${fileName(status.source)}:${status.start.line}`;
}

/** What a breakpoint is called before its number. */
export function kindOf({ place, temporary }: Breakpoint): string {
  if (place.kind === 'data') return 'Watchpoint';
  return temporary ? 'Temporary breakpoint' : 'Breakpoint';
}

/** `stock.items: 9 → 8, changed by remove at hashmap.rw:81` */
export function changeText({ expression, before, after, span, function: name }: WatchedChange): string {
  return `${expression}: ${before} → ${after}, changed by ${placed(name, span)}`;
}

/** What is said when a breakpoint has been set. */
export function breakpointSet(breakpoint: Breakpoint): string {
  const kind = kindOf(breakpoint);
  const { place, status } = breakpoint;
  if (!status?.verified)
    return `${kind} ${breakpoint.number} is not active: ${status?.message ?? 'it has no place yet'}`;
  if (place.kind === 'data') return `${kind} ${breakpoint.number}: ${place.expression}`;
  const name = place.kind === 'function' ? `${place.name}, ` : '';
  const moved = status.message === undefined ? '' : ` (${status.message})`;
  return `${kind} ${breakpoint.number}: ${name}${statusPlace(status) ?? 'set'}${moved}`;
}

/** The lines of `info breakpoints` for one breakpoint. */
export function breakpointRows(breakpoint: Breakpoint): string[] {
  const { status } = breakpoint;
  const label = placeLabel(breakpoint);
  const rows = [
    `${String(breakpoint.number).padEnd(5)}${breakpoint.temporary ? 'once ' : 'keep '} ${breakpoint.enabled ? 'y' : 'n'}    ${label}`,
  ];
  if (status && !status.verified) rows.push(`     not active: ${status.message ?? 'no place'}`);
  if (breakpoint.condition !== undefined) rows.push(`     stop only if ${breakpoint.condition}`);
  if (breakpoint.ignore > 0)
    rows.push(`     not the first ${count(breakpoint.ignore, 'time')}, from the program's start`);
  return rows;
}

function placeLabel({ place, status }: Breakpoint): string {
  if (place.kind === 'data') return `watch ${place.expression}`;
  const where = statusPlace(status);
  if (place.kind === 'line') return where ?? `${fileName(place.source)}:${place.line}`;
  return where ? `${place.name}, ${where}` : place.name;
}

/** The lines of `info history`. */
export function historyRows(history: HistoryInfo): string[] {
  return [
    `now         t=${history.now}`,
    `recorded    t=${history.start} to t=${history.end}`,
    `checkpoints ${history.checkpoints}, ${bytesText(history.heldBytes)} of ${bytesText(history.budgetBytes)}`,
  ];
}

/** Where the access of a finding is, and where its block was allocated and freed: a line for each. */
export function findingRows({ access, allocated, freed, count: times }: FindingInfo): string[] {
  const rows = [`  in ${momentPlace(access)}${times > 1 ? `, ${times} times with different blocks` : ''}`];
  if (allocated) rows.push(`  allocated in ${momentText(allocated)}`);
  if (freed) rows.push(`  freed in ${momentText(freed)}`);
  return rows;
}

function momentPlace({ function: name, span }: PlacedMoment): string {
  return placed(name, span);
}

/** `main at shapes.rw:12, t=31` */
export function momentText(moment: PlacedMoment): string {
  return `${momentPlace(moment)}, t=${moment.time}`;
}

/** `3 times`, `1 time` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `1.5 MiB` */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const mebibytes = bytes / 1024 / 1024;
  return mebibytes < 1 ? `${Math.ceil(bytes / 1024)} KiB` : `${Number(mebibytes.toFixed(1))} MiB`;
}

/** Sixteen bytes to a line, with the address before and the characters behind. */
export function hexDump(address: number, bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`0x${(address + at).toString(16)}:  ${digits.padEnd(47)}  ${text}`);
  }
  return rows;
}
