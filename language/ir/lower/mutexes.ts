// Mutexes: taken and given back in place while nobody else wants them, since that costs least; else the library's
// functions wait, or hand one on.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import { binary, load, read, sectionAddress, zero } from '../expressions';
import type * as ir from '../ir';
import type { FunctionLowering, LowerBlock } from './context';
import { addressOf } from './place';

/** Offsets in a mutex: see std/threads.rw. */
const HOLDER = 0;
const FIRST_WAITING = 4;

export function lowerSync(f: FunctionLowering, s: ast.SyncStatement, lowerBlock: LowerBlock): void {
  f.begin(s.mutex.span);
  const mutex = f.b.register('mutex', 'ptr');
  const place = f.typeOf(s.mutex).kind === 'pointer' ? undefined : f.place(s.mutex);
  f.b.set(mutex, place?.kind === 'memory' ? addressOf(place) : f.value(s.mutex));
  lock(f, read(mutex), s.mutex.span);
  const { depth } = f.exits;
  f.exits.add(() => unlock(f, read(mutex), s.mutex.span));
  lowerBlock(f, s.body);
  f.exits.leave(depth);
}

/** Holds one of the library's own mutexes while `body` is done, if there can be other threads. */
export function holding(f: FunctionLowering, name: string, span: Span, body: () => void): void {
  if (!f.program.usesThreads) return body();
  const mutex = sectionAddress('globals', f.program.globalOffset(f.program.libraryGlobal(name)));
  lock(f, mutex, span);
  body();
  unlock(f, mutex, span);
}

function lock(f: FunctionLowering, mutex: ir.Expression, span: Span): void {
  const isFree = binary('equal', 'u32', load('u32', mutex, HOLDER, 'pointer'), zero('u32'));
  const id: ir.Expression = { op: 'thread', part: 'id' };
  f.b.if(
    isFree,
    () => f.b.store('u32', mutex, HOLDER, id, 'pointer'),
    () => void f.callLibrary('rt_lock', [mutex], span),
  );
}

function unlock(f: FunctionLowering, mutex: ir.Expression, span: Span): void {
  const isUnwanted = binary('equal', 'u32', load('u32', mutex, FIRST_WAITING, 'pointer'), zero('u32'));
  const none = zero('u32');
  f.b.if(
    isUnwanted,
    () => f.b.store('u32', mutex, HOLDER, none, 'pointer'),
    () => void f.callLibrary('rt_unlock', [mutex], span),
  );
}
