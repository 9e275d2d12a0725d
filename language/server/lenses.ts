// What can be done with a program, above where it starts and above what runs while it is compiled.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import { eachNode } from '../syntax/walk';

export interface Lens {
  readonly span: Span;
  readonly action: 'run' | 'debug' | 'debugCompileTime';
}

export function lensesOf({ declarations }: ast.SourceUnit): Lens[] {
  const main = declarations.find(
    (declaration) => declaration.kind === 'FunctionDeclaration' && declaration.name.text === 'main',
  );
  // Without a `main` nothing can be started in this file.
  if (main?.kind !== 'FunctionDeclaration') return [];
  const { span } = main.name;
  const runs = declarations.filter((declaration) => runsWhileCompiling(declaration));
  return [
    { span, action: 'run' },
    { span, action: 'debug' },
    ...runs.map((declaration): Lens => ({ span: declaration.span, action: 'debugCompileTime' })),
  ];
}

function runsWhileCompiling(declaration: ast.Declaration): boolean {
  let found = false;
  eachNode({ declaration }, ({ kind }) => (found ||= kind === 'RunExpression'));
  return found;
}
