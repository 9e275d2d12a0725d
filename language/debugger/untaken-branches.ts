// Branches of `#if`s that are not taken, in no instance of what they are in: nothing can stop in them.
import type * as ast from '../syntax/ast';
import type { Offset, SourceFile, Span } from '../syntax/source';
import { eachNode } from '../syntax/walk';

export class UntakenBranches {
  private found: readonly ast.Block[] | undefined;

  /** @param hasCode whether there is code between the ends of a branch */
  constructor(
    private readonly units: readonly ast.SourceUnit[],
    private readonly hasCode: (span: Span) => boolean,
  ) {}

  /** Why there is no code at a place, if it is inside of one. */
  whyNoneAt(source: SourceFile, at: Offset): string | undefined {
    const around = this.branches.some(
      ({ span }) => span.source === source && span.start < at && span.end > at + 1 && !this.hasCode(span),
    );
    return around ? 'this branch of the `#if` is not taken, so its code is not there' : undefined;
  }

  /** Why a function has no code, if one of this name is declared in one of them. */
  whyNone(name: string): string | undefined {
    const isDeclared = (node: { readonly kind: string }): boolean =>
      node.kind === 'FunctionDeclaration' && (node as ast.FunctionDeclaration).name.text === name;
    const isThere = this.branches.some((branch) => branch.statements.some(isDeclared));
    return isThere ? `\`${name}\` stands in a branch of an \`#if\` that is not taken` : undefined;
  }

  private get branches(): readonly ast.Block[] {
    return (this.found ??= this.units.flatMap(branchesOf));
  }
}

function branchesOf(unit: ast.SourceUnit): ast.Block[] {
  const found: ast.Block[] = [];
  eachNode(unit, (node) => {
    if (node.kind !== 'CompileTimeIf') return;
    const { then, else: other } = node as ast.CompileTimeIf;
    found.push(then);
    if (other?.kind === 'Block') found.push(other);
  });
  return found;
}
