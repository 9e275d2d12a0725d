// Moving the program, in either direction: the commands of gdb and their mirrors are made from one list.
import type {
  DebuggerApi,
  Direction,
  FrameIndex,
  Granularity,
  Outcome,
  StepKind,
  ThreadId,
} from '../../../debugger/api';
import { wholeNumber, type Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';

/** What is selected, from which the first of several movements starts. */
interface Selected {
  readonly frame: FrameIndex;
  readonly thread: ThreadId | undefined;
}

type Movement = (target: DebuggerApi, selected: Selected) => Promise<Outcome>;

/** Who stopped, in its innermost frame. */
const WHO_STOPPED: Selected = { frame: 0, thread: undefined };

/**
 * Makes the movement `count` times, or until something else than the end of a step stops it.
 * @param again whether to go on after such a stop
 */
async function repeat(
  dialogue: Dialogue,
  argument: string,
  direction: Direction,
  movement: Movement,
  again: (outcome: Outcome) => boolean,
): Promise<Complaint> {
  const obstacle = dialogue.cannotMove(direction);
  if (obstacle !== undefined) return obstacle;
  const count = wholeNumber(argument, 1);
  if (count === undefined || count < 1) return `How many times? \`${argument}\` is not a number of times.`;
  dialogue.interrupted = false;
  const { frame, thread } = dialogue;
  let outcome = await movement(dialogue.debugger, { frame: frame?.index ?? 0, thread });
  for (let done = 1; done < count && again(outcome) && !dialogue.interrupted; done++) {
    outcome = await movement(dialogue.debugger, WHO_STOPPED);
  }
  return dialogue.arrive(outcome, direction);
}

function endedAStep(outcome: Outcome): boolean {
  return outcome.kind === 'stopped' && outcome.stop.reason === 'step' && outcome.stop.note === undefined;
}

function hitABreakpoint(outcome: Outcome): boolean {
  return outcome.kind === 'stopped' && outcome.stop.hitBreakpoints.length > 0;
}

interface StepSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: StepKind;
  readonly granularity: Granularity;
  readonly forward: string;
  readonly backward: string;
}

const STEPS: readonly StepSpec[] = [
  {
    name: 'next',
    aliases: ['n'],
    kind: 'over',
    granularity: 'line',
    forward: 'go to the next line, over calls',
    backward: 'go back to the line before, over calls',
  },
  {
    name: 'step',
    aliases: ['s'],
    kind: 'in',
    granularity: 'line',
    forward: 'go to the next line, into calls',
    backward: 'go back to the line before, into calls from their end',
  },
  {
    name: 'nexti',
    aliases: ['ni'],
    kind: 'over',
    granularity: 'statement',
    forward: 'go to the next statement, over calls',
    backward: 'go back to the statement before, over calls',
  },
  {
    name: 'stepi',
    aliases: ['si'],
    kind: 'in',
    granularity: 'statement',
    forward: 'go to the next statement, into calls',
    backward: 'go back to the statement before, into calls from their end',
  },
  {
    name: 'finish',
    aliases: ['fin'],
    kind: 'out',
    granularity: 'statement',
    forward: 'run until the selected function returns, and show what it returned',
    backward: 'go back to the call of the selected function',
  },
];

function stepCommand(spec: StepSpec, direction: Direction): Command {
  const { kind, granularity } = spec;
  const forward = direction === 'forward';
  return {
    name: forward ? spec.name : `reverse-${spec.name}`,
    aliases: forward
      ? spec.aliases
      : [`r${spec.aliases.at(-1) === 'fin' ? 'f' : (spec.aliases[0] as string)}`],
    topic: forward ? 'running' : 'running backwards',
    usage: '[COUNT]',
    summary: forward ? spec.forward : spec.backward,
    completes: 'nothing',
    run: (dialogue, argument) =>
      repeat(
        dialogue,
        argument,
        direction,
        (target, { frame, thread }) =>
          target.step({ kind, direction, granularity, thread, ...(kind === 'out' && { frame }) }),
        endedAStep,
      ),
  };
}

function continueCommand(direction: Direction): Command {
  const forward = direction === 'forward';
  return {
    name: forward ? 'continue' : 'reverse-continue',
    aliases: forward ? ['c', 'cont'] : ['rc'],
    topic: forward ? 'running' : 'running backwards',
    usage: '[COUNT]',
    summary: forward ? 'run to the next breakpoint' : 'run back to the breakpoint before',
    details: 'With a count, to the one that comes that many hits later.',
    completes: 'nothing',
    run: (dialogue, argument) =>
      repeat(dialogue, argument, direction, (target) => target.continue(direction), hitABreakpoint),
  };
}

/** Every movement by step or breakpoint, with its mirror. */
export const MOVEMENT_COMMANDS: readonly Command[] = (['forward', 'backward'] as const).flatMap(
  (direction) => [continueCommand(direction), ...STEPS.map((spec) => stepCommand(spec, direction))],
);
