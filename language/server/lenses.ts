// What can be started from the text: the program, at its `main`.
import type { Span } from '../syntax/source';
import type { Snapshot } from './snapshot';

export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly action: 'run' | 'debug';
}

export function lensesOf(snapshot: Snapshot, path: string): Lens[] {
  const unit = snapshot.unit(path);
  const main = unit?.declarations.find(
    (one) => one.kind === 'FunctionDeclaration' && one.name.text === 'main',
  );
  if (main?.kind !== 'FunctionDeclaration' || !main.body) return [];
  const { span } = main.name;
  return [
    { span, title: 'Run', action: 'run' },
    { span, title: 'Debug', action: 'debug' },
  ];
}
