// A turn of the event loop, without a timer's milliseconds where there is a way: whoever runs for long lets others have
// their turn so.

/** A browser's, of which Node's is another one. */
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export function aTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else afterMessage(resolve);
  });
}

/** A message to oneself comes behind those that have arrived. */
function afterMessage(act: () => void): void {
  const { port1, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port };
  port1.onmessage = () => {
    port1.close();
    act();
  };
  port2.postMessage(undefined);
}
