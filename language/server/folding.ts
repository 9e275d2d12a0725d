// What can be folded: braces that stand on several lines, and comments of several lines.
import { Lexer } from '../syntax/lexer';
import type { Line1, SourceFile } from '../syntax/source';

export interface Fold {
  readonly first: Line1;
  /** The last line that is hidden. */
  readonly last: Line1;
  readonly kind: 'block' | 'comment';
}

/** Works on the tokens alone, so that an unfinished text folds as well. */
export function foldsOf(source: SourceFile): Fold[] {
  return [...bracketFolds(source), ...commentFolds(source)].sort(
    (a, b) => a.first - b.first || a.last - b.last,
  );
}

function bracketFolds(source: SourceFile): Fold[] {
  const folds: Fold[] = [];
  const open: Line1[] = [];
  const lexer = new Lexer(source.text);
  lexer.next();
  while (lexer.kind !== 'eof') {
    const { line } = source.position(lexer.start);
    if (lexer.kind === '{' || lexer.kind === '[') open.push(line);
    else if (lexer.kind === '}' || lexer.kind === ']') {
      const first = open.pop();
      if (first !== undefined && line - 1 > first) folds.push({ first, last: line - 1, kind: 'block' });
    }
    lexer.next();
  }
  return folds;
}

function commentFolds(source: SourceFile): Fold[] {
  const folds: Fold[] = [];
  let first: Line1 | undefined;
  for (let line = 1; line <= source.lineCount + 1; line++) {
    const isComment = line <= source.lineCount && source.lineText(line).trimStart().startsWith('--');
    if (isComment) first ??= line;
    else if (first !== undefined) {
      if (line - 1 > first) folds.push({ first, last: line - 1, kind: 'comment' });
      first = undefined;
    }
  }
  return folds;
}
