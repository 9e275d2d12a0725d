// The places that a client was offered to go to, by number. Numbers are not used twice, and the oldest are
// forgotten, as a client asks for targets whenever a context menu opens.
import type { Direction } from '../language/debugger/api';
import type { Position, SourceFile } from '../language/syntax/source';

export interface GotoTarget {
  readonly source: SourceFile;
  readonly position: Position;
  readonly direction: Direction;
}

const KEPT = 1000;

export class GotoTargets {
  private next = 1;
  private readonly targets = new Map<number, GotoTarget>();

  add(target: GotoTarget): number {
    const id = this.next++;
    this.targets.set(id, target);
    this.targets.delete(id - KEPT);
    return id;
  }

  get(id: number): GotoTarget | undefined {
    return this.targets.get(id);
  }

  /** The program is another one now. */
  clear(): void {
    this.targets.clear();
  }
}
