// Setting, changing and taking away breakpoints.
import { wholeNumber, type Command } from '../command';
import type { Breakpoint } from '../breakpoints';
import type { Complaint, Dialogue } from '../dialogue';
import { breakpointSet, count, kindOf } from '../format';
import { parsePlace } from '../places';

function set(dialogue: Dialogue, argument: string, temporary: boolean): Complaint {
  const [where, condition] = splitCondition(argument);
  const place = parsePlace(dialogue, where);
  if (typeof place === 'string') return place;
  const breakpoint = dialogue.breakpoints.add(place, { condition, temporary });
  dialogue.screen.line(breakpointSet(breakpoint));
  return undefined;
}

/** `12 if x > 3` is the place `12` and the condition `x > 3`. */
function splitCondition(argument: string): [string, string | undefined] {
  const match = /^(.*?)\s*\bif\b\s*(.+)$/s.exec(argument);
  return match ? [match[1] as string, match[2]] : [argument, undefined];
}

async function watch(dialogue: Dialogue, argument: string): Promise<Complaint> {
  const [expression, condition] = splitCondition(argument);
  if (expression === '') return 'Watch what? `watch PLACE`, such as a variable, a field or an element.';
  if (dialogue.cannotEvaluate !== undefined) return dialogue.cannotEvaluate;
  const frame = dialogue.frame?.index;
  const found = await dialogue.debugger.watchTarget({ expression, frame });
  if (!found.ok) return found.message;
  const { target, description } = found;
  const place = { kind: 'data' as const, expression: description, target };
  dialogue.screen.line(breakpointSet(dialogue.breakpoints.add(place, { condition })));
  return undefined;
}

function condition(dialogue: Dialogue, argument: string): Complaint {
  const match = /^([0-9]+)\s*(.*)$/s.exec(argument);
  const breakpoint = match && dialogue.breakpoints.find(Number(match[1]));
  if (!match || !breakpoint) return noSuch(match?.[1] ?? argument);
  const text = match[2] === '' ? undefined : match[2];
  dialogue.breakpoints.change([breakpoint], (entry) => (entry.condition = text));
  // With a wrong condition the breakpoint stays, not active, to be mended.
  if (breakpoint.status?.verified === false) return breakpointSet(breakpoint);
  const meaning = text === undefined ? 'always stops' : `stops only if ${text}`;
  dialogue.screen.line(`${kindOf(breakpoint)} ${breakpoint.number} ${meaning}.`);
  return undefined;
}

function ignore(dialogue: Dialogue, argument: string): Complaint {
  const [number = '', times = ''] = argument.split(/\s+/);
  const breakpoint = dialogue.breakpoints.find(Number(number || NaN));
  const hits = wholeNumber(times, NaN);
  if (!breakpoint) return noSuch(number);
  if (hits === undefined || Number.isNaN(hits)) return 'How many hits? `ignore NUMBER COUNT`.';
  dialogue.breakpoints.change([breakpoint], (entry) => (entry.ignore = hits));
  const meaning = hits === 0 ? 'stops at every hit' : `does not stop at its first ${count(hits, 'hit')}`;
  dialogue.screen.line(`${kindOf(breakpoint)} ${breakpoint.number} ${meaning}.`);
  return undefined;
}

/** The breakpoints that a list of numbers names; all if there are none. */
function chosen(dialogue: Dialogue, argument: string): readonly Breakpoint[] | string {
  if (argument === '') return dialogue.breakpoints.list;
  const found: Breakpoint[] = [];
  for (const word of argument.replace(/^breakpoints?\s*/, '').split(/[\s,]+/)) {
    const breakpoint = dialogue.breakpoints.find(Number(word || NaN));
    if (!breakpoint) return noSuch(word);
    found.push(breakpoint);
  }
  return found;
}

function remove(dialogue: Dialogue, argument: string): Complaint {
  const breakpoints = chosen(dialogue, argument);
  if (typeof breakpoints === 'string') return breakpoints;
  dialogue.breakpoints.remove(breakpoints);
  dialogue.screen.line(`Deleted ${count(breakpoints.length, 'breakpoint')}.`);
  return undefined;
}

function clear(dialogue: Dialogue, argument: string): Complaint {
  const place = parsePlace(dialogue, argument);
  if (typeof place === 'string') return place;
  const there = dialogue.breakpoints.list.filter(({ place: own, status }) => {
    if (own.kind === 'data') return false;
    if (place.kind === 'function') return own.kind === 'function' && own.name === place.name;
    const line = status?.start?.line ?? (own.kind === 'line' ? own.line : undefined);
    const source = status?.source ?? (own.kind === 'line' ? own.source : undefined);
    return line === place.line && source === place.source;
  });
  if (there.length === 0) return 'There is no breakpoint there.';
  return remove(dialogue, there.map(({ number }) => number).join(' '));
}

function switchTo(enabled: boolean) {
  return (dialogue: Dialogue, argument: string): Complaint => {
    const breakpoints = chosen(dialogue, argument);
    if (typeof breakpoints === 'string') return breakpoints;
    dialogue.breakpoints.change(breakpoints, (breakpoint) => (breakpoint.enabled = enabled));
    dialogue.screen.line(`${enabled ? 'Enabled' : 'Disabled'} ${count(breakpoints.length, 'breakpoint')}.`);
    return undefined;
  };
}

function noSuch(number: string): string {
  return number === ''
    ? 'Which breakpoint? `info breakpoints` lists them.'
    : `There is no breakpoint ${number}.`;
}

const PLACES =
  'A place is a LINE, FILE:LINE or a FUNCTION; none means where the program stands. With `if` it stops only\n' +
  'when the condition, any expression of type bool, is true there.';

export const BREAKPOINT_COMMANDS: readonly Command[] = [
  {
    name: 'break',
    aliases: ['b', 'br'],
    topic: 'breakpoints',
    usage: '[PLACE] [if CONDITION]',
    summary: 'stop whenever the program is about to run a place, forwards or backwards',
    details: PLACES,
    repeat: 'nothing',
    run: (dialogue, argument) => set(dialogue, argument, false),
  },
  {
    name: 'tbreak',
    aliases: ['tb'],
    topic: 'breakpoints',
    usage: '[PLACE] [if CONDITION]',
    summary: 'the same, once',
    details: PLACES,
    repeat: 'nothing',
    run: (dialogue, argument) => set(dialogue, argument, true),
  },
  {
    name: 'watch',
    aliases: ['wa'],
    topic: 'breakpoints',
    usage: 'PLACE [if CONDITION]',
    summary: 'stop wherever a variable, a field or an element has been changed, forwards or backwards',
    details:
      "What lies in a function's frame is watched as long as that call goes on. It stops behind the statement\n" +
      'that made the change, and says which one that was. The condition knows the variables of the selected\n' +
      'frame, whoever makes the change: in the innermost call of its function, or in the call whose variable is\n' +
      'watched. What that function does not know is looked for where the change is made.',
    repeat: 'nothing',
    run: watch,
  },
  {
    name: 'condition',
    topic: 'breakpoints',
    usage: 'NUMBER [CONDITION]',
    summary: 'give a breakpoint a condition, or take it away',
    repeat: 'nothing',
    run: condition,
  },
  {
    name: 'ignore',
    topic: 'breakpoints',
    usage: 'NUMBER COUNT',
    summary: 'do not stop at the first hits of a breakpoint',
    details: "Hits are counted from the program's start, so that they are the same in both directions.",
    repeat: 'nothing',
    completes: 'nothing',
    run: ignore,
  },
  {
    name: 'delete',
    aliases: ['d'],
    topic: 'breakpoints',
    usage: '[NUMBER…]',
    summary: 'delete breakpoints; all of them without a number',
    repeat: 'nothing',
    completes: 'nothing',
    run: remove,
  },
  {
    name: 'clear',
    topic: 'breakpoints',
    usage: '[PLACE]',
    summary: 'delete the breakpoints at a place',
    repeat: 'nothing',
    run: clear,
  },
  {
    name: 'disable',
    aliases: ['dis'],
    topic: 'breakpoints',
    usage: '[NUMBER…]',
    summary: 'switch breakpoints off; all of them without a number',
    repeat: 'nothing',
    completes: 'nothing',
    run: switchTo(false),
  },
  {
    name: 'enable',
    aliases: ['en'],
    topic: 'breakpoints',
    usage: '[NUMBER…]',
    summary: 'switch breakpoints on again',
    repeat: 'nothing',
    completes: 'nothing',
    run: switchTo(true),
  },
];
