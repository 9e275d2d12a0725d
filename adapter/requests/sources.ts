// The program's sources, each of which is a module.
import { unknownId } from '../errors';
import type { RequestFamily } from './request';

export const sources: RequestFamily = {
  source: {
    when: 'always',
    handle(context, args) {
      const named = args.optionalObject('source');
      const reference = args.optionalInteger('sourceReference') ?? 0;
      const source = named ? context.sources.find(named) : context.sources.byReference(reference);
      if (!source) {
        throw unknownId('source', named?.optionalString('path') ?? reference, '`loadedSources` lists them.');
      }
      return { body: { content: source.text, mimeType: 'text/x-ropewalk' } };
    },
  },
  loadedSources: {
    when: 'always',
    handle(context) {
      return { body: { sources: context.sources.all().map((source) => context.sources.shape(source)) } };
    },
  },
  modules: {
    when: 'always',
    handle({ sources: known }, args) {
      const first = args.optionalInteger('startModule') ?? 0;
      const count = args.optionalInteger('moduleCount') ?? 0;
      const all = known.all();
      const end = count > 0 ? first + count : undefined;
      const modules = all.slice(first, end).map((source) => known.moduleShape(source));
      return { body: { modules, totalModules: all.length } };
    },
  },
};
