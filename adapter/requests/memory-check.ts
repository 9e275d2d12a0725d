// Looking for wrong uses of the heap in what has been recorded: a request of our own, described in
// docs/adapter.md.
import type { FindingInfo, PlacedMoment } from '../../language/debugger/api';
import { refused } from '../errors';
import { memoryReference, place } from '../shapes';
import type { RequestFamily, SessionContext } from './request';

export const memoryCheck: RequestFamily = {
  'ropewalk/memoryCheck': {
    when: 'evaluation',
    async handle(context, _args, signal) {
      const report = await context.debuggee.evaluate(signal, async (api) => {
        const result = await api.memoryCheck();
        if (!result.ok) throw refused(result.message);
        return result;
      });
      const findings = report.findings.map((finding) => shapeOf(context, finding));
      return { body: { findings, ...(report.note !== undefined && { note: report.note }) } };
    },
  },
};

function shapeOf(context: SessionContext, finding: FindingInfo): object {
  const { kind, message, count, access, block, allocated, freed } = finding;
  return {
    kind,
    message,
    count,
    access: moment(context, access),
    ...(block && { block: { memoryReference: memoryReference(block.address), size: block.size } }),
    ...(allocated && { allocated: moment(context, allocated) }),
    ...(freed && { freed: moment(context, freed) }),
  };
}

function moment(context: SessionContext, { time, function: name, span }: PlacedMoment): object {
  return { time, function: name, ...place(context, span) };
}
