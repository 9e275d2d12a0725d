// The numbers by which a client names frames and values of one stop. They are never used again for
// something else, so that a number kept over a step is known to be stale rather than mistaken for a new one.
import type { FrameIndex, ScopeKind, ThreadId, ValueInfo } from '../language/debugger/api';
import { unknownId } from './errors';

/** What a `frameId` stands for. */
export interface FrameReference {
  readonly thread: ThreadId;
  readonly index: FrameIndex;
}

/** What a `variablesReference` stands for: a scope of a frame, or a value with children. */
export type ContainerReference =
  | { readonly kind: 'scope'; readonly frame: FrameReference; readonly scope: ScopeKind }
  | { readonly kind: 'value'; readonly frame?: FrameReference; readonly value: ValueInfo };

const STALE = 'Frames and variables are numbered anew at every stop; ask for the stack again.';

/** Numbers of one session. `forget` when the program moves; everything given out before is then unknown. */
export class References {
  private next = 1;
  private readonly frames = new Map<number, FrameReference>();
  private readonly frameIds = new Map<string, number>();
  private readonly containers = new Map<number, ContainerReference>();

  frameId(frame: FrameReference): number {
    const key = `${frame.thread}:${frame.index}`;
    const known = this.frameIds.get(key);
    if (known !== undefined) return known;
    const id = this.next++;
    this.frameIds.set(key, id);
    this.frames.set(id, frame);
    return id;
  }

  frame(id: number): FrameReference {
    const frame = this.frames.get(id);
    if (!frame) throw unknownId('frame', id, STALE);
    return frame;
  }

  containerId(container: ContainerReference): number {
    const id = this.next++;
    this.containers.set(id, container);
    return id;
  }

  container(id: number): ContainerReference {
    const container = this.containers.get(id);
    if (!container) throw unknownId('variablesReference', id, STALE);
    return container;
  }

  /** The program is about to be somewhere else. */
  forget(): void {
    this.frames.clear();
    this.frameIds.clear();
    this.containers.clear();
  }
}
