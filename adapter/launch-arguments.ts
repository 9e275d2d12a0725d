// The attributes of a launch configuration: their kinds, their defaults, and what is said of a wrong one.
// docs/adapter.md and the extension's package.json describe the same table, and tests compare them.
import { Arguments } from './arguments';
import { badLaunchAttribute } from './errors';
import type { Platform } from './platform';
import { MEMORY_LIMITS } from '../language/interpreter/memory-layout';

const MEBIBYTE = 1024 * 1024;

/** Memory of the program where the configuration says nothing, in MiB. */
export const DEFAULT_MEMORY_LIMIT = 256;
/** Memory for its history, in MiB. */
export const DEFAULT_HISTORY_BUDGET = 256;
const LARGEST_MEMORY = MEMORY_LIMITS.most / MEBIBYTE;
/** Above it, the history would not fit the adapter's own process. */
const LARGEST_HISTORY = 65536;

/** What the program reads as its standard input. */
export type ProgramInput = { readonly text: string } | { readonly file: string };

/** A checked launch configuration; paths are absolute, sizes in bytes. */
export interface LaunchArguments {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** What is null is not set, whatever the adapter's own environment says. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly input: ProgramInput;
  readonly stopOnEntry: boolean;
  readonly stopAtEnd: boolean;
  readonly noDebug: boolean;
  readonly memoryLimit: number;
  readonly historyBudget: number;
  readonly justMyCode: boolean;
  readonly compileTime: boolean;
  /** Absent: as many as usual. */
  readonly compileSteps?: number;
  readonly memoryCheck: boolean;
  readonly schedule: { readonly quantum: number; readonly seed: number };
}

/** Every attribute, for the tests that compare it with the documentation and the extension's schema. */
export const LAUNCH_ATTRIBUTES = [
  'program',
  'args',
  'cwd',
  'env',
  'stdin',
  'stopOnEntry',
  'stopAtEnd',
  'noDebug',
  'memoryLimit',
  'historyBudget',
  'justMyCode',
  'compileTime',
  'compileSteps',
  'memoryCheck',
  'schedule',
] as const;

/**
 * Reads a launch configuration. Attributes that are not ours (`name`, `preLaunchTask`…) are the client's.
 * @param resolve as of the platform
 */
export function launchArguments(value: unknown, resolve: Platform['resolve']): LaunchArguments {
  const args = new Arguments(value, '', badLaunchAttribute);
  const cwd = resolve('', text(args, 'cwd', 'the path of a folder') ?? '.');
  const program = text(args, 'program', 'the path of a .rw file');
  if (!program) throw args.bad('program', 'the path of a .rw file');
  const noDebug = args.optionalBoolean('noDebug') ?? false;
  return {
    program: resolve(cwd, program),
    arguments: args.optionalStrings('args') ?? [],
    cwd,
    env: environment(args),
    input: input(args, (path) => resolve(cwd, path)),
    stopOnEntry: !noDebug && (args.optionalBoolean('stopOnEntry') ?? false),
    stopAtEnd: !noDebug && (args.optionalBoolean('stopAtEnd') ?? true),
    noDebug,
    memoryLimit: mebibytes(args, 'memoryLimit', 1, LARGEST_MEMORY, DEFAULT_MEMORY_LIMIT),
    historyBudget: mebibytes(args, 'historyBudget', 1, LARGEST_HISTORY, DEFAULT_HISTORY_BUDGET),
    justMyCode: args.optionalBoolean('justMyCode') ?? true,
    compileTime: !noDebug && (args.optionalBoolean('compileTime') ?? false),
    compileSteps: args.optionalInteger('compileSteps', { least: 1, most: Number.MAX_SAFE_INTEGER }),
    memoryCheck: args.optionalBoolean('memoryCheck') ?? false,
    schedule: schedule(args),
  };
}

function schedule(args: Arguments): LaunchArguments['schedule'] {
  const given = args.optionalObject('schedule');
  return {
    quantum: given?.optionalInteger('quantum', { least: 1, most: 1_000_000_000 }) ?? 1000,
    seed: given?.optionalInteger('seed', { least: 0, most: 0xffff_ffff }) ?? 0,
  };
}

/** A string that the system can take: a NUL would cut a path short. */
function text(args: Arguments, name: string, wanted: string): string | undefined {
  const value = args.raw(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.includes('\0')) throw args.bad(name, wanted);
  return value;
}

function mebibytes(args: Arguments, name: string, least: number, most: number, otherwise: number): number {
  const value = args.raw(name) ?? otherwise;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw args.bad(name, `a number of MiB from ${least} to ${most}`);
  }
  return Math.round(value * MEBIBYTE);
}

function environment(args: Arguments): LaunchArguments['env'] {
  const env = args.optionalObject('env');
  const entries = (env?.names() ?? []).map((name) => [name, env?.raw(name)] as const);
  const wrong = entries.find(([, value]) => value !== undefined && typeof value !== 'string');
  if (wrong) throw args.bad(`env.${wrong[0]}`, 'a string or null');
  return Object.fromEntries(entries.map(([name, value]) => [name, (value as string | undefined) ?? null]));
}

function input(args: Arguments, place: (path: string) => string): ProgramInput {
  const wanted = 'a text, or an object such as {"file": "input.txt"}';
  const value = args.raw('stdin');
  if (value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value !== 'object' || Array.isArray(value)) throw args.bad('stdin', wanted);
  const file = text(new Arguments(value, 'stdin', badLaunchAttribute), 'file', 'the path of a file');
  if (!file) throw args.bad('stdin', wanted);
  return { file: place(file) };
}
