// What a breakpoint's condition costs each time it is false; the same in gdb, where that is installed.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileC, isInstalled, temporaryFolder } from './c-programs';
import { DebugSession } from './debug-session';
import { interleaved, milliseconds } from './measure';
import type { Report } from './report';

const GROUP = 'conditions';
const ITERATIONS = 10_000_000;
/** gdb stops the process for each one, so that fewer must do. */
const GDB_ITERATIONS = 20_000;

const RW = `fn main() {
    sum: i64 = 0;
    rounds: i64 = ${ITERATIONS};
    for i in 0..rounds {
        sum += i; -- here
    }
    print("{}\\n", sum);
}
`;

const C = `#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    int64_t sum = 0;
    int32_t rounds = atoi(argv[1]);
    for (int32_t i = 0; i < rounds; i++) {
        sum += i; // here
    }
    printf("%ld\\n", (long)sum);
    return 0;
}
`;

export async function measureConditions(report: Report, repetitions: number): Promise<void> {
  report.heading(`Conditions: a false one on a line that runs ${ITERATIONS.toExponential(0)} times`);
  const times = await interleaved({ with: () => run('i < 0'), without: () => run() }, repetitions);
  report.figure({
    group: GROUP,
    name: 'each time the condition is false',
    value: ((times.with - times.without) * 1e6) / ITERATIONS,
    unit: 'ns',
    target: 20,
    note: `${times.with.toFixed(0)} ms with, ${times.without.toFixed(0)} ms without`,
  });
  await measureGdb(report);
}

async function run(condition?: string): Promise<void> {
  const session = DebugSession.launch(RW);
  if (condition !== undefined) session.breakAt('here', { condition });
  await session.start();
  session.api.terminate();
}

async function measureGdb(report: Report): Promise<void> {
  if (!isInstalled('gdb') || !isInstalled('clang')) {
    report.absent(GROUP, 'gdb or clang is not installed: no comparison');
    return;
  }
  const folder = temporaryFolder();
  const source = join(folder, 'condition.c');
  writeFileSync(source, C);
  const program = compileC(source, join(folder, 'condition'), ['-O0', '-g']);
  const line = C.split('\n').findIndex((text) => text.endsWith('// here')) + 1;
  const gdb = (rounds: number, commands: string[]) => {
    const flags = ['-batch', '-nx', ...commands.flatMap((command) => ['-ex', command])];
    return milliseconds(() =>
      spawnSync('gdb', [...flags, '-ex', `run ${rounds}`, program], { stdio: 'ignore' }),
    );
  };
  const withCondition = await gdb(GDB_ITERATIONS, [`break condition.c:${line} if i < 0`]);
  const without = await gdb(GDB_ITERATIONS, []);
  report.figure({
    group: GROUP,
    name: 'the same in gdb',
    value: ((withCondition - without) * 1e6) / GDB_ITERATIONS,
    unit: 'ns',
    note: `${GDB_ITERATIONS} times`,
  });
}
