// What the user typed behind `ropewalk`, as data: one table of commands and their options, from which both
// the parser and the help text are made.
import { MEMORY_LIMITS } from '../interpreter/memory-layout';
import { DEFAULT_SCHEDULE, type Schedule } from '../interpreter/threads/scheduler';

export const MEBIBYTE = 1024 * 1024;
/** Bytes of a program's memory unless it is said otherwise. */
export const USUAL_MEMORY = 256 * MEBIBYTE;
/** MiB. */
const LARGEST_MEMORY = MEMORY_LIMITS.most / MEBIBYTE;
/** MiB. Above it the history would not fit the process. */
const LARGEST_HISTORY = 65536;

export type CommandName = 'run' | 'check' | 'debug' | 'test' | 'fmt';

export interface OptionSpec {
  readonly name: string;
  /** What stands for the value in the help text; absent for an option that takes none. */
  readonly value?: string;
  readonly help: string;
  /** For numbers: the largest; the smallest is 1. */
  readonly most?: number;
  /** What a number counts. */
  readonly unit?: string;
}

export interface CommandSpec {
  readonly name: CommandName;
  readonly help: string;
  /** Whether the program's own arguments may follow: behind `--`, or, if they do not begin with `-`, the file. */
  readonly takesProgramArguments: boolean;
  /** Whether it works on several files; else on one. */
  readonly takesFiles?: boolean;
  readonly options: readonly OptionSpec[];
}

const MEMORY: OptionSpec = {
  name: '--memory',
  value: 'MIB',
  help: 'memory of the program, at most (256)',
  most: LARGEST_MEMORY,
  unit: 'MiB',
};

const COMPILE_STEPS: OptionSpec = {
  name: '--compile-steps',
  value: 'N',
  help: 'most steps of one `#run` (1000000000)',
  most: Number.MAX_SAFE_INTEGER,
  unit: 'steps',
};

const MEMORY_CHECK: OptionSpec = {
  name: '--memory-check',
  help: 'trap at the first wrong use of the heap',
};

const SCHEDULE: readonly OptionSpec[] = [
  {
    name: '--quantum',
    value: 'N',
    help: "steps of a thread's turn (1000)",
    most: 1_000_000_000,
    unit: 'steps',
  },
  {
    name: '--seed',
    value: 'N',
    help: 'let the turns of threads vary, as this number determines',
    most: 0xffff_ffff,
  },
];

const WARNINGS: OptionSpec = {
  name: '--warnings-as-errors',
  help: 'refuse a program that there are warnings for',
};

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'run',
    help: 'compile FILE and run it',
    takesProgramArguments: true,
    options: [MEMORY, MEMORY_CHECK, ...SCHEDULE, COMPILE_STEPS, WARNINGS],
  },
  {
    name: 'check',
    help: 'compile FILE and report what is wrong with it',
    takesProgramArguments: false,
    options: [COMPILE_STEPS, WARNINGS],
  },
  {
    name: 'debug',
    help: 'debug FILE in the terminal, forwards and backwards',
    takesProgramArguments: true,
    options: [
      { name: '--script', value: 'FILE', help: 'take the commands from a file, then quit' },
      { name: '--stdin', value: 'FILE', help: "the program's standard input (nothing)" },
      { name: '--compile-time', help: 'debug what runs while compiling as well, before the program' },
      COMPILE_STEPS,
      MEMORY,
      MEMORY_CHECK,
      ...SCHEDULE,
      {
        name: '--history',
        value: 'MIB',
        help: 'memory for its history (256)',
        most: LARGEST_HISTORY,
        unit: 'MiB',
      },
    ],
  },
  {
    name: 'test',
    help: 'run FILE under many schedules of its threads, until one traps',
    takesProgramArguments: true,
    options: [
      { name: '--schedules', value: 'N', help: 'how many (1000)', most: 1_000_000_000 },
      {
        name: '--steps',
        value: 'N',
        help: 'most steps of a run, behind which it counts as one that never ends (10000000000)',
        most: Number.MAX_SAFE_INTEGER,
      },
      ...SCHEDULE,
      MEMORY,
      MEMORY_CHECK,
      COMPILE_STEPS,
    ],
  },
  {
    name: 'fmt',
    help: 'write FILES in the canonical style',
    takesProgramArguments: false,
    takesFiles: true,
    options: [{ name: '--check', help: 'change nothing; say which files would change' }],
  },
];

/** A request to work on a program. */
export interface Work {
  readonly command: CommandName;
  readonly file: string;
  /** All that are named; for most commands, `file` alone. */
  readonly files: readonly string[];
  readonly programArguments: readonly string[];
  readonly script?: string;
  readonly stdin?: string;
  /** Whether a warning keeps the program from being run. */
  readonly warningsAsErrors: boolean;
  /** Whether files are only looked at. */
  readonly checkOnly: boolean;
  /** Whether what runs while compiling is debugged, too. */
  readonly compileTime: boolean;
  /** Safepoints that one run may pass while compiling; absent: as many as usual. */
  readonly compileSteps?: number;
  /** Whether a wrong use of the heap is a trap. */
  readonly memoryCheck: boolean;
  /** How threads take turns. */
  readonly schedule: Schedule;
  /** How many schedules `test` tries. */
  readonly schedules: number;
  /** Safepoints behind which `test` takes a run for one that does not end. */
  readonly mostSteps: number;
  /** Bytes. */
  readonly memoryLimit: number;
  /** Bytes. */
  readonly historyBudget: number;
}

export type Invocation =
  | Work
  /** `about` one command, or all of them. */
  | { readonly command: 'help'; readonly about?: CommandSpec }
  | { readonly command: 'version' }
  /** The language server, on standard input and output. */
  | { readonly command: 'lsp' }
  /** Something is wrong with the command line; the message says what, and of which command, if it is known. */
  | { readonly command: 'misuse'; readonly message: string; readonly about?: CommandSpec };

/**
 * Reads a command line.
 * @param argv without the program's own name
 */
export function parseArguments(argv: readonly string[]): Invocation {
  const first = argv[0];
  if (first === undefined) return misuse('a command is missing');
  if (['--help', '-h', 'help'].includes(first)) return { command: 'help' };
  if (['--version', '-v', 'version'].includes(first)) return { command: 'version' };
  if (first === 'lsp') return parseServer(argv.slice(1));
  const spec = COMMANDS.find((command) => command.name === first);
  if (!spec) return misuse(`there is no ${first.startsWith('-') ? 'option' : 'command'} \`${first}\``);
  const invocation = parseCommand(spec, argv.slice(1));
  const { command } = invocation;
  return command === 'help' || command === 'misuse' ? { ...invocation, about: spec } : invocation;
}

/** Editors' clients say by an option that they talk over standard input and output, which is the only way. */
function parseServer(words: readonly string[]): Invocation {
  if (words.includes('--help') || words.includes('-h')) return { command: 'help' };
  const wrong = words.find((word) => word !== '--stdio' && !word.startsWith('--clientProcessId'));
  return wrong === undefined ? { command: 'lsp' } : misuse(`\`lsp\` has no option \`${wrong}\``);
}

function parseCommand(spec: CommandSpec, words: readonly string[]): Invocation {
  const separator = words.indexOf('--');
  const own = separator < 0 ? words : words.slice(0, separator);
  const behind = separator < 0 ? [] : words.slice(separator + 1);
  if (own.includes('--help') || own.includes('-h')) return { command: 'help' };
  if (separator >= 0 && !spec.takesProgramArguments)
    return misuse(`\`${spec.name}\` takes no program arguments`);

  const values = new Map<string, string>();
  const files: string[] = [];
  for (let at = 0; at < own.length; at++) {
    const word = own[at] as string;
    if (!word.startsWith('-') || word === '-') {
      files.push(word);
      continue;
    }
    const [name, attached] = splitOption(word);
    const option = spec.options.find((candidate) => candidate.name === name);
    if (!option) return misuse(`\`${spec.name}\` has no option \`${name}\``);
    const value = option.value === undefined ? attached : (attached ?? own[++at]);
    const wrong = wrongValue(option, value);
    if (wrong !== undefined) return misuse(wrong);
    values.set(name, value ?? '');
  }
  const [file, extra] = files;
  if (file === undefined) return misuse(`\`${spec.name}\` needs a file`);
  if (extra !== undefined && !spec.takesFiles && !spec.takesProgramArguments)
    return misuse(`\`${spec.name}\` takes one file; \`${extra}\` is one too many`);
  return {
    command: spec.name,
    file,
    files,
    programArguments: spec.takesProgramArguments ? [...files.slice(1), ...behind] : [],
    script: values.get('--script'),
    stdin: values.get('--stdin'),
    warningsAsErrors: values.has('--warnings-as-errors'),
    checkOnly: values.has('--check'),
    compileTime: values.has('--compile-time'),
    compileSteps: values.has('--compile-steps') ? Number(values.get('--compile-steps')) : undefined,
    memoryCheck: values.has('--memory-check'),
    schedule: {
      quantum: Number(values.get('--quantum') ?? DEFAULT_SCHEDULE.quantum),
      seed: Number(values.get('--seed') ?? DEFAULT_SCHEDULE.seed),
    },
    schedules: Number(values.get('--schedules') ?? 1000),
    mostSteps: Number(values.get('--steps') ?? 10_000_000_000),
    memoryLimit: values.has('--memory') ? Number(values.get('--memory')) * MEBIBYTE : USUAL_MEMORY,
    historyBudget: Number(values.get('--history') ?? 256) * MEBIBYTE,
  };
}

/** `--name=value` is the same as `--name value`. */
function splitOption(word: string): [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function wrongValue(option: OptionSpec, value: string | undefined): string | undefined {
  if (option.value === undefined)
    return value === undefined ? undefined : `\`${option.name}\` takes no value`;
  if (value === undefined || value === '')
    return `\`${option.name}\` needs a value: ${option.name} ${option.value}`;
  if (option.most === undefined) return undefined;
  const number = Number(value);
  if (/^[0-9]+$/.test(value) && number >= 1 && number <= option.most) return undefined;
  const unit = option.unit === undefined ? '' : ` of ${option.unit}`;
  return `\`${option.name}\` takes a whole number${unit} from 1 to ${option.most}, not \`${value}\``;
}

function misuse(message: string): Invocation {
  return { command: 'misuse', message };
}
