// Where a program's text could not be read. What seems to be missing or wrong may follow from that, so some
// mistakes are not reported then. A mistake inside the body of a function says nothing of what is outside of it.
import type * as ast from '../syntax/ast';
import { CODE } from '../syntax/codes';
import type { Diagnostic } from '../syntax/diagnostic';
import type { SourceFile, Span } from '../syntax/source';
import type { FunctionSymbol } from './symbol';

export class Unread {
  private readonly files = new Set<SourceFile>();
  private readonly bodies = new Set<ast.FunctionDeclaration>();
  /** Files that were not read to their end. */
  private readonly cutOff = new Set<SourceFile>();

  /** @param units those of the files that the diagnostics are of; what is wrong elsewhere is outside of all bodies */
  constructor(units: readonly ast.SourceUnit[], diagnostics: readonly Diagnostic[]) {
    for (const diagnostic of diagnostics) {
      if (!isSyntaxError(diagnostic)) continue;
      const { source } = diagnostic.span;
      if (diagnostic.code === CODE.tooDeep) this.cutOff.add(source);
      const around = bodyAround(
        units.find((unit) => unit.source === source),
        diagnostic,
      );
      if (around) this.bodies.add(around);
      else this.files.add(source);
    }
  }

  get isAnywhere(): boolean {
    return this.isOutside || this.bodies.size > 0;
  }

  /** Whether something outside of the bodies of functions could not be read: then anything may be missing. */
  get isOutside(): boolean {
    return this.files.size > 0;
  }

  /** Whether something outside of bodies could not be read in a file. */
  isIn(source: SourceFile | undefined): boolean {
    return source !== undefined && (this.files.has(source) || this.cutOff.has(source));
  }

  /** Whether a file was not read to its end: any name may be declared there. */
  isCutOff(source: SourceFile): boolean {
    return this.cutOff.has(source);
  }

  /** Whether parts of what a function does may be missing. */
  concerns(symbol: FunctionSymbol): boolean {
    return this.isOutside || this.bodies.has(outermost(symbol).declaration);
  }

  /** The body of a function has another text. */
  bodyChanged(declaration: ast.FunctionDeclaration, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.some((one) => isSyntaxError(one) && isInBody(declaration, one.span)))
      this.bodies.add(declaration);
    else this.bodies.delete(declaration);
  }
}

/** The function at the top level that a function is in, or is. */
export function outermost(symbol: FunctionSymbol): FunctionSymbol {
  let outer = symbol;
  for (let next = outer.defaultOf ?? outer.parent; next; next = outer.defaultOf ?? outer.parent) outer = next;
  return outer;
}

function isSyntaxError({ code }: Diagnostic): boolean {
  return code.startsWith('E01');
}

/** The function at the top level between the braces of whose body a mistake is. */
function bodyAround(
  unit: ast.SourceUnit | undefined,
  { span }: Diagnostic,
): ast.FunctionDeclaration | undefined {
  if (!unit) return undefined;
  let [low, high] = [0, unit.declarations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((unit.declarations[middle] as ast.Declaration).span.start <= span.start) low = middle + 1;
    else high = middle;
  }
  const found = unit.declarations[low - 1];
  // In instances there are copies of the body.
  if (found?.kind !== 'FunctionDeclaration' || found.compileTime) return undefined;
  return isInBody(found, span) ? found : undefined;
}

/** Whether a place is behind the first brace of a function's body, up to its end. */
function isInBody({ body }: ast.FunctionDeclaration, { start, end }: Span): boolean {
  return body !== undefined && start > body.span.start && end <= body.span.end;
}
