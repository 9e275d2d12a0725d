// How long a user waits: from starting the debug adapter's process to the first stop of a program of
// 1,000 lines.
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './c-programs';
import { median } from './measure';
import type { Report } from './report';

const GROUP = 'startup';
const ADAPTER = join(__dirname, '../dist/ropewalk-dap.js');
const LINES = 1000;
/** A start that takes longer has failed. */
const PATIENCE_MS = 20_000;

export async function measureStartup(report: Report, repetitions: number): Promise<void> {
  report.heading(`Startup: the adapter's start to the first stop, ${LINES} lines`);
  if (!existsSync(ADAPTER)) {
    report.absent(GROUP, 'dist/ropewalk-dap.js is missing: `npm run build` makes it');
    return;
  }
  const program = join(temporaryFolder(), 'startup.rw');
  writeFileSync(program, generatedProgram());
  const samples: number[] = [];
  for (let i = 0; i < 2 * repetitions; i++) samples.push(await firstStop(program));
  report.figure({ group: GROUP, name: 'first stop', value: median(samples), unit: 'ms', target: 300 });
}

/** Functions of ten lines each that call one another. */
function generatedProgram(): string {
  const count = Math.ceil(LINES / 10);
  const functions = Array.from(
    { length: count },
    (_, i) => `fn step_${i}(x: i32) i32 {
    total := x;
    for k in 0..3 {
        total += k * ${i + 1};
        if total > 1000 { total = total % 1000; }
    }
    pair := {total, ${i}};
    return pair._0 + pair._1${i === 0 ? '' : ` + step_${i - 1}(x)`};
}
`,
  );
  return `${functions.join('\n')}\nfn main() { print("{}\\n", step_${count - 1}(1)); }\n`;
}

/** Milliseconds from spawning the adapter to its `stopped` event. */
function firstStop(program: string): Promise<number> {
  const start = performance.now();
  const adapter = spawn(process.execPath, [ADAPTER], { stdio: ['pipe', 'pipe', 'inherit'] });
  let sequence = 1;
  const send = (command: string, args: object) => {
    const body = JSON.stringify({ seq: sequence++, type: 'request', command, arguments: args });
    adapter.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send('initialize', { adapterID: 'ropewalk', linesStartAt1: true, columnsStartAt1: true });
  send('launch', { program, stopOnEntry: true });
  return new Promise((resolve, reject) => {
    let received = '';
    let isConfigured = false;
    const timer = setTimeout(() => finish(new Error(`no stop: ${received.slice(0, 1000)}`)), PATIENCE_MS);
    const finish = (error?: Error) => {
      clearTimeout(timer);
      adapter.kill();
      if (error) reject(error);
      else resolve(performance.now() - start);
    };
    adapter.stdout.on('data', (chunk: Buffer) => {
      received += chunk.toString('utf8');
      if (!isConfigured && received.includes('"event":"initialized"')) {
        isConfigured = true;
        send('configurationDone', {});
      }
      if (received.includes('"event":"stopped"')) finish();
    });
  });
}
