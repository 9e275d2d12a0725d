// The adapter inside its client's own process: VS Code's extension hands each debug session one of these.
import { launch } from '../../language/debugger/launch';
import { RopewalkSession } from '../session';
import { NODE } from './platform';

/** A session to be given messages by `handleMessage`; `onDidSendMessage` gives its own. */
export function createInlineSession(): RopewalkSession {
  return new RopewalkSession(launch, NODE);
}
