// Which functions a call can lead to.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { CallGraph } from '../../language/ir/call-graph';
import { SourceFile } from '../../language/syntax/source';

const PROGRAM = `
table: [1]fn(i32) i32 = [stored];
fn stored(n: i32) i32 { return n; }
fn taken(n: i32) i32 { return deep(n); }
fn deep(n: i32) i32 { return n + 1; }
fn even(n: i32) bool { if n == 0 { return true; } return odd(n - 1); }
fn odd(n: i32) bool { if n == 0 { return false; } return even(n - 1); }
fn through(f: fn(i32) i32) i32 { return f(1); }
fn alone() {}
fn worker() { alone(); }
fn starts() { t := #async worker(); join(t); }
fn main() {
    if even(4) { alone(); }
    through(taken);
    starts();
}`;

describe('call graph', () => {
  it('follows calls, recursion and pointers, and leaves out what cannot run', () => {
    const compiled = compile(new SourceFile('graph.rw', PROGRAM));
    assert.ok(compiled.ok);
    const { program } = compiled;
    const graph = new CallGraph(program);
    const idOf = (name: string) => program.functions.find((fn) => fn.name === name)!.id;
    const reached = (name: string) =>
      [...graph.reachableFrom(graph.callsIn(idOf(name)))]
        .map((id) => program.functions[id]!.name)
        .filter((found) => !found.startsWith('rt_') && !found.startsWith('print'))
        .sort();
    assert.deepEqual(reached('even'), ['even', 'odd']);
    assert.deepEqual(reached('alone'), []);
    assert.deepEqual(reached('through'), ['deep', 'stored', 'taken']);
    assert.deepEqual(reached('starts'), ['#async worker', 'alone', 'join', 'worker']);
    assert.deepEqual(
      reached('main').filter((name) => !['#async worker', 'join', 'worker', 'starts'].includes(name)),
      ['alone', 'deep', 'even', 'odd', 'stored', 'taken', 'through'],
    );
    const underWay = graph.reachableFrom([], [idOf('worker')]);
    assert.deepEqual(underWay, new Set([idOf('worker'), idOf('alone')]));
  });
});
