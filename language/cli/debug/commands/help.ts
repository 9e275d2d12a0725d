// `help`, made from the table of commands.
import { findNamed, TOPICS, type Command } from '../command';

function overview(commands: readonly Command[]): string[] {
  const rows: string[] = [];
  for (const topic of TOPICS) {
    rows.push(`${topic}:`);
    for (const command of commands.filter((each) => each.topic === topic)) {
      const alias = command.aliases?.[0];
      const label = `${command.name}${alias === undefined ? '' : ` (${alias})`}`;
      rows.push(`  ${label.padEnd(24)} ${command.summary}`);
    }
  }
  rows.push('An empty line does the last command again. `help COMMAND` says more.');
  return rows;
}

function explanation(command: Command): string[] {
  const rows = [
    `${command.name}${command.usage === undefined ? '' : ` ${command.usage}`}`,
    `  ${command.summary}`,
  ];
  if (command.aliases) rows.push(`  also: ${command.aliases.join(', ')}`);
  if (command.details !== undefined) rows.push(command.details);
  return rows;
}

/** @param commands gives all commands, `help` among them */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    aliases: ['h'],
    topic: 'other',
    usage: '[COMMAND]',
    summary: 'show the commands, or what one of them does',
    repeat: 'nothing',
    completes: 'topic',
    run: ({ screen }, argument) => {
      const command =
        argument === '' ? undefined : findNamed(commands(), argument.split(' ')[0] as string, 'command');
      if (typeof command === 'string') return command;
      for (const row of command ? explanation(command) : overview(commands())) screen.line(row);
      return undefined;
    },
  };
}
