// Which instances of what is generic a program that is being edited still has. Each place that asks for some is
// noted with them: so those that nothing asks for any more are known, with those that only these asked for.
import type { Instance } from './instances';
import type { FunctionSymbol } from './symbol';

/** A function at the top level, with all that is in it; an instance; what is declared; what is generic, by itself. */
type Asker = FunctionSymbol | Instance | 'declarations' | 'generics';

export class LiveInstances {
  private readonly asked = new Map<Asker, Set<Instance>>();

  add(asker: Asker, instance: Instance): void {
    const instances = this.asked.get(asker);
    if (instances) instances.add(instance);
    else this.asked.set(asker, new Set([instance]));
  }

  /** What the asker asks for is no longer known. */
  forget(asker: Asker): void {
    this.asked.delete(asker);
  }

  /** Those of the program, which it runs. */
  ofProgram(): ReadonlySet<Instance> {
    return this.reached([...this.asked.keys()].filter((asker) => !isInstance(asker) && asker !== 'generics'));
  }

  /** Those of the program, and those that are only asked for by what is generic and has no instance itself. */
  all(): ReadonlySet<Instance> {
    return this.reached([...this.asked.keys()].filter((asker) => !isInstance(asker)));
  }

  private reached(from: readonly Asker[]): ReadonlySet<Instance> {
    const found = new Set<Instance>();
    const add = (asker: Asker): void => {
      for (const instance of this.asked.get(asker) ?? []) found.add(instance);
    };
    from.forEach(add);
    for (const instance of found) add(instance); // a set's walk meets what is added to it meanwhile
    return found;
  }
}

function isInstance(asker: Asker): asker is Instance {
  return typeof asker === 'object' && 'generic' in asker;
}
