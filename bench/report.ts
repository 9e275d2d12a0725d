// Figures and their targets, as a table for people or as JSON.

/** One measured number. */
export interface Figure {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'ns' | '×' | 'MiB' | 'steps/s';
  /** The most that it should be. */
  readonly target?: number;
  readonly note?: string;
}

/** Something that could not be measured, and why. */
export interface Absence {
  readonly group: string;
  readonly absent: string;
}

export type Line = Figure | Absence;

/** Collects what the benchmarks find; `say` is called at once for each line. */
export class Report {
  readonly lines: Line[] = [];

  constructor(private readonly say: (text: string) => void) {}

  heading(title: string): void {
    this.say(`\n${title}\n${'-'.repeat(title.length)}`);
  }

  figure(figure: Figure): void {
    this.lines.push(figure);
    this.say(formatFigure(figure));
  }

  absent(group: string, absent: string): void {
    this.lines.push({ group, absent });
    this.say(`  ${absent}`);
  }

  json(): string {
    return JSON.stringify(this.lines, undefined, 2);
  }
}

function formatFigure(figure: Figure): string {
  const value = `${readable(figure.value)} ${figure.unit}`;
  const target = figure.target === undefined ? '' : `at most ${figure.target} ${figure.unit}`;
  const verdict = figure.target === undefined ? '' : figure.value <= figure.target ? 'met' : 'MISSED';
  const columns = [figure.name.padEnd(52), value.padStart(14), target.padEnd(16), verdict.padEnd(7)];
  return `  ${columns.join('  ')}${figure.note ?? ''}`.trimEnd();
}

function readable(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
