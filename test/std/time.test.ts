// The calendar of std/time.rw against JavaScript's.
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';
import { random } from './floats';

const PROGRAM = `
import time "std/time.rw";
fn read(fd: i32, data: *none, count: i64) i64;
fn main() {
    x: i64;
    while read(0, &x, 8) == 8 {
        d := time.date(x * time.MILLISECOND);
        print("{} {} {} {} {} {} {} {}\\n", d.year, d.month, d.day, d.hour, d.minute, d.second, d.nanosecond, d.weekday);
    }
}`;

const DAY = 86_400_000;

describe('std/time.rw', () => {
  it('knows the calendar', () => {
    const days = Array.from({ length: 1500 }, (_, i) => (i - 400) * DAY);
    const centuries = [1900, 2000, 2100, 2200, 1700].flatMap((year) =>
      [58, 59, 60, 364, 365].map((day) => Date.UTC(year, 0, 1) + day * DAY),
    );
    const anywhere = [...random(2000, -9_000_000_000_000, 9_000_000_000_000)].map(Math.floor);
    const moments = [0, -1, 1, ...days, ...days.map((day) => day - 1), ...centuries, ...anywhere];
    const bytes = Buffer.from(new BigInt64Array(moments.map(BigInt)).buffer);
    const lines = runProgram('time.rw', PROGRAM, bytes).stdout.trim().split('\n');
    moments.forEach((moment, i) => {
      const d = new Date(moment);
      const date = [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()];
      const clock = [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds() * 1e6];
      assert.equal(lines[i], [...date, ...clock, d.getUTCDay()].join(' '), d.toISOString());
    });
  });
});
