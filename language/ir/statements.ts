// Walking over the statements of a function's body.
import type { Statement } from './ir';

/** All statements, the inner ones included, in the order of the code. */
export function* statementsOf(statements: readonly Statement[]): Iterable<Statement> {
  for (const s of statements) {
    yield s;
    switch (s.op) {
      case 'if':
        yield* statementsOf(s.then);
        yield* statementsOf(s.else);
        break;
      case 'loop':
      case 'block':
        yield* statementsOf(s.body);
        break;
      case 'switch':
        for (const one of s.cases) yield* statementsOf(one.body);
        yield* statementsOf(s.otherwise);
    }
  }
}
