// Watched globals, and parts of them, which are at the same place at every moment. Their names as targets are their
// expressions, with the function where they were asked for; so they mean the same in every run of the program.
import type { Debuggee } from '../debuggee';
import { checkText, globalSite, splitAssignment } from '../expressions';
import { LiveView } from '../values/memory-view';
import { placeOf } from '../values/places';
import { globalValue } from '../variables';
import { whyNotWatched, type WatchTarget } from './target';

const PREFIX = 'global ';
/** Before the function: no name has one in it, but an expression may. */
const SEPARATOR = '\n';

/** @param setIn see `WatchTarget` */
export function nameOfGlobal(text: string, setIn: string | undefined): string {
  const isPlain = setIn === undefined && !text.includes(SEPARATOR);
  return PREFIX + text + (isPlain ? '' : SEPARATOR + (setIn ?? ''));
}

export const isNameOfGlobal = (name: string): boolean => name.startsWith(PREFIX);

/** What a name means that `nameOfGlobal` has made, in this run or another. */
export function globalOfName(debuggee: Debuggee, name: string): WatchTarget | undefined {
  if (!isNameOfGlobal(name)) return undefined;
  const end = name.lastIndexOf(SEPARATOR);
  const setIn = end < 0 ? '' : name.slice(end + 1);
  const target = globalTarget(debuggee, name.slice(PREFIX.length, end < 0 ? undefined : end));
  return target && setIn ? { ...target, setIn } : target;
}

/** The global, or part of one, that an expression names without following a pointer; undefined if there is none. */
export function globalTarget(debuggee: Debuggee, text: string): WatchTarget | undefined {
  const found = splitAssignment(text) ? undefined : checkText(debuggee, text, globalSite(debuggee));
  if (!found?.ok) return undefined;
  const { expression, tables, type } = found.checked;
  // Where nothing can be read, no pointer can be followed.
  const nothing = new LiveView(new Uint8Array(), { start: 0, end: 0 });
  const views = { program: nothing, registers: nothing };
  const place = placeOf(expression, tables, (symbol) =>
    symbol.storage === 'global' ? globalValue(debuggee, views, symbol) : undefined,
  );
  if (!place || !whyNotWatched(place).ok) return undefined;
  return { text, type, address: place.address, isHome: false };
}
