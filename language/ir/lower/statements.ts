// Statements of the source: each begins with one safepoint. Loops are in loops.ts, what assigns in
// assignments.ts.
import type * as ast from '../../syntax/ast';
import { not } from '../expressions';
import type * as ir from '../ir';
import { settle } from './access';
import { lowerAssignment, lowerDeclaration } from './assignments';
import type { FunctionLowering } from './context';
import { lowerForEach, lowerForRange, lowerWhile } from './loops';
import { lowerSwitch } from './switches';
import { categoryOf } from './value-types';

export function lowerStatement(f: FunctionLowering, s: ast.Statement): void {
  switch (s.kind) {
    case 'Block':
      return lowerBlock(f, s);
    case 'ExpressionStatement':
      f.begin(s.span);
      return f.effect(s.expression);
    case 'Assignment':
      return lowerAssignment(f, s);
    case 'VariableDeclaration':
      return lowerDeclaration(f, s);
    case 'IfStatement':
      return lowerIf(f, s);
    case 'WhileStatement':
      return lowerWhile(f, s, () => lowerBlock(f, s.body));
    case 'ForRangeStatement':
      return lowerForRange(f, s, () => lowerBlock(f, s.body));
    case 'ForEachStatement':
      return lowerForEach(f, s, () => lowerBlock(f, s.body));
    case 'SwitchStatement':
      return lowerSwitch(f, s, (block) => lowerBlock(f, block));
    case 'BreakStatement':
      f.begin(s.span);
      return f.loop?.leave();
    case 'ContinueStatement':
      f.begin(s.span);
      return f.loop?.repeat();
    case 'ReturnStatement':
      return lowerReturn(f, s);
    case 'ConstantDeclaration':
    case 'TypeDeclaration':
    case 'FunctionDeclaration':
    case 'ErrorStatement':
      return;
  }
}

export function lowerBlock(f: FunctionLowering, block: ast.Block): void {
  f.inScope(block, () => {
    for (const statement of block.statements) lowerStatement(f, statement);
  });
}

function lowerIf(f: FunctionLowering, s: ast.IfStatement): void {
  f.begin(s.condition.span);
  const condition = f.value(s.condition);
  const { then, else: otherwise } = s;
  const isEmpty = then.statements.length === 0 && otherwise !== undefined;
  const lowerThen = () => lowerBlock(f, then);
  const lowerElse = () => (otherwise ? lowerStatement(f, otherwise) : undefined);
  if (isEmpty) f.b.if(not(condition), lowerElse);
  else f.b.if(condition, lowerThen, lowerElse);
}

function lowerReturn(f: FunctionLowering, s: ast.ReturnStatement): void {
  f.begin(s.span);
  f.b.emit({ op: 'return', values: s.value ? returnedValues(f, s.value) : [] });
}

function returnedValues(f: FunctionLowering, e: ast.Expression): ir.Expression[] {
  switch (categoryOf(f.typeOf(e))) {
    case 'none':
      f.effect(e);
      return [];
    case 'scalar':
      return [f.value(e)];
    case 'slice': {
      const { data, count } = settle(f, f.slice(e));
      return [data, count];
    }
    case 'aggregate':
      if (f.resultPlace) f.into(e, f.resultPlace);
      return [];
  }
}
