// Expressions: in watches, hovers and the debug console, and what may be written next.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { splitAssignment } from '../../language/debugger/expressions';
import { assignsInPassing, refused } from '../errors';
import { valueShape } from '../shapes';
import { announceChange, formatOf, frameOf } from './variables';
import type { RequestFamily } from './request';

/** Where an assignment is meant as one; a watch or a hover must not change the program it looks at. */
const MAY_ASSIGN = ['repl', undefined];
/** Longer ones are a paste by mistake. */
const LONGEST_EXPRESSION = 100_000;

export const evaluation: RequestFamily = {
  evaluate: {
    when: 'evaluation',
    async handle(context, args, signal) {
      const expression = args.string('expression');
      if (expression.length > LONGEST_EXPRESSION)
        throw args.bad('expression', 'shorter than 100,000 characters');
      const purpose = args.optionalString('context');
      const assigns = splitAssignment(expression) !== undefined;
      if (assigns && !MAY_ASSIGN.includes(purpose)) throw assignsInPassing();
      const frame = frameOf(context, args);
      const format = { ...formatOf(args), whole: purpose === 'clipboard' };
      const value = await context.debuggee.evaluate(signal, async (api) => {
        const showsOutput = purpose === 'repl';
        const request = { expression, frame: frame?.index, thread: frame?.thread, format, showsOutput };
        const result = await api.evaluate(request);
        if (!result.ok) throw refused(result.message);
        return result.value;
      });
      const body = { result: value.text, ...valueShape(context, value, frame) };
      return { body, afterwards: () => assigns && announceChange(context, value) };
    },
  },
  completions: {
    when: 'stopped',
    handle(context, args) {
      const text = args.string('text');
      const lines = text.split('\n');
      const line = context.client.optionalLine(args, 'line') ?? 1;
      const column = context.client.column(args, 'column');
      const frame = frameOf(context, args);
      // The column is inside the given line; the debugger takes one text.
      const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      const at = Math.min(before + column, text.length + 1);
      const found = context.debuggee.debugger('completions').completions(text, at, frame?.index);
      const typed = /[A-Za-z_][A-Za-z0-9_]*$/.exec(text.slice(0, at - 1))?.[0].length ?? 0;
      const start = context.client.toColumn(Math.max(1, column - typed));
      return { body: { targets: found.map((one) => completion(one, start, typed)) } };
    },
  },
};

function completion(
  { label, type, kind }: { label: string; type: string; kind: string },
  start: number,
  length: number,
): DebugProtocol.CompletionItem {
  return { label, detail: type, type: itemType(kind), start, length };
}

function itemType(kind: string): DebugProtocol.CompletionItemType {
  const types: Record<string, DebugProtocol.CompletionItemType> = {
    function: 'function',
    field: 'field',
    type: 'class',
    keyword: 'keyword',
    constant: 'value',
  };
  return types[kind] ?? 'variable';
}
