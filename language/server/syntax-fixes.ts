// Fixes for text that cannot be read but of which it is clear what was meant: a `;` that is missing, an operator or
// a word of another language.
import { CODE } from '../syntax/codes';
import type { Diagnostic } from '../syntax/diagnostic';
import type { Fix, TextEdit } from './fixes';

/** What to write for operators of other languages. */
const OPERATORS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '->': '.', '..<': '..' };

export function syntaxFixes(diagnostic: Diagnostic): Fix[] {
  const { code, span, message, hint = '' } = diagnostic;
  const there = span.source.text.slice(span.start, span.end);
  const fix = (title: string, text: string): Fix[] => {
    const edits: TextEdit[] = [{ span, text }];
    return [{ title, edits, diagnostic, isPreferred: true }];
  };
  switch (code) {
    case CODE.missingSemicolon:
      // Where something else stands in its place, that may be what is wrong.
      return message === 'expected `;`' ? fix('Add `;`', ';') : [];
    case CODE.assignmentInExpression:
      if (hint === 'compare with `==`') return fix('Compare with `==`', '==');
      return /^write `\w+: value`$/.test(hint) ? fix('Write `:`', ':') : [];
    case CODE.foreignOperator: {
      const own = OPERATORS[there];
      return own === undefined ? [] : fix(`Write \`${own}\``, own);
    }
    case CODE.foreignDeclaration: {
      const own = /^write `(\w+)` instead of/.exec(hint)?.[1];
      return own === undefined ? [] : fix(`Write \`${own}\``, own);
    }
    default:
      return [];
  }
}
