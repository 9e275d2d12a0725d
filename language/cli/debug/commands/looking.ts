// Looking at values and changing them.
import type { ValueInfo } from '../../../debugger/api';
import { wholeNumber, type Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';
import { hexDump, valueText } from '../format';

/** Bytes that `x` shows at most. */
const LARGEST_DUMP = 4096;

/** `print/x` asks for hexadecimal; anything else behind the slash but `d` is not known. */
function isHex(format: string): boolean | undefined {
  if (format === '' || format === 'd') return false;
  return format === 'x' ? true : undefined;
}

function unknownFormat(format: string): string {
  return `There is no format \`/${format}\`; there are \`/x\` and \`/d\`.`;
}

async function evaluate(dialogue: Dialogue, expression: string, hex: boolean): Promise<ValueInfo | string> {
  if (dialogue.cannotEvaluate !== undefined) return dialogue.cannotEvaluate;
  const frame = dialogue.frame?.index;
  const result = await dialogue.debugger.evaluate({ expression, frame, format: { hex }, showsOutput: true });
  return result.ok ? result.value : result.message;
}

async function print(dialogue: Dialogue, argument: string, format: string): Promise<Complaint> {
  const hex = isHex(format);
  if (hex === undefined) return unknownFormat(format);
  if (argument === '') return 'What? `print EXPRESSION`.';
  const value = await evaluate(dialogue, argument, hex);
  if (typeof value === 'string') return value;
  dialogue.screen.line(valueText(value));
  return undefined;
}

async function whatis(dialogue: Dialogue, argument: string): Promise<Complaint> {
  if (argument === '') return 'The type of what? `whatis EXPRESSION`.';
  const value = await evaluate(dialogue, argument, false);
  if (typeof value === 'string') return value;
  dialogue.screen.line(`${value.name}: ${value.type}, ${value.size} bytes`);
  return undefined;
}

function ptype(dialogue: Dialogue, argument: string): Complaint {
  if (argument === '') return 'Which type? `ptype TYPE` or `ptype EXPRESSION`.';
  if (dialogue.cannotEvaluate !== undefined) return dialogue.cannotEvaluate;
  const found = dialogue.debugger.typeOf(argument, dialogue.frame?.index);
  if (!found.ok) return found.message;
  for (const line of found.lines) dialogue.screen.line(line);
  return undefined;
}

/** `set just-my-code on`, or what it is. */
function setJustMyCode(dialogue: Dialogue, value: string): Complaint {
  if (value !== '' && value !== 'on' && value !== 'off') return '`set just-my-code on` or `off`?';
  if (value !== '') dialogue.justMyCode = value === 'on';
  const meaning = dialogue.justMyCode ? 'pass over the library' : 'go into the library';
  dialogue.screen.line(`Steps ${meaning}.`);
  return undefined;
}

/** `set var x = e`; the word `var` may be left out. */
async function set(dialogue: Dialogue, argument: string): Promise<Complaint> {
  const setting = /^just-my-code\s*(.*)$/.exec(argument);
  if (setting) return setJustMyCode(dialogue, setting[1] as string);
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const parts = splitAssignment(argument.replace(/^var(iable)?\s+/, ''));
  if (!parts) return 'Set what? `set var PLACE = EXPRESSION`.';
  const frame = dialogue.frame;
  if (!frame) return 'The program stands in no function.';
  const result = await dialogue.debugger.setExpression(parts.target, parts.text, frame.index);
  if (!result.ok) return result.message;
  dialogue.screen.line(`${parts.target} = ${result.value.text}`);
  return undefined;
}

/** Splits at the first `=` that is no part of a comparison. */
export function splitAssignment(text: string): { target: string; text: string } | undefined {
  const match = /^(.*?[^=!<>\s])\s*=(?!=)\s*(.+)$/s.exec(text);
  return match ? { target: (match[1] as string).trim(), text: match[2] as string } : undefined;
}

async function display(dialogue: Dialogue, argument: string, format: string): Promise<Complaint> {
  const hex = isHex(format);
  if (hex === undefined) return unknownFormat(format);
  if (argument !== '') {
    const added = dialogue.addDisplay(argument, hex);
    if (dialogue.notStopped === undefined) await dialogue.showDisplay(added);
    return undefined;
  }
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  for (const each of dialogue.displays) await dialogue.showDisplay(each);
  return undefined;
}

function undisplay(dialogue: Dialogue, argument: string): Complaint {
  const numbers =
    argument === '' ? dialogue.displays.map(({ number }) => number) : argument.split(/[\s,]+/).map(Number);
  const missing = numbers.find((number) => !dialogue.displays.some((each) => each.number === number));
  if (missing !== undefined) return `There is no display ${argument}; \`info display\` lists them.`;
  dialogue.displays = dialogue.displays.filter(({ number }) => !numbers.includes(number));
  return undefined;
}

async function examine(dialogue: Dialogue, argument: string, format: string): Promise<Complaint> {
  if (argument === '')
    return 'Which bytes? `x/COUNT ADDRESS`, where ADDRESS is a number, a pointer or a slice.';
  const count = wholeNumber(format.replace(/[xb]+$/, ''), 16);
  if (count === undefined || count < 1 || count > LARGEST_DUMP)
    return `Show 1 to ${LARGEST_DUMP} bytes: \`x/64 ADDRESS\`.`;
  const address = await addressOf(dialogue, argument);
  if (typeof address === 'string') return address;
  const { bytes, address: first, unreadable } = dialogue.debugger.readMemory(address, count);
  for (const row of hexDump(first, bytes)) dialogue.screen.line(row);
  if (unreadable > 0)
    dialogue.screen.line(
      `${unreadable} bytes from 0x${(first + bytes.length).toString(16)} on are not memory.`,
    );
  return undefined;
}

/** The address that an expression gives: a number or pointer is one, another value stands at one. */
async function addressOf(dialogue: Dialogue, expression: string): Promise<number | string> {
  const value = await evaluate(dialogue, expression, true);
  if (typeof value === 'string') return value;
  const isAddress = value.type.startsWith('*') || /^[iu][0-9]+$/.test(value.type);
  const digits = /0x[0-9a-fA-F]+/.exec(value.text)?.[0];
  if (isAddress && digits !== undefined) {
    const address = Number(digits);
    return Number.isSafeInteger(address) ? address : `There is no memory at ${digits}.`;
  }
  return value.address ?? `${value.name} stands at no address.`;
}

export const LOOKING_COMMANDS: readonly Command[] = [
  {
    name: 'print',
    aliases: ['p', 'inspect', 'call'],
    topic: 'looking',
    usage: 'EXPRESSION',
    summary: 'show the value of an expression; `print/x` in hexadecimal',
    details:
      'Any expression of the language, calls included. It runs at the moment at which the program stands and\n' +
      'changes nothing, unless it is an assignment.',
    run: print,
  },
  {
    name: 'set',
    topic: 'looking',
    usage: 'var PLACE = EXPRESSION | just-my-code on|off',
    summary: 'change a variable, a field or an element; from here the program takes another way',
    details:
      '`set just-my-code off` lets steps go into the library, `on` lets them pass over it, as at first.',
    repeat: 'nothing',
    run: set,
  },
  {
    name: 'whatis',
    topic: 'looking',
    usage: 'EXPRESSION',
    summary: 'show the type of an expression',
    run: whatis,
  },
  {
    name: 'ptype',
    topic: 'looking',
    usage: 'TYPE',
    summary: 'show what a type is made of: its fields or tags',
    details: 'An expression stands for its type; a pointer, slice or array for what it is of.',
    run: ptype,
  },
  {
    name: 'display',
    topic: 'looking',
    usage: '[EXPRESSION]',
    summary: 'show an expression at every stop; `display/x` in hexadecimal',
    repeat: 'nothing',
    run: display,
  },
  {
    name: 'undisplay',
    topic: 'looking',
    usage: '[NUMBER…]',
    summary: 'do so no longer',
    repeat: 'nothing',
    completes: 'nothing',
    run: undisplay,
  },
  {
    name: 'x',
    topic: 'looking',
    usage: 'ADDRESS',
    summary: 'show bytes of the memory: `x/64 p`',
    run: examine,
  },
];
