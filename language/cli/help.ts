// The text of `ropewalk --help`, of one command's, and of what follows a command line that is wrong.
import { COMMANDS, type CommandSpec, type OptionSpec } from './arguments';

/** Columns for a command, and for an option with its value. */
const WIDEST_COMMAND = 46;
const WIDEST_OPTION = 23;

const SERVER = line('ropewalk lsp', 'the language server for editors, on standard input and output');
const ARGUMENTS = "ARGUMENTS are the program's own; behind `--` they may begin with `-`.";
const EXIT_CODES = `Exit code: that of the program; 1 if it does not compile, 2 for a wrong command line,
134 if the program traps; of \`test\` also 124 if a run does not end.`;

/** @param about one command; without it, all of them */
export function helpText(about?: CommandSpec): string {
  const usage = (about ? [about] : COMMANDS).flatMap((spec) => [
    commandLine(spec),
    ...spec.options.map(optionLine),
  ]);
  const others = about ? [] : [SERVER, '  ropewalk --version', '  ropewalk --help'];
  const notes = !about || about.takesProgramArguments ? ['', ARGUMENTS, EXIT_CODES] : [];
  return `${['Usage:', ...usage, ...others, ...notes].join('\n')}\n`;
}

/** What there is, for somebody who has written something else; short, so that what is wrong remains in sight. */
export function shortHelp(about?: CommandSpec): string {
  if (about) return helpText(about);
  return `${['Usage:', ...COMMANDS.map(commandLine), SERVER].join('\n')}\nThe options: ropewalk --help\n`;
}

function commandLine({ name, help, options, takesFiles, takesProgramArguments }: CommandSpec): string {
  const tail = takesProgramArguments ? ' [ARGUMENTS]' : '';
  const files = takesFiles ? 'FILES' : 'FILE';
  return line(`ropewalk ${name} ${files}${options.length > 0 ? ' [OPTIONS]' : ''}${tail}`, help);
}

function line(usage: string, help: string): string {
  return `  ${usage.padEnd(WIDEST_COMMAND)}${help}`;
}

function optionLine({ name, value, help }: OptionSpec): string {
  return `      ${(value === undefined ? name : `${name} ${value}`).padEnd(WIDEST_OPTION)}${help}`;
}
