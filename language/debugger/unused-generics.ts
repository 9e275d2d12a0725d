// Generic functions that nothing uses: there is no instance of them, and so no code in which one could stop.
import type * as ast from '../syntax/ast';
import type { Offset, SourceFile, Span } from '../syntax/source';
import { eachNode } from '../syntax/walk';

export class UnusedGenerics {
  private found: readonly ast.FunctionDeclaration[] | undefined;

  /** @param hasCode whether there is code between the ends of a declaration */
  constructor(
    private readonly units: readonly ast.SourceUnit[],
    private readonly hasCode: (span: Span) => boolean,
  ) {}

  /** Why there is no code at a place, if it is inside of one. */
  whyNoneAt(source: SourceFile, at: Offset): string | undefined {
    const around = this.generics.find(
      ({ span }) => span.source === source && span.start <= at && span.end > at && !this.hasCode(span),
    );
    return around && whyNone(around.name.text);
  }

  /** Why a function that is called so, `max` or `max(i16)`, has no code. */
  whyNone(name: string): string | undefined {
    const plain = /^[^(]*/.exec(name)?.[0].trim();
    const last = plain?.replace(/^.*\./, '');
    const isInstance = name.includes('(');
    const isMeant = ({ name: own, span }: ast.FunctionDeclaration): boolean =>
      own.text === last && (isInstance || !this.hasCode(span));
    return this.generics.some(isMeant) ? whyNone(name) : undefined;
  }

  private get generics(): readonly ast.FunctionDeclaration[] {
    return (this.found ??= this.units.flatMap(genericFunctions));
  }
}

function whyNone(name: string): string {
  const what = name.includes('(') ? `\`${name}\`` : `\`${name}\`, which is generic`;
  return `the program never uses ${what}, so its code is not there; a call of it anywhere makes it`;
}

function genericFunctions(unit: ast.SourceUnit): ast.FunctionDeclaration[] {
  const found: ast.FunctionDeclaration[] = [];
  eachNode(unit, (node) => {
    if (node.kind !== 'FunctionDeclaration') return;
    const declaration = node as ast.FunctionDeclaration;
    if (declaration.compileTime) found.push(declaration);
  });
  return found;
}
