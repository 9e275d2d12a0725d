// Steps and the library: passed over, but for what it calls back; gone into when that is wanted.
import assert from 'node:assert/strict';
import { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';
import { Session } from './session';

const LIBRARY = `fn each(n: i32, f: fn(i32)) {
    for i in 0..n {
        f(i);
    }
}
fn silent(n: i32) i32 {
    return n + 1;
}
`;

const PROGRAM = `import lib "each.rw";
total: i32;
fn count(x: i32) {
    total += x;              -- bp: callback
}
fn main() {
    lib.each(3, count);      -- bp: each
    n := lib.silent(4);      -- bp: silent
    print("{}\\n", n);       -- bp: last
}
`;

const LOADER: SourceLoader = {
  identify: (path) => path,
  load: (path) => ({ ok: true, source: new SourceFile(path, LIBRARY, true) }),
};

async function begin(justMyCode?: boolean): Promise<Session> {
  const session = new Session(new SourceFile('test.rw', PROGRAM), { justMyCode }, undefined, LOADER);
  await session.start();
  return session;
}

describe('just my code', () => {
  it('passes over the library, but not over what it calls back', async () => {
    const s = await begin(true);
    const callback = `step count:${s.line('callback')}`;
    assert.equal(await s.step('in'), callback);
    assert.deepEqual(
      s.stack().map((frame) => frame.split(':')[0]),
      ['count', 'each.each', 'main'],
    );
    assert.equal(await s.step('in'), `step count:${s.line('callback') + 1}`, 'its end');
    assert.equal(await s.step('in'), callback, 'the next time that it is called');
    assert.equal(s.variable('x').text, '1');
    assert.equal(await s.step('out'), `step main:${s.line('silent')}`, 'to whom the library was called by');
    assert.equal(await s.step('in'), `step main:${s.line('last')}`, 'nothing of the user is called');
  });

  it('does so backwards', async () => {
    const s = await begin(true);
    await s.step('over');
    await s.step('over');
    assert.equal(s.here, `main:${s.line('last')}`);
    assert.equal(await s.step('in', 'backward'), `step main:${s.line('silent')}`);
    assert.equal(await s.step('in', 'backward'), `step count:${s.line('callback') + 1}`);
    assert.equal(await s.step('in', 'backward'), `step count:${s.line('callback')}`);
    assert.equal(s.variable('x').text, '2');
    assert.equal(await s.step('out', 'backward'), `step main:${s.line('each')}`);
  });

  it('steps over what the library calls back, where a breakpoint in it stops all the same', async () => {
    const s = await begin(true);
    assert.equal(await s.step('over'), `step main:${s.line('silent')}`);
    await s.step('over', 'backward');
    s.breakAt('callback');
    assert.equal(await s.step('over'), `breakpoint count:${s.line('callback')}`);
  });

  it('is switched off and on again while the program stands', async () => {
    const s = await begin(true);
    s.debugger.setJustMyCode(false);
    assert.equal(await s.step('in'), 'step each.each:2');
    assert.equal(await s.step('in'), 'step each.each:3');
    assert.equal(await s.step('in'), `step count:${s.line('callback')}`);
    assert.equal(await s.step('out'), 'step each.each:2', 'out of the callback into the library');
    assert.equal(await s.step('in', 'backward'), `step count:${s.line('callback') + 1}`);
    s.debugger.setJustMyCode(true);
    assert.equal(await s.step('out'), `step main:${s.line('silent')}`);
    assert.equal(await s.step('in'), `step main:${s.line('last')}`);
    s.debugger.setJustMyCode(false);
    assert.equal(await s.step('in', 'backward'), 'step each.silent:7');
  });

  it('is as it was set in every run of compile time', async () => {
    const s = Session.of(
      'A :: #run make(i32, 3);\nB :: #run make(i32, 4);\nfn main() { print("{} {}", A, B); }\n',
      {
        compileTime: true,
      },
    );
    s.debugger.setJustMyCode(false);
    await s.start();
    assert.match(await s.step('in'), /^step rt_make/);
    await s.step('out');
    for (let i = 0; i < 40 && !s.here.startsWith('rt_make'); i++) await s.step('in');
    assert.match(s.here, /^rt_make/);
  });
});
