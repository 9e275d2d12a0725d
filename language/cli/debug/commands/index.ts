// All commands of the terminal debugger, in the order in which beginnings of words find them.
import type { Command } from '../command';
import { BREAKPOINT_COMMANDS } from './breakpoints';
import { helpCommand } from './help';
import { INFO_COMMANDS } from './info';
import { LISTING_COMMANDS } from './listing';
import { LOOKING_COMMANDS } from './looking';
import { MEMORY_COMMANDS } from './memory';
import { MOVEMENT_COMMANDS } from './movement';
import { RUNNING_COMMANDS } from './running';
import { STACK_COMMANDS } from './stack';
import { THREAD_COMMANDS } from './threads';

const others: readonly Command[] = [
  ...RUNNING_COMMANDS,
  ...MOVEMENT_COMMANDS,
  ...BREAKPOINT_COMMANDS,
  ...LOOKING_COMMANDS,
  ...MEMORY_COMMANDS,
  ...STACK_COMMANDS,
  ...THREAD_COMMANDS,
  ...LISTING_COMMANDS,
  ...INFO_COMMANDS,
];

/** The word that ends the conversation; the conversation itself looks for it. */
export const QUIT: Command = {
  name: 'quit',
  aliases: ['q', 'exit'],
  topic: 'other',
  summary: 'end the program and the debugger',
  completes: 'nothing',
  run: (dialogue) => {
    dialogue.end();
    return undefined;
  },
};

export const COMMANDS: readonly Command[] = [...others, helpCommand(() => COMMANDS), QUIT];
