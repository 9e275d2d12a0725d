// Long chains: `a + b + …`, and calls by `x |> f() |> …`. Each link is a node whose left side is all that stands before
// it, so the tree of a chain is as high as the chain is long, and whoever recursed over it would run out of stack. So
// every so many links a node is a *rung*, which knows how many there are below it. Who recurses over expressions
// goes from rung to rung first, the lowest one first, and finds at each that the one below is done already.
import type * as ast from './ast';

/** Links from one rung to the next: short enough to be recursed over, long enough to cost nothing. */
export const RUNG = 64;

export type Link = ast.BinaryExpression | ast.CallExpression;

/** Whether an expression continues what stands before it. */
export function isLink(e: ast.Expression): e is Link {
  return e.kind === 'BinaryExpression' || (e.kind === 'CallExpression' && e.isPiped === true);
}

/** What a link continues. */
export function leftOf(e: Link): ast.Expression {
  return e.kind === 'BinaryExpression' ? e.left : (e.arguments[0] as ast.Expression);
}

/** How many links an expression is the last one of; 0 for what is none. */
export function linksOf(e: ast.Expression): number {
  let above = 0;
  for (let at = e; isLink(at); at = leftOf(at)) {
    if (at.links !== undefined) return at.links + above;
    above++;
  }
  return above;
}

/** The rungs below one down to the first that is done, the lowest first. */
export function rungsBelow(rung: Link, isDone: (rung: Link) => boolean): Link[] {
  const rungs: Link[] = [];
  for (let at = leftOf(rung); isLink(at); at = leftOf(at)) {
    if (at.links === undefined) continue;
    if (isDone(at)) break;
    rungs.push(at);
  }
  return rungs.reverse();
}
