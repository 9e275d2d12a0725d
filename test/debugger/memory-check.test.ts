// Programs that use the heap wrongly. A fixture says in its lines:
//
//   -- finding: message   the statement of this line does it
//   -- allocated          here the block was allocated that the next finding is about
//   -- freed              here it was freed
//
// Each is debugged unchecked and checked afterwards, then checked from the beginning: both must find the same at
// the same moments.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingInfo, PlacedMoment } from '../../language/debugger/api';
import { SourceFile } from '../../language/syntax/source';
import { expectationsOf } from '../language/run-program';
import { Session } from './session';

const FOLDER = join(__dirname, '../fixtures/memory-check');

interface Expected {
  readonly message: string;
  readonly line: number;
  readonly allocated?: number;
  readonly freed?: number;
}

/** The findings that a fixture's comments tell of. */
function expectedIn(text: string): Expected[] {
  const expected: Expected[] = [];
  let allocated: number | undefined;
  let freed: number | undefined;
  text.split('\n').forEach((content, i) => {
    if (/-- allocated$/.test(content)) allocated = i + 1;
    if (/-- freed$/.test(content)) freed = i + 1;
    const message = /-- finding: (.*)$/.exec(content)?.[1];
    if (message === undefined) return;
    expected.push({ message, line: i + 1, ...(allocated && { allocated }), ...(freed && { freed }) });
    allocated = freed = undefined;
  });
  return expected;
}

const lineOf = ({ span }: PlacedMoment) => span.source.position(span.start).line;

function told({ message, access, allocated, freed }: FindingInfo): Expected {
  return {
    message,
    line: lineOf(access),
    ...(allocated && { allocated: lineOf(allocated) }),
    ...(freed && { freed: lineOf(freed) }),
  };
}

async function findings(session: Session): Promise<readonly FindingInfo[]> {
  const result = await session.debugger.memoryCheck();
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.findings;
}

/** A session at the end of what a program does. */
async function afterwards(path: string, text: string, memoryCheck = false): Promise<Session> {
  const session = new Session(new SourceFile(path, text), { memoryCheck });
  await session.start();
  await session.go();
  return session;
}

describe('the memory check', () => {
  for (const name of readdirSync(FOLDER)) {
    const path = join(FOLDER, name);
    const text = readFileSync(path, 'utf8');

    it(`finds what is wrong in ${name}`, async () => {
      const session = await afterwards(path, text);
      const before = session.debugger.stop?.time;
      const found = await findings(session);
      assert.deepEqual(found.map(told), expectedIn(text));
      assert.equal(session.debugger.history().now, before, 'the program stands where it stood');
      assert.ok(session.output.startsWith(expectationsOf(text).stdout), session.output);

      const checked = await afterwards(path, text, true);
      const [first] = found;
      const stop = checked.debugger.stop;
      if (!first) assert.equal(stop?.reason, 'end');
      else {
        assert.equal(stop?.reason, 'trap');
        assert.equal(stop.time, first.access.time, 'at the same moment');
        assert.deepEqual(stop.trap?.finding && { ...stop.trap.finding, count: first.count }, first);
      }
    });
  }

  const RUNS =
    'A :: #run stale(1);\nB :: #run stale(A);\nfn stale(n: i64) i64 {\np := heap n;\nfree(p);\nreturn p^ + n;\n}\n' +
    'fn main() {\nprint("{}\\n", stale(B));\n}\n';

  it('looks at all that ran while compiling, too, wherever one stands', async () => {
    const session = new Session(new SourceFile('test.rw', RUNS), { compileTime: true });
    await session.start();
    assert.equal((await findings(session)).length, 0, 'nothing has run yet');
    await session.go();
    assert.equal(session.debugger.stop?.reason, 'end');
    const found = await findings(session);
    assert.deepEqual(
      found.map(({ access }) => lineOf(access)),
      [6, 6, 6],
    );
    for (const { access } of found) {
      await session.debugger.goToTime(access.time);
      assert.equal(session.stack()[0], 'stale:6');
      assert.deepEqual(await findings(session), found, 'from there as well');
      assert.equal(session.debugger.history().now, access.time);
    }
  });

  it('stops at the first one while compiling, where the compiler found it', async () => {
    const session = new Session(new SourceFile('test.rw', RUNS), { compileTime: true, memoryCheck: true });
    await session.start();
    await session.go();
    assert.equal(session.debugger.stop?.reason, 'trap');
    assert.equal(session.stack()[0], 'stale:6');
    assert.equal((await findings(session)).length, 1);
    assert.equal(await session.go(), 'terminated 1');
    assert.match(session.output, /this `#run` trapped: use after free/);
  });

  it('tells the moments, which one can go to', async () => {
    const path = join(FOLDER, 'write-after-free.rw');
    const session = await afterwards(path, readFileSync(path, 'utf8'));
    const [finding] = await findings(session);
    assert.ok(finding?.allocated && finding.freed);
    const visits = [finding.access, finding.allocated, finding.freed];
    const lines = [];
    for (const { time, function: name } of visits) {
      await session.debugger.goToTime(time);
      assert.equal(session.debugger.frames(1, 0, 1).frames[0]?.name, name);
      lines.push(session.stack()[0]);
    }
    assert.deepEqual(lines, ['main:8', 'main:6', 'release:3']);
  });
});
