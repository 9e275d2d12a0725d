// A command of ours as a line for a person to run as it stands.

/** Words that no shell takes for anything but themselves. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The line, in a POSIX shell's quotes; it begins as the command under way did, which npx may have found. */
export function commandLine(command: string, words: readonly string[]): string {
  const name = process.env['npm_command'] === 'exec' ? ['npx', 'ropewalk'] : ['ropewalk'];
  return [...name, command, ...words].map(quoted).join(' ');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
