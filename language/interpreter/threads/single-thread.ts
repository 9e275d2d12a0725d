// The scheduler of a program that starts no threads: there is nobody to wait for, or to give way to.
import { ExitSignal, trap } from '../trap';
import { FIRST_THREAD, MUTEX } from './thread-table';

export class SingleThread {
  constructor(private readonly view: DataView) {}

  spawn(): bigint {
    throw trap('thread', 'what is added to a running program cannot start threads');
  }

  join(id: bigint): void {
    if (id === BigInt(FIRST_THREAD))
      throw trap('deadlock', 'deadlock: the only thread waits for its own end');
    throw trap('thread', `there has never been a thread ${id}`);
  }

  /** Nobody is there to have a turn. */
  yield(): void {
    return undefined;
  }

  exit(): void {
    throw new ExitSignal(0, true);
  }

  lock(): void {
    throw trap('relock', 'this thread holds the mutex already');
  }

  /** The program itself has written something into the mutex. */
  unlock(mutex: bigint): void {
    this.view.setUint32(Number(mutex) + MUTEX.holder, 0, true);
  }
}
