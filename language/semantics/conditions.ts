// `#if`: which branch is compiled. What that declares belongs to the scope around, and the branch that is
// not taken is not looked at.
//
// A condition is found out about like everything that is declared in any order: when it is reached, or
// before, when a name is looked up that one of its branches would declare. So it may use what other `#if`s
// declare; only what it declares itself it cannot depend on.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { evaluate } from './initializers';
import { checkCondition } from './operators';
import { type Condition, type Declared, newVariable } from './symbol';
import { BOOL, INVALID } from './types';

/**
 * Notes that the `#if` stands in the current scope, to be decided later.
 * @param globals whether it may declare variables whatever their order
 * @param declareTaken declares what the branch that is taken declares
 */
export function declareCondition(
  c: Checking,
  node: ast.CompileTimeIf,
  globals: boolean,
  declareTaken: (statements: readonly ast.Statement[]) => readonly Declared[],
): Condition {
  const names = new Map<string, ast.Name>();
  collectNames(node, globals, names);
  const condition: Condition = {
    kind: 'condition',
    span: node.condition.span,
    node,
    names,
    state: 'undecided',
    declared: [],
    resolution: undefined,
  };
  c.scope.addCondition(condition);
  c.hasConditions = true;
  c.defer(
    condition,
    () => decide(c, condition, declareTaken),
    () => reportCycle(c, condition),
  );
  return condition;
}

/**
 * Goes past an `#if` in a function, of which no branch is known: control may pass behind it, or leave the loop. What its
 * branches may declare as variables is known by name alone.
 */
export function declareUndecided(c: Checking, { node }: Condition): void {
  const { owner } = c;
  const body = owner && c.bodies.get(owner);
  if (!body) return;
  body.isUndecided = true;
  const loop = c.loops.at(-1);
  if (loop) loop.isLeft = true;
  const names = new Map<string, ast.Name>();
  collectNames(node, true, names);
  for (const name of names.values()) {
    const symbol = newVariable(name, INVALID, 'local', owner, node.span);
    symbol.isUsed = true;
    c.scope.declare(symbol);
  }
}

/** The names that any of the branches would declare. */
function collectNames(node: ast.CompileTimeIf, globals: boolean, names: Map<string, ast.Name>): void {
  const blocks: (ast.Block | ast.CompileTimeIf)[] = [node];
  for (let next = blocks.pop(); next; next = blocks.pop()) {
    if (next.kind === 'CompileTimeIf') {
      blocks.push(next.then);
      if (next.else) blocks.push(next.else);
      continue;
    }
    for (const s of next.statements) {
      if (s.kind === 'CompileTimeIf') blocks.push(s);
      else if (isDeclaration(s) && (globals || s.kind !== 'VariableDeclaration'))
        names.set(s.name.text, s.name);
    }
  }
}

type Named = Extract<ast.Statement, { name: ast.Name }>;
const isDeclaration = (s: ast.Statement): s is Named => 'name' in s;

function decide(
  c: Checking,
  condition: Condition,
  declareTaken: (statements: readonly ast.Statement[]) => readonly Declared[],
): void {
  let branch: ast.Block | ast.CompileTimeIf | undefined = condition.node;
  while (branch?.kind === 'CompileTimeIf') {
    const value = valueOf(c, branch.condition);
    if (value === undefined) condition.state = 'wrong';
    branch = value === undefined ? undefined : value ? branch.then : branch.else;
  }
  if (condition.state === 'wrong') return;
  condition.state = 'decided';
  if (!branch) return;
  c.tables.branchOf.set(condition.node, branch);
  condition.declared = declareTaken(branch.statements);
}

/** Undefined, and reported, if it is no `bool` or not known while compiling. */
export function valueOf(c: Checking, e: ast.Expression): boolean | undefined {
  checkCondition(c, e, 'what is decided while compiling');
  if (c.typeOf(e) !== BOOL) return undefined;
  const value = evaluate(c, e);
  return value?.kind === 'boolean' ? value.value : undefined;
}

function reportCycle(c: Checking, condition: Condition): void {
  if (condition.state !== 'undecided') return;
  condition.state = 'wrong';
  const { asked } = condition;
  const declaration = asked && condition.names.get(asked.text);
  if (!asked || !declaration) return;
  const message = `whether \`${asked.text}\` is declared depends on \`${asked.text}\` itself`;
  const labels = [
    { span: declaration.span, message: 'it would be declared here, by an `#if` that needs it' },
  ];
  c.error('E0807', asked.span, message, undefined, labels);
}
