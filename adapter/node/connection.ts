// A session on a pair of byte streams: stdin and stdout, or a socket.
import type { Readable, Writable } from 'node:stream';
import { FrameReader, frame } from './framing';
import type { Launch } from '../launcher';
import { RopewalkSession } from '../session';
import { NODE } from './platform';

/** Bytes that may wait for a client which does not read; a busy one is never so far behind. */
const LARGEST_BACKLOG = 32 * 1024 * 1024;

/**
 * Runs a session until the client disconnects, vanishes, or sends what cannot be understood.
 * @param onClosed called once, when nothing more will be written; closing the streams is the caller's
 */
export function connect(
  input: Readable,
  output: Writable,
  launch: Launch,
  onClosed: () => void,
): RopewalkSession {
  const session = new RopewalkSession(launch, NODE, onClosed, () => output.writableLength > LARGEST_BACKLOG);
  const reader = new FrameReader();
  session.onDidSendMessage((message) => {
    if (output.writable) output.write(frame(message));
  });
  input.on('data', (chunk: Buffer) => {
    for (const found of reader.push(chunk)) {
      if (found.kind === 'message') session.handleMessage(found.message);
      else session.remark(`A message could not be read: ${found.reason}.`);
      if (found.kind === 'broken') session.dispose();
    }
  });
  // A vanished client shows as the input's end, as its error, or as a write that fails.
  for (const event of ['end', 'close', 'error'] as const) input.on(event, () => session.dispose());
  output.on('error', () => session.dispose());
  return session;
}
