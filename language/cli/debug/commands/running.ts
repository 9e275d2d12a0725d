// Beginning the program, running to a place, and going to a moment by its time.
import type { Direction } from '../../../debugger/api';
import type { Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { parsePlace } from '../places';

/** Runs from the beginning, whatever the program is doing now: a new run, whose output is seen again. */
async function begin(dialogue: Dialogue): Promise<Complaint> {
  const complaint = dialogue.debugger.state === 'new' ? undefined : dialogue.renew();
  if (complaint !== undefined) return complaint;
  return dialogue.show(dialogue.debugger.start(), 'forward');
}

async function restart(dialogue: Dialogue): Promise<Complaint> {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  dialogue.forgetPlace();
  return dialogue.show(dialogue.debugger.restart(), 'backward');
}

async function start(dialogue: Dialogue): Promise<Complaint> {
  const main = dialogue.breakpoints.add({ kind: 'function', name: 'main' }, { temporary: true });
  const complaint = await begin(dialogue);
  if (dialogue.breakpoints.find(main.number)) dialogue.breakpoints.remove([main]);
  return complaint;
}

async function runTo(dialogue: Dialogue, argument: string, direction: Direction): Promise<Complaint> {
  const obstacle = dialogue.cannotMove(direction);
  if (obstacle !== undefined) return obstacle;
  const place = parsePlace(dialogue, argument);
  if (typeof place === 'string') return place;
  if (place.kind === 'line') {
    const position = { line: place.line, column: place.column ?? 1 };
    return dialogue.show(dialogue.debugger.runTo(place.source, position, direction), direction);
  }
  const entry = dialogue.debugger.entryOf(place.name);
  if (!entry.ok) return entry.message;
  const { source, start: position } = entry.location;
  return dialogue.show(dialogue.debugger.runTo(source, position, direction), direction);
}

async function leaveLine(dialogue: Dialogue, direction: Direction): Promise<Complaint> {
  const obstacle = dialogue.cannotMove(direction);
  if (obstacle !== undefined) return obstacle;
  const { thread } = dialogue;
  return dialogue.show(dialogue.debugger.step({ kind: 'past', direction, thread }), direction);
}

async function goToTime(dialogue: Dialogue, argument: string): Promise<Complaint> {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const { start: first, end, now } = dialogue.debugger.history();
  const time = parseTime(argument, first, end, now);
  if (time === undefined)
    return 'To which time? `goto 120`, `goto +5`, `goto -5`, `goto start` or `goto end`.';
  dialogue.forgetPlace();
  return dialogue.show(dialogue.debugger.goToTime(time), time < now ? 'backward' : 'forward');
}

function parseTime(argument: string, start: number, end: number, now: number): number | undefined {
  if (argument === 'start') return start;
  if (argument === 'end') return end;
  const match = /^(?:t=)?([+-]?)\s*([0-9]{1,15})$/.exec(argument);
  if (!match) return undefined;
  const number = Number(match[2]);
  if (match[1] === '+') return now + number;
  return match[1] === '-' ? now - number : number;
}

export const RUNNING_COMMANDS: readonly Command[] = [
  {
    name: 'run',
    aliases: ['r'],
    topic: 'running',
    summary: 'begin a new run of the program, to the first breakpoint',
    completes: 'nothing',
    run: begin,
  },
  {
    name: 'start',
    topic: 'running',
    summary: 'run to the beginning of `main`',
    completes: 'nothing',
    run: start,
  },
  {
    name: 'until',
    aliases: ['u', 'advance'],
    topic: 'running',
    usage: '[PLACE]',
    summary: 'run to a line or function; without one, to a line behind this one (out of a loop)',
    completes: 'nothing',
    run: (dialogue, argument) =>
      argument === '' ? leaveLine(dialogue, 'forward') : runTo(dialogue, argument, 'forward'),
  },
  {
    name: 'reverse-until',
    aliases: ['ru'],
    topic: 'running backwards',
    usage: '[PLACE]',
    summary: 'run back to a line or function; without one, to a line before this one',
    completes: 'nothing',
    run: (dialogue, argument) =>
      argument === '' ? leaveLine(dialogue, 'backward') : runTo(dialogue, argument, 'backward'),
  },
  {
    name: 'goto',
    aliases: ['g'],
    topic: 'running backwards',
    usage: 'TIME',
    summary: 'go to a moment, in either direction',
    details:
      'Every stop shows its time, as in `[t=120]`: the number of steps since the start. `goto +5` and\n' +
      '`goto -5` count from now; `goto start` and `goto end` are the ends of what has been recorded.',
    repeat: 'nothing',
    completes: 'nothing',
    run: goToTime,
  },
  {
    name: 'restart',
    topic: 'running backwards',
    summary: 'go back to the first moment of this run, keeping its history',
    repeat: 'nothing',
    completes: 'nothing',
    run: restart,
  },
];
