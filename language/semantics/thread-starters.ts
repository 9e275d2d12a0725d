// Whether a program can start threads: whether a function that can run has an `#async` in it. A function can run if
// main does, if its name stands in one that can run, or if data of the program points at it. What a type decides is
// decided by then: of what is generic, the instances count. What ran while compiling has run; its results are data.
import type * as ast from '../syntax/ast';
import { type AnyNode, eachChild } from '../syntax/walk';
import type { CheckedProgram } from './checked';
import type { ConstantMemory, ConstantValue } from './constant';
import type { FunctionSymbol } from './symbol';

/** Whether an argument stands in the text of its call: then it is gone through there. */
const isWritten = (call: object, argument: ast.Expression): boolean =>
  (call as ast.CallExpression).arguments.includes(argument);

export function canStartThreads(program: CheckedProgram): boolean {
  const { starters, main } = program;
  return starters.size > 0 && main !== undefined && new Reach(program).reaches(main, starters);
}

/** What can be reached from a function of the program, and from its data. */
class Reach {
  private readonly reached = new Set<FunctionSymbol | ConstantMemory>();

  constructor(private readonly program: CheckedProgram) {}

  reaches(start: FunctionSymbol, wanted: ReadonlySet<FunctionSymbol>): boolean {
    const { globals, structs } = this.program;
    this.reached.add(start);
    for (const { initial } of globals) this.addValue(initial);
    for (const { fields } of structs) for (const { initial } of fields) this.addValue(initial);
    // A set is gone through in the order in which it grows.
    for (const one of this.reached) {
      if ('bytes' in one) for (const { value } of one.addresses) this.addValue(value);
      else if (wanted.has(one)) return true;
      else this.addNamed(one.declaration);
    }
    return false;
  }

  /** Adds what is named below a node, but not in functions inside it. */
  private addNamed(node: object): void {
    const { argumentsOf, constantOf } = this.program;
    const waiting = [node];
    const visit = (child: AnyNode): void => {
      if (child.kind === 'FunctionDeclaration') return;
      if (child.kind === 'RunExpression') return this.addValue(constantOf.get(child as ast.RunExpression));
      if (child.kind === 'Name') this.addName(child as ast.Name);
      // Calls of defaults stand in no text.
      const passed = argumentsOf.get(child as ast.CallExpression);
      if (passed) waiting.push({ passed: passed.filter((one) => !isWritten(child, one)) });
      waiting.push(child);
    };
    for (let next = waiting.pop(); next; next = waiting.pop()) eachChild(next, visit);
  }

  private addName(name: ast.Name): void {
    const symbol = this.program.symbolOf.get(name);
    if (symbol?.kind === 'function') this.reached.add(symbol);
    if (symbol?.kind === 'constant') this.addValue(symbol.value);
  }

  private addValue(value: ConstantValue | undefined): void {
    switch (value?.kind) {
      case 'function':
        this.reached.add(value.symbol);
        break;
      case 'aggregate':
        for (const element of value.elements) this.addValue(element);
        break;
      case 'elements':
        this.addValue(value.of);
        break;
      case 'tagged':
        this.addValue(value.payload);
        break;
      case 'memory':
        this.reached.add(value.memory);
    }
  }
}
