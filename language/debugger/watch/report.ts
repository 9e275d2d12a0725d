// What a watchpoint tells of a change: the values before and after, and the statement that made it.
import type { WatchedChange } from '../api';
import type { Debuggee } from '../debuggee';
import { LiveView } from '../values/memory-view';
import { valueText } from '../values/text';
import type { WatchTarget } from './target';
import type { Watchpoint } from './watchpoints';
import { usersFrame } from './frames';

/** Of watchpoints that have been hit at the present moment. Comes back to it. */
export async function describeChanges(
  debuggee: Debuggee,
  watchpoints: readonly Watchpoint[],
): Promise<WatchedChange[]> {
  if (watchpoints.length === 0) return [];
  const { history } = debuggee;
  const { now } = history;
  await history.goTo(now - 1);
  const before = watchpoints.map(({ target }) => textOf(debuggee, target));
  const { span, name } = writer(debuggee);
  await history.goTo(now);
  return watchpoints.map(({ id, target }, i) => ({
    watchpoint: id,
    expression: target.text,
    before: before[i] as string,
    after: textOf(debuggee, target),
    span,
    function: name,
  }));
}

/** The statement about to run; that of the user's code on whose behalf the library runs. */
function writer(debuggee: Debuggee): { span: WatchedChange['span']; name: string } {
  const frame = usersFrame(debuggee, debuggee.machine.topFrame);
  const name = debuggee.functionOf(frame)?.symbol.qualifiedName ?? '';
  return { span: debuggee.safepointOf(frame).span, name };
}

function textOf(debuggee: Debuggee, { address, type, isHome }: WatchTarget): string {
  const { memory: bytes, layout, heapTop } = debuggee.machine;
  const memory = new LiveView(bytes, { start: layout.base, end: heapTop });
  const home = isHome ? new LiveView(bytes, { start: layout.registerStack, end: layout.base }) : memory;
  return valueText({ type, home, address, memory, hasAddress: !isHome }, debuggee, { withoutTargets: true });
}
