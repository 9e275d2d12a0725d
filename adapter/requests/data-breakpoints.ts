// Data breakpoints: places whose change stops the program, in either direction.
import type { DataBreakpointSpec } from '../breakpoint-book';
import type { Arguments } from '../arguments';
import { unknownId } from '../errors';
import { requireList } from './breakpoints';
import { findVariable, frameOf } from './variables';
import type { RequestFamily } from './request';

export const dataBreakpoints: RequestFamily = {
  dataBreakpointInfo: {
    when: 'evaluation',
    async handle(context, args, signal) {
      const name = args.string('name');
      const id = args.optionalInteger('variablesReference') ?? 0;
      const container = id > 0 ? context.references.container(id) : undefined;
      const frame = frameOf(context, args);
      const found = await context.debuggee.evaluate(signal, (api) => {
        if (!container) return api.watchTarget({ expression: name, frame: frame?.index });
        const value = findVariable(api, container, name);
        if (!value) throw unknownId('variable', name, 'Ask for the variables again.');
        return api.watchTarget({
          handle: value.handle,
          name: value.expression ?? name,
          frame: (container.frame ?? frame)?.index,
        });
      });
      if (!found.ok) return { body: { dataId: null, description: found.message } };
      const { target, description, lasts } = found;
      return { body: { dataId: target, description, accessTypes: ['write'], canPersist: lasts } };
    },
  },
  setDataBreakpoints: {
    when: 'always',
    handle(context, args) {
      const specs = (args.optionalObjects('breakpoints') ?? requireList(args, 'breakpoints')).map(
        dataBreakpoint,
      );
      return { body: { breakpoints: context.breakpoints.setData(specs) } };
    },
  },
};

function dataBreakpoint(args: Arguments): DataBreakpointSpec {
  const access = args.oneOf('accessType', ['read', 'write', 'readWrite']) ?? 'write';
  const condition = args.optionalString('condition')?.trim();
  const hitCondition = args.optionalString('hitCondition')?.trim();
  return {
    dataId: args.string('dataId'),
    condition: condition === '' ? undefined : condition,
    hitCondition: hitCondition === '' ? undefined : hitCondition,
    refusal: access !== 'write' ? ONLY_CHANGES : undefined,
  };
}

const ONLY_CHANGES = 'Only changes can be watched, not reads: ask for the access type "write".';
