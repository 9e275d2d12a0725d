// What may interrupt a movement from outside: the user pauses, the session ends, or the breakpoints have
// changed, so that the engine must be told before it goes on.
import type { Control } from '../../history/pace';
import type { Progress } from '../api';

/** The later ones are the stronger ones. */
const WISHES = ['none', 'look anew', 'pause', 'terminate'] as const;
export type Wish = (typeof WISHES)[number];

/** Work that takes less than this is not worth a word. */
const QUIET_MILLISECONDS = 400;

/** Milliseconds between two words about the same work. */
const REPORT_EACH = 100;

/** One for each movement. */
export class Interruption {
  private controller = new AbortController();
  private wished: Wish = 'none';
  private readonly begun = performance.now();
  private hasReported = false;
  private reportedAt = 0;

  constructor(private readonly report: (progress: Progress) => void) {}

  get wish(): Wish {
    return this.wished;
  }

  /** True if the movement is to end, not just to look anew. */
  get isFinal(): boolean {
    return this.wished === 'pause' || this.wished === 'terminate';
  }

  interrupt(wish: Wish): void {
    if (WISHES.indexOf(wish) > WISHES.indexOf(this.wished)) this.wished = wish;
    this.controller.abort();
  }

  /** After having looked anew. */
  renew(): void {
    if (this.isFinal) return;
    this.wished = 'none';
    this.controller = new AbortController();
  }

  /** For one run of the history. */
  control(title?: string): Control {
    const { signal } = this.controller;
    if (title === undefined) return { signal };
    return { signal, onProgress: (fraction) => this.progress(title, fraction) };
  }

  /** To be called when the movement is over. */
  end(): void {
    if (this.hasReported) this.report({ title: '', fraction: 1, done: true });
  }

  private progress(title: string, fraction: number): void {
    const now = performance.now();
    if (now - this.begun < QUIET_MILLISECONDS || now - this.reportedAt < REPORT_EACH) return;
    this.reportedAt = now;
    this.hasReported = true;
    this.report({ title, fraction: Math.min(Math.max(fraction, 0), 1), done: false });
  }
}
