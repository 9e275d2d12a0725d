// Functions that what runs here never comes to: while compiling only what a `#run` needs is there, and behind
// one that failed there is no program. A breakpoint in one of them must not move to another function.
import type { CheckedProgram } from '../semantics/checked';
import type { FunctionSymbol } from '../semantics/symbol';
import type { Offset, SourceFile, Span } from '../syntax/source';

export class UnreachedFunctions {
  /** @param hasCode whether there is code between the ends of a declaration */
  constructor(
    private readonly checked: CheckedProgram,
    private readonly hasCode: (span: Span) => boolean,
  ) {}

  /** Why there is no code at a place, if the innermost function around it has none. */
  whyNoneAt(source: SourceFile, at: Offset): string | undefined {
    let around: FunctionSymbol | undefined;
    for (const symbol of this.checked.functions) {
      const { body, span } = symbol.declaration;
      if (!body || symbol.isRun || span.source !== source || span.start > at || span.end <= at) continue;
      if (!around || span.start > around.declaration.span.start) around = symbol;
    }
    return around && !this.hasCode(around.declaration.span) ? this.whyNone(around.plainName) : undefined;
  }

  whyNone(name: string): string {
    return `what runs here never uses \`${name}\`, so its code is not there`;
  }
}
