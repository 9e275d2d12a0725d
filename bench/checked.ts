// What the memory check costs: the same programs with and without it, history off.
import { PROGRAMS, sourcePath } from './c-programs';
import { geometricMean, interleaved } from './measure';
import type { Report } from './report';
import { compileFile, runBare } from './ropewalk-programs';

const GROUP = 'checked';
const TARGET_EACH = 3;

export async function measureChecked(report: Report, repetitions: number): Promise<void> {
  report.heading('Memory check: time with it ÷ time without');
  const ratios: number[] = [];
  for (const name of PROGRAMS) {
    const program = compileFile(sourcePath(name, 'rw'));
    if (runBare(program).output !== runBare(program, true).output) {
      throw new Error(`${name} prints different things`);
    }
    const { plain, checked } = await interleaved(
      { plain: () => runBare(program), checked: () => runBare(program, true) },
      repetitions,
    );
    const note = `${checked.toFixed(0)} ms; without ${plain.toFixed(0)}`;
    report.figure({ group: GROUP, name, value: checked / plain, unit: '×', target: TARGET_EACH, note });
    ratios.push(checked / plain);
  }
  report.figure({ group: GROUP, name: 'geometric mean', value: geometricMean(ratios), unit: '×' });
}
