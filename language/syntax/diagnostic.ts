// Diagnostics as data: what is wrong, where, and what to do about it. User mistakes are never
// exceptions; every phase collects them in a `Diagnostics` and goes on.
import type { Span } from './source';

/** A hint is for editors alone: what a reader may want to know, and a program may well be left with. */
export type Severity = 'error' | 'warning' | 'hint';

/** A further place that explains the diagnostic. */
export interface Label {
  readonly span: Span;
  readonly message: string;
}

export interface Diagnostic {
  /** Unique, stable and documented in docs/errors.md, such as `E0203`. */
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly labels: readonly Label[];
  /** What the user may do, as a sentence. */
  readonly hint?: string;
}

/** Collects diagnostics of one compilation, at most one for each place and message. */
export class Diagnostics {
  /** Where in the list what was said of a place is. */
  private seen: Map<string, number> | undefined;
  readonly list: Diagnostic[] = [];

  private errors = 0;

  get hasErrors(): boolean {
    return this.errors > 0;
  }

  get errorCount(): number {
    return this.errors;
  }

  error(code: string, span: Span, message: string, labels: readonly Label[] = [], hint?: string): void {
    this.take({ code, severity: 'error', span, message, labels, hint });
  }

  warning(code: string, span: Span, message: string, labels: readonly Label[] = [], hint?: string): void {
    this.take({ code, severity: 'warning', span, message, labels, hint });
  }

  take(diagnostic: Diagnostic): void {
    const key = `${diagnostic.span.source.path}:${diagnostic.span.start}:${diagnostic.message}`;
    this.seen ??= new Map();
    const at = this.seen.get(key);
    if (at === undefined) {
      this.seen.set(key, this.list.push(diagnostic) - 1);
      if (diagnostic.severity === 'error') this.errors++;
      // What is wrong in every instance is told without the one in which it was met first.
    } else if (diagnostic.labels.length < (this.list[at]?.labels.length ?? 0)) this.list[at] = diagnostic;
  }

  /** All diagnostics in the order of their places. */
  sorted(): Diagnostic[] {
    return [...this.list].sort(
      (a, b) => a.span.source.path.localeCompare(b.span.source.path) || a.span.start - b.span.start,
    );
  }
}
