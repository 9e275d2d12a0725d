// The requests that begin and end a session: initialize, terminate, disconnect, and cancel.
import { CAPABILITIES } from '../capabilities';
import { attachUnsupported, notLaunched } from '../errors';
import type { RequestFamily } from './request';

export const lifecycle: RequestFamily = {
  initialize: {
    when: 'always',
    handle(context, args) {
      context.client.introduce(args);
      // Sent at once rather than after `launch`, so that a client may do either first.
      return { body: CAPABILITIES, afterwards: () => context.outbox.event('initialized') };
    },
  },
  attach: {
    when: 'always',
    handle() {
      throw attachUnsupported();
    },
  },
  terminate: {
    when: 'always',
    handle({ debuggee }) {
      if (debuggee.phase === 'none') throw notLaunched('terminate');
      return { afterwards: () => debuggee.terminate() };
    },
  },
  disconnect: {
    when: 'always',
    handle(context) {
      return { afterwards: () => context.close() };
    },
  },
  cancel: {
    when: 'always',
    handle({ debuggee, progress, requests }, args) {
      const request = args.optionalInteger('requestId');
      const progressId = args.optionalString('progressId');
      if (request !== undefined) requests.cancel(request);
      if (progressId !== undefined && progress.isCurrent(progressId)) debuggee.interrupt();
      return {};
    },
  },
};
