// The outermost scope: the names that every program knows without declaring them.
import { newTypeSymbol, Scope, type BuiltinName } from './symbol';
import { NAMED_TYPES } from './named-types';

const BUILTINS: readonly BuiltinName[] = ['print', 'assert', 'panic', 'malloc', 'free'];

/** A fresh universe: the language's types and builtins. */
export function createUniverse(): Scope {
  const universe = new Scope(undefined, undefined);
  for (const [name, type] of NAMED_TYPES) universe.declare(newTypeSymbol(name, undefined, type));
  for (const name of BUILTINS) universe.declare({ kind: 'builtin', name });
  return universe;
}
