// The program's sources, and its one module.
import { unknownId } from '../errors';
import { fileName } from '../program-files';
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
    handle({ client, launched }, args) {
      const first = args.optionalInteger('startModule') ?? 0;
      args.optionalInteger('moduleCount');
      const program = launched && {
        id: 1,
        name: fileName(launched.attributes.program),
        path: client.toPath(launched.attributes.program),
        isUserCode: true,
        symbolStatus: 'Symbols loaded',
      };
      return { body: { modules: program && first === 0 ? [program] : [], totalModules: program ? 1 : 0 } };
    },
  },
};
