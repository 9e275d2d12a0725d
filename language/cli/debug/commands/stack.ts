// The stack of calls, and which of its frames the other commands look at.
import { wholeNumber, type Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { frameText } from '../format';

/** Frames that `backtrace` shows where no number is given; a stack may be 100,000 deep. */
const USUAL_FRAMES = 50;

function backtrace(dialogue: Dialogue, argument: string): Complaint {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const limit = wholeNumber(argument, USUAL_FRAMES);
  if (limit === undefined) return 'How many frames? `backtrace 10`.';
  const { frames, total } = dialogue.frames(0, limit);
  const width = String(Math.max(0, frames.length - 1)).length;
  frames.forEach((frame, position) => {
    const mark = position === dialogue.selected && position > 0 ? '*' : ' ';
    dialogue.screen.line(`#${String(position).padEnd(width)}${mark} ${frameText(frame)}`);
  });
  if (total > frames.length)
    dialogue.screen.line(`… and ${total - frames.length} more; \`backtrace ${total}\` shows all.`);
  return undefined;
}

function select(dialogue: Dialogue, position: number): Complaint {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const { total } = dialogue.frames(0, 0);
  if (position >= total)
    return total === 1 ? 'There is only this frame.' : `There are frames 0 to ${total - 1}.`;
  dialogue.selected = position;
  dialogue.showFrame();
  return undefined;
}

function move(dialogue: Dialogue, argument: string, sign: 1 | -1): Complaint {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const count = wholeNumber(argument, 1);
  if (count === undefined) return 'How many frames? `up 2`.';
  const { total } = dialogue.frames(0, 0);
  const wanted = dialogue.selected + sign * count;
  if (wanted < 0 && dialogue.selected === 0) return 'This is the innermost frame.';
  if (wanted >= total && dialogue.selected === total - 1) return 'This is the outermost frame.';
  return select(dialogue, Math.max(0, Math.min(wanted, total - 1)));
}

export const STACK_COMMANDS: readonly Command[] = [
  {
    name: 'backtrace',
    aliases: ['bt', 'where'],
    topic: 'looking',
    usage: '[COUNT]',
    summary: 'show the stack of calls, the innermost first',
    completes: 'nothing',
    run: backtrace,
  },
  {
    name: 'frame',
    aliases: ['f'],
    topic: 'looking',
    usage: '[NUMBER]',
    summary: 'select a frame of the stack, whose variables the other commands then see',
    completes: 'nothing',
    run: (dialogue, argument) => {
      const position = wholeNumber(argument, dialogue.selected);
      return position === undefined ? 'Which frame? `backtrace` numbers them.' : select(dialogue, position);
    },
  },
  {
    name: 'up',
    topic: 'looking',
    usage: '[COUNT]',
    summary: 'select the caller',
    completes: 'nothing',
    run: (dialogue, argument) => move(dialogue, argument, 1),
  },
  {
    name: 'down',
    topic: 'looking',
    usage: '[COUNT]',
    summary: 'select the called function',
    completes: 'nothing',
    run: (dialogue, argument) => move(dialogue, argument, -1),
  },
];
