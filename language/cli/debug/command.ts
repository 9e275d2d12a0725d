// What a command of the terminal debugger is, and how a typed word finds it: by its name, an alias, or any
// beginning that only one command has.
import type { Complaint, Dialogue } from './dialogue';

/** The headings of `help`, in its order. */
export const TOPICS = ['running', 'running backwards', 'breakpoints', 'looking', 'source', 'other'] as const;

export interface Command {
  readonly name: string;
  /** Further names; they win over beginnings of other commands. */
  readonly aliases?: readonly string[];
  readonly topic: (typeof TOPICS)[number];
  /** Arguments, as shown by `help`. */
  readonly usage?: string;
  /** One line, as a sentence without its full stop. */
  readonly summary: string;
  /** What else is to say, for `help NAME`. */
  readonly details?: string;
  /**
   * What an empty line does after it: the `same` again, the same `bare` of its arguments, or `nothing`.
   */
  readonly repeat?: 'same' | 'bare' | 'nothing';
  /** What completes its argument; expressions unless said otherwise. */
  readonly completes?: 'expression' | 'topic' | 'nothing';
  run(dialogue: Dialogue, argument: string, format: string): Complaint | Promise<Complaint>;
}

/** A typed line, taken apart: `print/x total` is the word `print`, the format `x` and the argument `total`. */
export interface TypedLine {
  readonly word: string;
  readonly format: string;
  readonly argument: string;
}

export function splitLine(line: string): TypedLine {
  const match = /^\s*([A-Za-z-]+)(?:\/(\S*))?\s*(.*?)\s*$/s.exec(line);
  if (!match) return { word: line.trim(), format: '', argument: '' };
  return { word: match[1] as string, format: match[2] ?? '', argument: match[3] as string };
}

/** The command that a word means, or what is wrong with it. */
export function findNamed<T extends { readonly name: string; readonly aliases?: readonly string[] }>(
  all: readonly T[],
  word: string,
  what: string,
  listedBy = 'help',
): T | string {
  const exact = all.find(({ name, aliases }) => name === word || aliases?.includes(word));
  if (exact) return exact;
  const candidates = all.filter(({ name }) => name.startsWith(word));
  if (candidates.length === 1) return candidates[0] as T;
  if (candidates.length === 0) return `There is no ${what} \`${word}\`; \`${listedBy}\` lists them.`;
  return `\`${word}\` may be ${candidates.map(({ name }) => name).join(', ')}.`;
}

/** A whole number as an argument; `otherwise` if there is none, undefined if it is something else. */
export function wholeNumber(argument: string, otherwise: number): number | undefined {
  if (argument === '') return otherwise;
  return /^[0-9]{1,15}$/.test(argument) ? Number(argument) : undefined;
}
