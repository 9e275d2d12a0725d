// The tree of branches by itself: what follows what, and who takes over the bound of a checkpoint that goes.
import assert from 'node:assert/strict';
import { PagePool } from '../../language/history/page-pool';
import { NO_PAGES, pageSet } from '../../language/history/page-set';
import { Rope } from '../../language/history/rope';
import { TimeLine, type Checkpoint, type OpenSegment } from '../../language/history/time-line';

const pool = new PagePool();

function checkpoint(time: number, lowest: number): Checkpoint {
  return { time, lowest: [lowest], rope: Rope.zero(pool, 1), written: pageSet([time, 1000]) };
}

/** Checkpoints at 0, 10, 20 … with bounds of 1000 plus their time; the present is at 95. */
function lineOfTen(): { line: TimeLine; open: OpenSegment } {
  const open = { since: 90, lowest: [2000], written: NO_PAGES };
  const line = new TimeLine(checkpoint(0, 1000), open, () => 0);
  for (let time = 10; time < 100; time += 10) line.insert(checkpoint(time, 1000 + time));
  line.current.end = { time: 95, how: { kind: 'open' } };
  return { line, open };
}

const drop =
  (...times: number[]) =>
  (_before: number, { time }: Checkpoint) =>
    times.includes(time);

describe('history/time-line', () => {
  it('finds the checkpoints around a time', () => {
    const { line } = lineOfTen();
    assert.deepEqual(
      [0, 9, 10, 55, 500].map((time) => line.floor(time).time),
      [0, 0, 10, 50, 90],
    );
    assert.deepEqual(
      [0, 9, 10, 55, 500].map((time) => line.after(time)?.time),
      [10, 10, 20, 60, undefined],
    );
  });

  it('follows the path over a fork, and not the old future', () => {
    const { line } = lineOfTen();
    line.fork(checkpoint(45, 1));
    line.insert(checkpoint(60, 2));
    assert.deepEqual(
      [39, 44, 45, 59, 70].map((time) => line.floor(time).time),
      [30, 40, 45, 45, 60],
    );
    assert.deepEqual(
      [39, 40, 44, 45, 60].map((time) => line.after(time)?.time),
      [40, 45, 45, 60, undefined],
    );
    assert.deepEqual(
      line.oldFutures().map(({ id }) => id),
      [0],
    );
    line.select(line.branches[0]!);
    assert.equal(line.floor(59).time, 50);
  });

  it('tells a successor of a lower bound, and of the pages', () => {
    const { line } = lineOfTen();
    line.floor(30).lowest = [7];
    line.thin(line.current, drop(20, 30, 40));
    assert.equal(line.after(10)?.time, 50);
    assert.deepEqual(line.after(10)?.lowest, [7]);
    assert.deepEqual([...line.after(10)!.written], [20, 30, 40, 50, 1000]);
    assert.deepEqual(line.after(50)?.lowest, [1060]);
  });

  it('tells the branches that leave behind it', () => {
    const { line } = lineOfTen();
    line.fork(checkpoint(45, 5000));
    line.floor(30).lowest = [7];
    line.thin(line.branches[0]!, drop(30, 40));
    assert.equal(line.after(20)?.time, 45);
    assert.deepEqual(line.after(20)?.lowest, [7]);
  });

  it('tells the open segment, which then begins earlier', () => {
    const { line, open } = lineOfTen();
    line.floor(90).lowest = [7];
    line.thin(line.current, drop(80, 90));
    assert.deepEqual(open, { since: 70, lowest: [7], written: pageSet([80, 90, 1000]) });
  });

  it('never drops a root, and gives the rest back', () => {
    const { line } = lineOfTen();
    line.fork(checkpoint(45, 5000));
    for (const branch of line.branches) line.thin(branch, () => true);
    assert.deepEqual(
      [0, 44, 45, 99].map((time) => line.floor(time).time),
      [0, 0, 45, 45],
    );
    assert.equal(line.checkpointCount, 2);
  });

  it('forgets an old future as far as nobody stands on it', () => {
    const { line } = lineOfTen();
    line.fork(checkpoint(45, 1));
    line.forget(line.branches[0]!);
    assert.deepEqual(line.oldFutures(), []);
    assert.equal(line.floor(44).time, 40);
    line.current.end = { time: 80, how: { kind: 'open' } };
    line.fork(checkpoint(45, 1));
    assert.deepEqual(
      line.oldFutures().map(({ id }) => id),
      [1],
    );
    line.forget(line.oldFutures()[0]!);
    assert.deepEqual(
      line.branches.map(({ id }) => id),
      [0, 2],
    );
  });
});
