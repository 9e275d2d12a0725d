// The history itself: where in it the program stands, and going to any moment. The protocol has no words
// for it, so these are requests of our own, described in docs/adapter.md.
import { announced } from './movement';
import type { RequestFamily } from './request';

export const history: RequestFamily = {
  'ropewalk/history': {
    when: 'launched',
    async handle({ debuggee }) {
      // An evaluation is somewhere else in time.
      while (debuggee.isEvaluating) await debuggee.evaluationEnded();
      return { body: { ...debuggee.debugger('ropewalk/history').history() } };
    },
  },
  'ropewalk/goToTime': announced({
    when: 'movement',
    handle({ debuggee }, args) {
      const time = args.integer('time', { most: Number.MAX_SAFE_INTEGER });
      return debuggee.move((api) => api.goToTime(time));
    },
  }),
};
