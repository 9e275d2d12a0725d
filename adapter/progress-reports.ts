// Long work of the debugger as the protocol's progress events, for clients that show them.
import type { Progress } from '../language/debugger/api';
import type { Client } from './client';
import type { Outbox } from './outbox';

export class ProgressReports {
  private number = 0;
  /** The id of what is under way. */
  private current: string | undefined;
  /** What was told of it last. */
  private percentage: number | undefined;

  constructor(
    private readonly client: Client,
    private readonly outbox: Outbox,
  ) {}

  report({ title, fraction, done }: Progress): void {
    if (done) this.end();
    if (done || !this.client.showsProgress) return;
    const percentage =
      fraction === undefined ? undefined : Math.round(100 * Math.min(1, Math.max(0, fraction)));
    const told = percentage === undefined ? {} : { percentage };
    if (this.current === undefined) {
      this.current = `progress ${++this.number}`;
      this.outbox.event('progressStart', { progressId: this.current, title, cancellable: true, ...told });
    } else if (percentage !== this.percentage) {
      // The debugger reports every slice; a client redraws for each event.
      this.outbox.event('progressUpdate', { progressId: this.current, ...told });
    }
    this.percentage = percentage;
  }

  /** Ends what is under way, if anything is: also when the debugger stopped without saying so. */
  end(): void {
    if (this.current === undefined) return;
    this.outbox.event('progressEnd', { progressId: this.current });
    this.current = undefined;
  }

  isCurrent(id: string): boolean {
    return id === this.current;
  }
}
