// The checker's results: side tables beside the syntax tree, as plain data. Those that are asked for most nodes are
// held by the nodes' numbers, the others by the nodes themselves.
//
// Types in the tables are concrete (no untyped constants) for every expression of a program without
// errors. `typeOf` is the type before an implicit conversion; `conversionOf` says what it becomes.
import type * as ast from '../syntax/ast';
import type { ConstantValue } from './constant';
import type { Instances } from './instances';
import { expressionIndices, type FieldIndices, type TagIndices } from './expression-indices';
import { type Conversions, ExpressionTypes } from './expression-types';
import { NodeTable } from './node-table';
import type { FunctionSymbol, Scope, Symbol, VariableSymbol } from './symbol';
import type { EnumType, StructType, Type } from './types';

/** What an expression stands for, when it is a name: plain, or qualified with its module. */
export function referentOf(tables: Tables, e: ast.Expression): Symbol | undefined {
  if (e.kind === 'NameExpression') return tables.symbolOf.get(e.name);
  // The member of a value is looked up in its type, and is no name.
  return e.kind === 'MemberExpression' ? tables.symbolOf.get(e.member) : undefined;
}

/** One part of a checked `print` format: literal bytes, or an argument to format. */
export type PrintPart =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'value'; readonly expression: ast.Expression };

/** From `low` up to but without `high`. */
export interface CaseRange {
  readonly low: bigint;
  readonly high: bigint;
}

export interface Tables {
  /** The callee of a call of a builtin has none: builtins are no values. */
  readonly typeOf: ExpressionTypes;
  /**
   * Array to slice, `*T` to `*none`: the type that the value is converted to where it stands.
   * An array that lies nowhere (a literal, a result, a constant) is converted, too: through a copy in the frame.
   */
  readonly conversionOf: Conversions;
  /**
   * Value of every expression that is constant: scalars, strings, `nil` and function names; structs and
   * arrays only where they come from a constant's name (`ORIGIN`, `TABLE[1]`), never for a literal.
   * A call inside such an expression (as in `f().count` of an array) need not be made.
   */
  readonly constantOf: NodeTable<ast.Expression, ConstantValue>;
  /** What a name in an expression stands for. */
  readonly symbolOf: NodeTable<ast.Name, Symbol>;
  /** The variable, function, constant or type that a declaration, parameter or loop makes, by its name node. */
  readonly declared: NodeTable<ast.Name, Symbol>;
  /** The type that a type expression denotes. */
  readonly typeNamed: NodeTable<ast.TypeExpression, Type>;
  /** For each struct literal, the value given for each field, in field order. */
  readonly fieldsOf: Map<ast.StructLiteral, readonly (ast.Expression | undefined)[]>;
  /**
   * For each member access: the index of the field (for slices: 0 is data, 1 is count). For an enum: the index of
   * the tag whose payload is meant, or `TAG_MEMBER` for `.tag`.
   */
  readonly fieldIndexOf: FieldIndices;
  /**
   * The index of the tag that is named: by `.circle`, `Shape.circle`, a call of either that makes a value with a
   * payload, and `s is circle`.
   */
  readonly tagOf: TagIndices;
  /** The values that an item of a case chooses; tags are numbers, in the order of their declaration, and `true` is 1. */
  readonly rangeOf: Map<ast.CaseItem, CaseRange>;
  /**
   * For calls with arguments by name or with defaults: what is passed for each parameter, in their order. Evaluated
   * are first the call's own arguments, in the order of their text, then the others.
   */
  readonly argumentsOf: Map<ast.CallExpression, readonly ast.Expression[]>;
  /** For each call of `print`, its format taken apart. */
  readonly printOf: Map<ast.CallExpression, readonly PrintPart[]>;
  /** For each `#if`, the branch that is taken; absent if none is. */
  readonly branchOf: Map<ast.CompileTimeIf, ast.Block>;
  /** The scope that a block, a function's body, a loop or a case opens. */
  readonly scopeOf: NodeTable<ast.ScopeNode, Scope>;
}

/** What is known before anything is checked. */
export function emptyTables(): Tables {
  const typeOf = new ExpressionTypes();
  const indices = expressionIndices();
  return {
    typeOf,
    conversionOf: typeOf.conversions,
    constantOf: new NodeTable(),
    symbolOf: new NodeTable(),
    declared: new NodeTable(),
    typeNamed: new NodeTable(),
    fieldsOf: new Map(),
    fieldIndexOf: indices.fields,
    tagOf: indices.tags,
    rangeOf: new Map(),
    argumentsOf: new Map(),
    printOf: new Map(),
    branchOf: new Map(),
    scopeOf: new NodeTable(),
  };
}

/** The `fieldIndexOf` of `.tag`. */
export const TAG_MEMBER = -1;

export interface CheckedProgram extends Tables {
  readonly units: readonly ast.SourceUnit[];
  /** Every function, nested and external ones included, in the order of their text. */
  readonly functions: readonly FunctionSymbol[];
  readonly globals: readonly VariableSymbol[];
  readonly structs: readonly StructType[];
  readonly enums: readonly EnumType[];
  /** Of everything generic. */
  readonly instances: Instances;
  /** Top-level scope of the main file; as that of every file, its parent is `prelude`, then the universe. */
  readonly scope: Scope;
  /** The top-level scopes of all files, the main one's first; the prelude's files have none of their own. */
  readonly scopes: readonly Scope[];
  /** What every program has without importing it. */
  readonly prelude: Scope;
  /** The functions that have an `#async` in them, whether they can run or not. */
  readonly starters: ReadonlySet<FunctionSymbol>;
  /** `fn main()` or `fn main() i32`. Absent when there are errors. */
  readonly main?: FunctionSymbol;
}
