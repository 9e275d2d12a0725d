// `npm run bench`: measures, and prints figures beside their targets.
//
//   npm run bench -- [speed] [checked] [history] [conditions] [switch] [threads] [startup] [server] [compile] [compile-time] [--json] [--steps=1e9] [--repetitions=5]
import './rw-text';
import { measureChecked } from './checked';
import { measureCompile } from './compile';
import { measureCompileTime } from './compile-time';
import { measureConditions } from './conditions';
import { measureHistory } from './history';
import { Report } from './report';
import { measureServer } from './server';
import { measureSpeed } from './speed';
import { measureStartup } from './startup';
import { measureSwitches } from './switches';
import { measureThreads } from './threads';

interface Choice {
  readonly suites: readonly string[];
  readonly json: boolean;
  readonly steps: number;
  readonly repetitions: number;
}

const SUITES: Record<string, (report: Report, choice: Choice) => Promise<void>> = {
  speed: (report, { repetitions }) => measureSpeed(report, repetitions),
  checked: (report, { repetitions }) => measureChecked(report, repetitions),
  history: (report, { steps, repetitions }) => measureHistory(report, steps, repetitions),
  conditions: (report, { repetitions }) => measureConditions(report, repetitions),
  switch: (report, { repetitions }) => measureSwitches(report, repetitions),
  threads: (report, { repetitions }) => measureThreads(report, repetitions),
  startup: (report, { repetitions }) => measureStartup(report, repetitions),
  server: (report, { repetitions }) => measureServer(report, repetitions),
  compile: (report, { repetitions }) => Promise.resolve(measureCompile(report, repetitions)),
  'compile-time': (report, { repetitions }) => measureCompileTime(report, repetitions),
};

async function main(): Promise<void> {
  const choice = readArguments(process.argv.slice(2));
  if (!choice) {
    console.error(
      `usage: npm run bench -- [${Object.keys(SUITES).join('] [')}] [--json] [--steps=1e9] [--repetitions=5]`,
    );
    process.exitCode = 2;
    return;
  }
  const report = new Report((text) => {
    if (!choice.json) console.log(text);
  });
  for (const name of choice.suites) await SUITES[name]?.(report, choice);
  if (choice.json) console.log(report.json());
}

function readArguments(args: readonly string[]): Choice | undefined {
  const suites: string[] = [];
  let json = false;
  let steps = 1e9;
  let repetitions = 5;
  for (const arg of args) {
    const [name, value] = arg.split('=') as [string, string | undefined];
    if (arg === '--json') json = true;
    else if (name === '--steps' && Number(value) > 0) steps = Number(value);
    else if (name === '--repetitions' && Number(value) >= 1) repetitions = Math.floor(Number(value));
    else if (name in SUITES && value === undefined) suites.push(name);
    else return undefined;
  }
  return { suites: suites.length > 0 ? suites : Object.keys(SUITES), json, steps, repetitions };
}

void main();
