// Watched bytes: places whose change is a hit, wherever it is made.
//
// What a place held when a safepoint was last passed is kept beside the engine's own registers. A function
// of added code, the *detector*, is a condition at every safepoint: it compares, takes the new bytes over,
// and holds if any of them differ. So a change is seen at the first safepoint behind the statement that
// made it, in whatever function, and a run in which nothing changes never leaves the engine. The bytes kept
// are no part of the state: they belong to a run, and are taken anew whenever the memory is put back.
import { SourceFile } from '../syntax/source';
import type * as ir from '../ir/ir';
import { binary, boolean, integer, load, read } from '../ir/expressions';
import { CONTROL, WATCH_WORDS } from './memory-layout';
import type { FrameAddress, WatchedPlaces } from './recordable';

/** Bytes of the memory that are watched. */
export interface WatchedBytes {
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  /**
   * For what lies in a frame: when execution comes below it, the frame is gone, and whatever lies there then
   * is something else.
   */
  readonly frame?: FrameAddress;
  /** The home of a register of `frame`: up to date only where that frame itself stands. */
  readonly isHome?: boolean;
}

/** Most places that can be watched at once, and most bytes of all of them together. */
export const WATCH_LIMITS = { places: 32, bytes: 768 } as const;

/** Where the detector notes which places have changed and which have gone, a bit each; what they held lies behind. */
const CHANGES = WATCH_WORDS.start;
const GONE = WATCH_WORDS.start + 8;
const KEPT = WATCH_WORDS.start + 16;

/** The functions have no text. */
const NO_SOURCE = new SourceFile('', '');

const address = (at: number): ir.Expression => integer('ptr', at);

interface Part {
  readonly at: number;
  /** Where its bytes are kept. */
  readonly kept: number;
  readonly type: 'u8' | 'u16' | 'u32' | 'i64';
}

interface Watched {
  readonly bytes: WatchedBytes;
  readonly kept: number;
  readonly parts: readonly Part[];
}

export class Watches implements WatchedPlaces {
  /** Whether the marks look for changes of what is watched: a run that looks for something else must not find any. */
  areSought = false;
  private watched: readonly Watched[] = [];
  private readonly view: DataView;

  constructor(
    private readonly memory: Uint8Array,
    private readonly stackStartOf: (frame: FrameAddress) => FrameAddress,
  ) {
    this.view = new DataView(memory.buffer);
  }

  get isActive(): boolean {
    return this.watched.length > 0;
  }

  /** Replaces what is watched; inside WATCH_LIMITS. */
  set(list: readonly WatchedBytes[]): void {
    let kept: number = KEPT;
    this.watched = list.map((bytes) => {
      const parts = partsOf(bytes, kept);
      const one = { bytes, kept, parts };
      kept = alignUp(kept + bytes.size);
      return one;
    });
    this.sync();
  }

  /** What is there now is what is known of it: changes count from here. */
  sync(): void {
    this.keep();
    if (this.watched.length === 0) return;
    this.view.setUint32(CHANGES, 0, true);
    this.view.setUint32(GONE, 0, true);
  }

  /** For code that runs behind the detector: the places, a bit each, that it has found to have changed. */
  readonly changes: ir.Expression = load('u32', address(CHANGES), 0, 'none');

  /** Whether a place, by its index, had changed at the safepoint that was looked at last. */
  isChanged(index: number): boolean {
    return ((this.view.getUint32(CHANGES, true) >>> index) & 1) === 1;
  }

  /** Whether execution has come below a place's frame since `sync`. */
  isGone(index: number): boolean {
    return ((this.view.getUint32(GONE, true) >>> index) & 1) === 1;
  }

  /** Whether anything has changed since the last safepoint that was looked at, as it has where a run ends unseen. */
  get hasChanged(): boolean {
    if (!this.areSought) return false;
    return this.watched.some(({ bytes, kept }, index) => {
      if (this.isGone(index)) return false;
      for (let i = 0; i < bytes.size; i++)
        if (this.memory[bytes.address + i] !== this.memory[kept + i]) return true;
      return false;
    });
  }

  /** To be told before each run: what the last one stopped at is over. */
  begin(): void {
    this.view.setUint32(CONTROL.changedIn, 0, true);
  }

  /** The frame whose statement, the last one of its thread's slice, made the change that a run has stopped at; 0 for none. */
  get changedIn(): FrameAddress {
    return this.view.getUint32(CONTROL.changedIn, true);
  }

  /** Takes over what has changed unseen. False if nothing has. */
  take(): boolean {
    if (!this.hasChanged) return false;
    this.keep();
    return true;
  }

  private keep(): void {
    for (const { bytes, kept } of this.watched)
      this.memory.copyWithin(kept, bytes.address, bytes.address + bytes.size);
  }

  /**
   * A condition that holds when something has changed since it was last asked.
   * @param id of an added function
   * @param stops for which places, by their index, it holds; it notes changes of all of them
   */
  detector(id: ir.FunctionId, stops: (index: number) => boolean = () => true): ir.Function {
    const mask = this.watched.reduce((bits, _, index) => bits + (stops(index) ? 2 ** index : 0), 0);
    const body: ir.Statement[] = [{ op: 'set', local: CHANGED, value: integer('u32', 0) }];
    this.watched.forEach((one, index) =>
      body.push(...detect(one, index, this.stackStartOf(one.bytes.frame ?? 0))),
    );
    body.push(storeAt(CHANGES, 'u32', read(CHANGED)));
    const wanted = binary('and', 'u32', read(CHANGED), integer('u32', mask));
    body.push({ op: 'return', values: [binary('not equal', 'u32', wanted, integer('u32', 0))] });
    return made(id, 'watch', body);
  }

  /** A condition that always holds, for places that stop for other reasons as well. */
  static always(id: ir.FunctionId): ir.Function {
    return made(id, 'always', [{ op: 'return', values: [boolean(true)] }]);
  }
}

const FRAME: ir.LocalId = 0;
const CHANGED: ir.LocalId = 1;

/** The places' bytes, each by its own load; what lies in a frame is looked at while the frame is there. */
function detect({ bytes, parts }: Watched, index: number, stackStart: FrameAddress): ir.Statement[] {
  const bit = integer('u32', 2 ** index);
  const looks = parts.map(({ at, kept, type }): ir.Statement => {
    const now = load(type, address(at), 0, 'none');
    const differs = binary('not equal', type, now, load(type, address(kept), 0, 'none'));
    const note: ir.Statement = { op: 'set', local: CHANGED, value: binary('or', 'u32', read(CHANGED), bit) };
    return { op: 'if', condition: differs, then: [storeAt(kept, type, now), note], else: [] };
  });
  if (bytes.frame === undefined) return looks;
  const gone = load('u32', address(GONE), 0, 'none');
  // Frames below on the same stack: other threads have others.
  const isBelow = binary(
    'less',
    'ptr',
    binary('subtract', 'ptr', read(FRAME), address(stackStart)),
    address(bytes.frame - stackStart),
  );
  const isThere = binary('equal', 'u32', binary('and', 'u32', gone, bit), integer('u32', 0));
  const isOwn = binary('equal', 'ptr', read(FRAME), address(bytes.frame));
  const look: ir.Statement[] = bytes.isHome ? [{ op: 'if', condition: isOwn, then: looks, else: [] }] : looks;
  const leave = storeAt(GONE, 'u32', binary('or', 'u32', gone, bit));
  return [
    {
      op: 'if',
      condition: isBelow,
      then: [leave],
      else: [{ op: 'if', condition: isThere, then: look, else: [] }],
    },
  ];
}

function made(id: ir.FunctionId, name: string, body: ir.Statement[]): ir.Function {
  return {
    id,
    name,
    isLibrary: true,
    span: { source: NO_SOURCE, start: 0, end: 0 },
    locals: [
      { kind: 'register', name: 'frame', type: 'ptr' },
      { kind: 'register', name: 'changed', type: 'u32' },
    ],
    parameterCount: 1,
    results: ['bool'],
    body,
  };
}

function storeAt(at: number, type: ir.ValueType, value: ir.Expression): ir.Statement {
  return { op: 'store', type, address: address(at), offset: 0, value, guard: 'none' };
}

function partsOf({ address: start, size }: WatchedBytes, kept: number): Part[] {
  const parts: Part[] = [];
  for (let done = 0; done < size;) {
    const left = size - done;
    const [bytes, type] = WIDTHS.find(([width]) => width <= left) as (typeof WIDTHS)[number];
    parts.push({ at: start + done, kept: kept + done, type });
    done += bytes;
  }
  return parts;
}

const WIDTHS = [
  [8, 'i64'],
  [4, 'u32'],
  [2, 'u16'],
  [1, 'u8'],
] as const;

const alignUp = (at: number): number => Math.ceil(at / 8) * 8;
