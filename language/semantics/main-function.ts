// Where a program starts: `fn main()` or `fn main() i32`.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import type { FunctionSymbol, Scope } from './symbol';
import { functionOf, I32, NONE } from './types';

/** Finds `main` among the functions of the main file; reports when there is none, or none that can be started. */
export function findMain(
  c: Checking,
  scope: Scope,
  unit: ast.SourceUnit | undefined,
): FunctionSymbol | undefined {
  const main = scope.named('main');
  if (!main) {
    const hint = 'a program starts in `fn main() { … }`';
    // A text that could not be read may well have one.
    if (unit && !c.unread.isAnywhere)
      c.error('E0211', { source: unit.source, start: 0, end: 0 }, 'there is no function `main`', hint);
    return undefined;
  }
  if (main.kind !== 'function') {
    if ('span' in main && main.span)
      c.error(
        'E0212',
        main.span,
        main.kind === 'generic'
          ? '`main` cannot be generic'
          : `\`main\` must be a function, not a ${main.kind}`,
      );
    return undefined;
  }
  const isRightType = main.type === functionOf([], NONE) || main.type === functionOf([], I32);
  if (isRightType && !main.isExternal) return main;
  const why = main.isExternal
    ? '`main` must have a body'
    : '`main` takes nothing, and returns nothing or an `i32`';
  c.error('E0212', main.span, why, 'write `fn main() { … }` or `fn main() i32 { … }`');
  return undefined;
}
