// Ropes against plain arrays: what they say, what they share, and that releasing gives everything back.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NODE_BYTES, PagePool } from '../../language/history/page-pool';
import { CHUNK_SIZE, Rope } from '../../language/history/rope';

/** A small array stands for big memory: one byte at each chunk's begin and one at its end. */
function memoryOf(chunks: number): Uint8Array {
  return new Uint8Array(chunks * CHUNK_SIZE);
}

function contentOf(rope: Rope): Uint8Array {
  const bytes = new Uint8Array(rope.length);
  rope.read(0, bytes);
  return bytes;
}

function assertSame(rope: Rope, expected: Uint8Array): void {
  assert.equal(rope.length, expected.length);
  assert.ok(Buffer.compare(contentOf(rope), expected) === 0, 'the bytes differ');
}

const writes = (chunks: number) =>
  fc.array(fc.record({ chunk: fc.nat(chunks - 1), at: fc.nat(CHUNK_SIZE - 1), value: fc.nat(3) }), {
    maxLength: 12,
  });

/** Applies writes to a copy of the bytes, and to the rope. */
function apply(
  rope: Rope,
  bytes: Uint8Array,
  batch: readonly { chunk: number; at: number; value: number }[],
) {
  const next = bytes.slice();
  for (const { chunk, at, value } of batch) next[chunk * CHUNK_SIZE + at] = value;
  const chunks = [...new Set(batch.map(({ chunk }) => chunk))].sort((a, b) => a - b);
  return { rope: rope.write(chunks, next), bytes: next };
}

describe('history/rope', () => {
  it('costs nothing for a gibibyte of zeros', () => {
    const pool = new PagePool();
    const rope = Rope.zero(pool, 1 << 18);
    assert.equal(rope.length, 1 << 30);
    assert.equal(rope.bytesHeld, 0);
    assert.equal(pool.heldBytes, 0);
    const some = new Uint8Array([1, 2, 3]);
    rope.read(123_456_789, some);
    assert.deepEqual([...some], [0, 0, 0]);
  });

  it('takes a path and a page for one chunk of a gibibyte', () => {
    const pool = new PagePool();
    const source = memoryOf(1).fill(7);
    const rope = Rope.zero(pool, 1 << 18).write([200_000], source, 200_000);
    assert.equal(pool.heldBytes, CHUNK_SIZE + 4 * NODE_BYTES);
    assert.equal(rope.bytesHeld, pool.heldBytes);
    const across = new Uint8Array(4);
    rope.read(200_000 * CHUNK_SIZE - 2, across);
    assert.deepEqual([...across], [0, 0, 7, 7]);
  });

  it('shares a chunk that is written with the bytes it has', () => {
    const pool = new PagePool();
    const source = memoryOf(40).fill(9);
    const all = [...Array(40).keys()];
    const rope = Rope.zero(pool, 40).write(all, source);
    const held = pool.heldBytes;
    const again = rope.write(all, source);
    assert.equal(pool.heldBytes, held);
    Rope.diff(rope, again, () => assert.fail('they share everything'));
    const zeroed = rope.write([3], memoryOf(40));
    assert.equal(zeroed.chunk(3), 0);
  });

  it('holds what an array holds, in all its versions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.array(writes(1000), { maxLength: 8 }),
        (chunks, batches) => {
          const pool = new PagePool();
          const versions = [{ rope: Rope.zero(pool, chunks), bytes: memoryOf(chunks) }];
          for (const batch of batches) {
            const fitting = batch.map((write) => ({ ...write, chunk: write.chunk % chunks }));
            const last = versions[versions.length - 1]!;
            versions.push(apply(last.rope, last.bytes, fitting));
          }
          for (const { rope, bytes } of versions) assertSame(rope, bytes);
          for (const { rope } of versions) rope.release();
          assert.equal(pool.heldBytes, 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps every version until its own release, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(writes(1100), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (batches, order) => {
          const pool = new PagePool();
          const live = [{ rope: Rope.zero(pool, 1100), bytes: memoryOf(1100) }];
          for (const batch of batches)
            live.push(apply(live[live.length - 1]!.rope, live[live.length - 1]!.bytes, batch));
          for (const pick of order) {
            if (live.length === 1) break;
            const [gone] = live.splice(pick % live.length, 1);
            gone!.rope.release();
          }
          for (const { rope, bytes } of live) assertSame(rope, bytes);
          if (live.length === 1) assert.equal(live[0]!.rope.bytesHeld, pool.heldBytes);
          for (const { rope } of live) rope.release();
          assert.equal(pool.heldBytes, 0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('finds exactly the chunks that differ', () => {
    fc.assert(
      fc.property(writes(1100), writes(1100), (first, second) => {
        const pool = new PagePool();
        const a = apply(Rope.zero(pool, 1100), memoryOf(1100), first);
        const b = apply(a.rope, a.bytes, second);
        const found: number[] = [];
        Rope.diff(a.rope, b.rope, (chunk) => found.push(chunk));
        const expected = [];
        for (let chunk = 0; chunk < 1100; chunk++) {
          const part = (bytes: Uint8Array) => bytes.subarray(chunk * CHUNK_SIZE, (chunk + 1) * CHUNK_SIZE);
          if (Buffer.compare(part(a.bytes), part(b.bytes)) !== 0) expected.push(chunk);
        }
        assert.deepEqual(found, expected);
      }),
      { numRuns: 15 },
    );
  });

  it('slices and concatenates as arrays do, sharing the bytes', () => {
    const part = fc.record({ chunks: fc.integer({ min: 1, max: 100 }), writes: writes(1000) });
    fc.assert(
      fc.property(part, part, fc.nat(), fc.nat(), (left, right, x, y) => {
        const pool = new PagePool();
        const [a, b] = [left, right].map((p) =>
          apply(
            Rope.zero(pool, p.chunks),
            memoryOf(p.chunks),
            p.writes.map((w) => ({ ...w, chunk: w.chunk % p.chunks })),
          ),
        ) as [ReturnType<typeof apply>, ReturnType<typeof apply>];
        const pagesBefore = pageBytes(pool, a.rope, b.rope);
        const both = a.rope.concat(b.rope);
        const bytes = Buffer.concat([a.bytes, b.bytes]);
        assertSame(both, bytes);
        assert.equal(pageBytes(pool, a.rope, b.rope, both), pagesBefore);
        const from = Math.min(x, y) % both.chunkCount;
        const to = from + 1 + (Math.max(x, y) % (both.chunkCount - from));
        const cut = both.slice(from, to);
        assertSame(cut, bytes.subarray(from * CHUNK_SIZE, to * CHUNK_SIZE));
        a.rope.release();
        b.rope.release();
        both.release();
        assertSame(cut, bytes.subarray(from * CHUNK_SIZE, to * CHUNK_SIZE));
        cut.release();
        assert.equal(pool.heldBytes, 0);
      }),
      { numRuns: 40 },
    );
  });

  it('shares whole subtrees where a slice begins at their borders', () => {
    const pool = new PagePool();
    const source = memoryOf(64 * 32).fill(5);
    const rope = Rope.zero(pool, 64 * 32).write([...Array(64 * 32).keys()], source);
    const before = pool.heldBytes;
    rope.slice(32 * 32, 64 * 32);
    assert.equal(pool.heldBytes, before, 'the second half is one subtree');
  });

  it('says so when it is used after its release', () => {
    const rope = Rope.zero(new PagePool(), 1);
    rope.release();
    assert.throws(() => rope.read(0, new Uint8Array(1)), /after its release/);
    assert.throws(() => rope.release(), /after its release/);
  });
});

/** Bytes of pages that the pool holds, apart from what the given ropes' nodes take. */
function pageBytes(pool: PagePool, ...ropes: Rope[]): number {
  const pages = new Set<number>();
  for (const rope of ropes) for (let i = 0; i < rope.chunkCount; i++) pages.add(rope.chunk(i));
  pages.delete(0);
  assert.ok(pool.heldBytes >= pages.size * CHUNK_SIZE);
  return pages.size * CHUNK_SIZE;
}
