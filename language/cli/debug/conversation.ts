// One line after the other: finds the command, runs it, says what was wrong, repeats the last on an empty
// line. Where lines come from (a person, a script) is not its business.
import { COMMANDS, QUIT } from './commands';
import { INFO_TOPICS } from './commands/info';
import { findNamed, splitLine } from './command';
import type { Dialogue } from './dialogue';

export const PROMPT = '(ropewalk) ';

export class Conversation {
  private last = '';
  /** True if a command could not be done. */
  hadComplaint = false;
  /** True once the person has quit. */
  isOver = false;

  constructor(readonly dialogue: Dialogue) {}

  /** Does what a typed line says. */
  async say(line: string): Promise<void> {
    const text = line.trim() === '' ? this.last : line;
    if (text === '') return;
    const { word, format, argument } = splitLine(text);
    const command = findNamed(COMMANDS, word, 'command');
    if (typeof command === 'string') {
      this.last = '';
      this.complain(command);
      return;
    }
    if (command.usage === undefined && argument !== '') {
      this.last = '';
      this.complain(`\`${command.name}\` takes nothing behind it.`);
      return;
    }
    this.last = { same: text, bare: command.name, nothing: '' }[command.repeat ?? 'same'];
    const complaint = await command.run(this.dialogue, argument, format);
    if (complaint !== undefined) this.complain(complaint);
    if (command === QUIT) this.isOver = true;
  }

  /** What may stand at the end of an unfinished line, and the part of the line that it replaces. */
  complete(line: string): [string[], string] {
    const { word, argument } = splitLine(line);
    if (!/\s/.test(line.trimStart())) {
      return [COMMANDS.map(({ name }) => `${name} `).filter((name) => name.startsWith(word)), word];
    }
    const command = findNamed(COMMANDS, word, 'command');
    if (typeof command === 'string' || command.completes === 'nothing') return [[], line];
    if (command.completes !== 'topic') return this.completeExpression(line);
    const topics = command.name === 'info' ? INFO_TOPICS : COMMANDS;
    return [topics.map(({ name }) => name).filter((name) => name.startsWith(argument)), argument];
  }

  private completeExpression(line: string): [string[], string] {
    const { dialogue } = this;
    if (dialogue.cannotEvaluate !== undefined) return [[], line];
    const expression = line.replace(/^\s*\S+\s*/, '');
    const word = /[A-Za-z0-9_]*$/.exec(line)?.[0] ?? '';
    const found = dialogue.debugger.completions(expression, expression.length + 1, dialogue.frame?.index);
    return [found.map(({ label }) => label).filter((label) => label.startsWith(word)), word];
  }

  private complain(message: string): void {
    this.hadComplaint = true;
    this.dialogue.screen.line(this.dialogue.screen.paint('red', message));
  }
}
