// `info …`: what the debugger knows.
import type { ScopeKind } from '../../../debugger/api';
import { findNamed, type Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { breakpointRows, fileName, frameText, historyRows, valueText } from '../format';
import { listThreads } from './threads';

interface Topic {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  run(dialogue: Dialogue): Complaint;
}

function variables(scope: ScopeKind) {
  return (dialogue: Dialogue): Complaint => {
    const { frame } = dialogue;
    if (dialogue.notStopped !== undefined || !frame)
      return dialogue.notStopped ?? 'The program stands in no function.';
    const values = dialogue.debugger.variables(frame.index, scope);
    for (const value of values) dialogue.screen.line(valueText(value));
    if (values.length === 0) dialogue.screen.line(scope === 'locals' ? 'No locals here.' : 'No globals.');
    return undefined;
  };
}

function breakpoints(dialogue: Dialogue): Complaint {
  const { list } = dialogue.breakpoints;
  dialogue.screen.line(list.length === 0 ? 'No breakpoints.' : 'Num  Keep  On   Where');
  for (const breakpoint of list) for (const row of breakpointRows(breakpoint)) dialogue.screen.line(row);
  return undefined;
}

function display(dialogue: Dialogue): Complaint {
  if (dialogue.displays.length === 0) dialogue.screen.line('Nothing is displayed.');
  for (const { number, expression, hex } of dialogue.displays)
    dialogue.screen.line(`${number}: ${expression}${hex ? ' (hexadecimal)' : ''}`);
  return undefined;
}

function frame(dialogue: Dialogue): Complaint {
  const selected = dialogue.frame;
  if (dialogue.notStopped !== undefined || !selected)
    return dialogue.notStopped ?? 'The program stands in no function.';
  const { total } = dialogue.frames(0, 0);
  dialogue.screen.line(`#${dialogue.selected} of ${total}: ${frameText(selected)}`);
  const caller = dialogue.frames(dialogue.selected + 1, 1).frames[0];
  if (caller) dialogue.screen.line(`called by ${frameText(caller)}`);
  return undefined;
}

function history(dialogue: Dialogue): Complaint {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  for (const row of historyRows(dialogue.debugger.history())) dialogue.screen.line(row);
  return undefined;
}

function source(dialogue: Dialogue): Complaint {
  const current = dialogue.frame?.source ?? dialogue.program;
  dialogue.screen.line(`${fileName(current)}, ${current.lineCount} lines`);
  const others = dialogue.debugger.sources.filter((each) => each !== current);
  if (others.length > 0) dialogue.screen.line(`also: ${others.map(fileName).join(', ')}`);
  return undefined;
}

/** The topics of `info`. */
export const INFO_TOPICS: readonly Topic[] = [
  { name: 'breakpoints', aliases: ['b'], summary: 'the breakpoints', run: breakpoints },
  {
    name: 'locals',
    aliases: ['l'],
    summary: 'the variables of the selected frame',
    run: variables('locals'),
  },
  { name: 'globals', summary: 'the global variables', run: variables('globals') },
  { name: 'frame', aliases: ['f'], summary: 'the selected frame', run: frame },
  { name: 'threads', aliases: ['t'], summary: 'the threads', run: listThreads },
  { name: 'history', aliases: ['h'], summary: 'how far the recording goes, and what it takes', run: history },
  { name: 'display', aliases: ['d'], summary: 'what is shown at every stop', run: display },
  { name: 'source', aliases: ['s'], summary: 'the source files', run: source },
];

export const INFO_COMMANDS: readonly Command[] = [
  {
    name: 'info',
    aliases: ['i'],
    topic: 'other',
    usage: 'TOPIC',
    summary: `show ${INFO_TOPICS.map(({ name }) => name).join(', ')}`,
    details: INFO_TOPICS.map(({ name, summary }) => `  info ${name.padEnd(12)} ${summary}`).join('\n'),
    completes: 'topic',
    run: (dialogue, argument) => {
      if (argument === '')
        return `About what? ${INFO_TOPICS.map(({ name }) => `\`info ${name}\``).join(', ')}.`;
      const topic = findNamed(INFO_TOPICS, argument, 'info about', 'info');
      return typeof topic === 'string' ? topic : topic.run(dialogue);
    },
  },
];
