// The safepoints of a program, as columns instead of an object each: there is one for every statement and call, and what
// is not made need not be kept. One that is asked for is made then.
import type { Span } from '../syntax/source';
import type { FunctionId, Safepoint, SafepointId, ScopeId } from './ir';

/** By id, in the order of their ids. */
export class Safepoints implements Iterable<Safepoint> {
  /** Twice the function, and one more for a continuation. */
  private readonly functions: number[] = [];
  private readonly scopes: ScopeId[] = [];
  private readonly spans: (Span | undefined)[] = [];

  /** @param first the id of the first */
  constructor(private readonly first: SafepointId = 0) {}

  /** What a list that has its ids as indices holds; it may have gaps. */
  static of(list: readonly (Safepoint | undefined)[]): Safepoints {
    const made = new Safepoints();
    for (const one of list)
      made.add(one?.function ?? -1, one?.kind ?? 'statement', one?.span, one?.scope ?? 0);
    return made;
  }

  get length(): number {
    return this.functions.length;
  }

  /** Gives its id. */
  add(of: FunctionId, kind: Safepoint['kind'], span: Span | undefined, scope: ScopeId): SafepointId {
    this.scopes.push(scope);
    this.spans.push(span);
    return this.first + this.functions.push(2 * of + (kind === 'statement' ? 0 : 1)) - 1;
  }

  at(id: SafepointId): Safepoint | undefined {
    const index = id - this.first;
    const found = this.spans[index];
    const code = this.functions[index];
    if (!found || code === undefined) return undefined;
    const kind = code % 2 === 0 ? 'statement' : 'continuation';
    // What is kept may be a node of the tree, which is no business of whoever asks.
    const { source, start, end } = found;
    const span = { source, start, end };
    return { id, function: Math.floor(code / 2), kind, span, scope: this.scopes[index] ?? 0 };
  }

  /** The function that it is in. */
  functionOf(id: SafepointId): FunctionId | undefined {
    const code = this.functions[id - this.first];
    return code === undefined ? undefined : Math.floor(code / 2);
  }

  /** Those for which `test` holds. */
  filter(test: (safepoint: Safepoint) => boolean): Safepoint[] {
    const found: Safepoint[] = [];
    for (const one of this) if (test(one)) found.push(one);
    return found;
  }

  /** Those of one function. */
  inFunction(id: FunctionId): Safepoint[] {
    const found: Safepoint[] = [];
    for (let i = 0; i < this.functions.length; i++) {
      if (this.functionOf(this.first + i) !== id) continue;
      const one = this.at(this.first + i);
      if (one) found.push(one);
    }
    return found;
  }

  *[Symbol.iterator](): Iterator<Safepoint> {
    for (let i = 0; i < this.functions.length; i++) {
      const found = this.at(this.first + i);
      if (found) yield found;
    }
  }
}
