// The command `ropewalk`: reads the command line and hands on to one file for each command.
import { parseArguments, type Invocation } from './arguments';
import { check } from './check';
import { debug } from './debug/debug';
import { fmt } from './fmt';
import { helpText, shortHelp } from './help';
import { lsp } from './lsp';
import { run } from './run';
import { test } from './test';
import { writeAll } from './standard-streams';
import { VERSION } from './version';

/** The exit code of a wrong command line, as is usual. */
const MISUSE = 2;
/** The exit code of a fault of ours, as in sysexits.h. */
const INTERNAL_FAULT = 70;

async function main(invocation: Invocation): Promise<number> {
  switch (invocation.command) {
    case 'help':
      writeAll(1, helpText(invocation.about));
      return 0;
    case 'version':
      writeAll(1, `ropewalk ${VERSION}\n`);
      return 0;
    case 'lsp':
      return lsp();
    case 'misuse':
      writeAll(2, `ropewalk: ${invocation.message}\n\n${shortHelp(invocation.about)}`);
      return MISUSE;
    case 'run':
      return run(invocation);
    case 'check':
      return check(invocation);
    case 'debug':
      return debug(invocation);
    case 'test':
      return test(invocation);
    case 'fmt':
      return fmt(invocation);
  }
}

main(parseArguments(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (fault: unknown) => {
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    writeAll(2, `ropewalk: internal fault; please report it, with the program that led to it\n${text}\n`);
    process.exit(INTERNAL_FAULT);
  },
);
