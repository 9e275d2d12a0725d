// From an expression at a stop to the place that a watchpoint watches.
import type { Control } from '../../history/pace';
import type { Result, Watchable, WatchTargetInfo } from '../api';
import type { Debuggee } from '../debuggee';
import { checkText, splitAssignment } from '../expressions';
import { isPresent, isValue, type Inspection } from '../session/inspection';
import { pointedAt, pointerTarget, type Value } from '../values/value';
import { globalTarget, nameOfGlobal } from './globals';
import type { Lives } from './lives';
import type { Watchpoints } from './watchpoints';
import { ownerOf, whyNotWatched, type WatchTarget } from './target';

/** What would be watched, kept among the watchpoints under a name for it. */
export async function watchTargetOf(
  debuggee: Debuggee,
  inspection: Inspection,
  watchpoints: Watchpoints,
  of: Watchable,
  control: Control,
): Promise<Result<WatchTargetInfo>> {
  const text = 'expression' in of ? of.expression.trim() : of.name;
  const place =
    'expression' in of
      ? await placeOfText(debuggee, inspection, text, of.frame, control)
      : isValue(of.handle)
        ? { ok: true as const, value: of.handle }
        : refused('this is no value');
  if (!place.ok) return place;
  const made = await targetOfValue(debuggee, inspection, watchpoints.lives, place.value, text);
  if (!made.ok) return made;
  const { life } = made.target;
  const at = inspection.site(of.frame);
  const set = at.ok ? at.frame?.function.symbol : undefined;
  const setIn = set?.isRun ? undefined : set?.qualifiedName; // a run has no variables of its own
  const description = life ? `${text} in ${life.function}` : text;
  const lasting = globalTarget(debuggee, text);
  if (lasting && lasting.address === made.target.address)
    return { ok: true, target: nameOfGlobal(text, setIn), description, lasts: true };
  return { ok: true, target: watchpoints.keep({ ...made.target, setIn }), description, lasts: false };
}

/** The target of a value that is shown under a name. */
async function targetOfValue(
  debuggee: Debuggee,
  inspection: Inspection,
  lives: Lives,
  value: Value,
  text: string,
): Promise<Result<{ target: WatchTarget }>> {
  const name = `\`${text}\``;
  if (!isPresent(value)) return refused(`${name} cannot be watched: it is no place in the program`);
  const why = whyNotWatched(value);
  if (!why.ok) return refused(`${name} cannot be watched: ${why.message}`);
  const { address, type } = value;
  const owner = ownerOf(debuggee, inspection.stack, address);
  if (!owner) return { ok: true, target: { text, type, address, isHome: false } };
  const { frame, isHome } = owner;
  const life = await inspection.beside(() => lives.begin(frame.address, frame.function.symbol.qualifiedName));
  return { ok: true, target: { text, type, address, isHome, life } };
}

/** The place that an expression names, found by its address where it is more than names and constants. */
async function placeOfText(
  debuggee: Debuggee,
  inspection: Inspection,
  text: string,
  frame: number | undefined,
  control: Control,
): Promise<Result<{ value: Value }>> {
  if (splitAssignment(text)) return refused('an assignment cannot be watched');
  const at = inspection.site(frame);
  if (!at.ok) return at;
  const found = checkText(debuggee, text, at.site);
  if (!found.ok) return found;
  const place = inspection.placeOf(found.checked, text, at.frame);
  if (place) return { ok: true, value: place };
  const pointer = checkText(debuggee, `&(${text})`, at.site);
  const noPlace = `\`${text}\` cannot be watched: it is no place in the program`;
  if (!pointer.ok) return refused(noPlace);
  const value = await inspection.valueOf(pointer.checked, text, at.frame, control);
  if (!value.ok) return value;
  const address = pointerTarget(value.value);
  if (address === 0) return refused(`\`${text}\` cannot be watched: the pointer to it is nil`);
  if (!address) return refused(`\`${text}\` cannot be watched: it lies outside of memory`);
  // The pointer's own memory is another moment's; what is watched is in the present one.
  const present = { ...value.value, memory: inspection.views.program };
  return { ok: true, value: pointedAt(present, address, found.checked.type, text) };
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
