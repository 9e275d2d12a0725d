// The check of a program that is being edited. What is found is kept apart by where it was found, so that when
// one function's body has another text, that body alone is checked again.
//
// That suffices because, once all is declared, bodies know nothing of each other but what is declared. What else
// can lead from one body to another is refused (`standsAlone`): then the whole program is to be checked anew.
import type * as ast from '../syntax/ast';
import { Diagnostics, type Diagnostic } from '../syntax/diagnostic';
import type { EditedBody } from '../syntax/reading';
import { eachNode } from '../syntax/walk';
import { Findings } from './findings';
import type { Evaluator } from './evaluator';
import type { Instance } from './instances';
import { LiveInstances } from './live-instances';
import { ProgramCheck, type ProgramFiles } from './program-check';
import type { FunctionSymbol, Scope, VariableSymbol } from './symbol';
import { outermost } from './unread';

/** With more mistakes than these, some hints are left out, which ones depends on the order. */
const MOST_MISTAKES = 50;
/** So many bodies are checked again before what they have left behind is thrown away with a whole check. */
const MOST_EDITS = 5000;

/** The code of a hint, which only editors show. */
export const UNUSED_VARIABLE = 'H0301';

export class LiveCheck extends ProgramCheck {
  /** Of what is declared. */
  private readonly outside: Findings;
  private readonly byBody = new Map<FunctionSymbol, Findings>();
  private readonly byInstance = new Map<Instance, Findings>();
  /** Of what is generic, by itself. */
  private readonly rest = new Findings();
  private readonly instances = new LiveInstances();
  private edits = 0;

  constructor(files: ProgramFiles, syntax: readonly Diagnostic[], evaluator: Evaluator) {
    const outside = new Findings();
    super(files, syntax, outside, evaluator);
    this.outside = outside;
    this.c.findingsOf = (symbol, scope) => this.findingsOf(symbol, scope);
    this.c.asksFor = (instance) => this.instances.add(this.asker ?? 'declarations', instance);
  }

  /** Who asks for what is asked for now; undefined outside of bodies. */
  private get asker(): FunctionSymbol | Instance | undefined {
    const { scope, owner } = this.c;
    return scope.instance ?? (owner && outermost(owner));
  }

  /** Those of a function at the top level are its own; those of one inside are with the outer one's. */
  private findingsOf(symbol: FunctionSymbol, scope: Scope): Findings | undefined {
    if (scope.instance) return this.findingsIn(scope.instance);
    if (symbol.parent || this.c.tables.declared.get(symbol.declaration.name) !== symbol) return undefined;
    let findings = this.byBody.get(symbol);
    if (!findings) this.byBody.set(symbol, (findings = new Findings()));
    return findings;
  }

  private findingsIn(instance: Instance): Findings {
    let findings = this.byInstance.get(instance);
    if (!findings) this.byInstance.set(instance, (findings = new Findings()));
    return findings;
  }

  override finish(): void {
    this.c.reportTo(this.rest, () => super.finish());
  }

  protected override checkGenerics(): void {
    const { c } = this;
    const { asksFor } = c;
    c.asksFor = (instance) => this.instances.add(c.scope.instance ?? 'generics', instance);
    super.checkGenerics();
    c.asksFor = asksFor;
  }

  /** What has been found so far, in no order, each thing once. */
  diagnostics(): readonly Diagnostic[] {
    const instances = this.instances.all();
    const inInstances = [...this.byInstance].flatMap(([one, found]) => (instances.has(one) ? [found] : []));
    const parts = [this.outside, ...this.byBody.values(), ...inInstances, this.rest];
    const all = new Diagnostics();
    for (const { diagnostics } of parts) for (const one of diagnostics.list) all.take(one);
    const conclusion = new Findings(all);
    this.c.reportTo(conclusion, () => this.conclude((symbol) => parts.some((part) => part.uses(symbol))));
    for (const { unused } of parts) for (const variable of unused) all.take(unusedHint(variable));
    return all.list;
  }

  /**
   * Checks a function again whose body has another text. False if that is not enough: then what is known is
   * worth nothing any more.
   * @param syntax what is wrong with the text of the file
   */
  bodyChanged(edited: EditedBody, syntax: readonly Diagnostic[]): boolean {
    const { declaration, oldBody, movesLines } = edited;
    const symbol = this.c.tables.declared.get(declaration.name);
    if (symbol?.kind !== 'function' || !this.standsAlone(symbol, edited)) return false;
    const others = movesLines ? this.bodiesThatTellLines() : [];
    if (!others || others.some((one) => !this.mayBeRepeated(one))) return false;
    if (this.makesNameless(oldBody)) return false;
    this.c.suggestions = 0; // each change has as many as a whole check
    this.c.unread.bodyChanged(declaration, syntax);
    this.forget(oldBody);
    this.repeat(symbol);
    for (const other of others) if (other !== symbol) this.repeat(other);
    this.c.reportTo(this.rest, () => this.c.checkWaiting());
    this.keepAsked();
    return !this.c.hasWrongTypes && !this.makesNameless(declaration.body);
  }

  /** Makes the program's functions those of the instances that are asked for, and those that are none. */
  private keepAsked(): void {
    const { functions, bodies } = this.c;
    const instances = this.instances.ofProgram();
    const others = functions.filter((symbol) => !bodies.get(symbol)?.scope.instance);
    const inInstances = [...bodies].flatMap(([symbol, { scope }]) =>
      scope.instance && instances.has(scope.instance) ? [symbol] : [],
    );
    functions.splice(0, functions.length, ...others, ...inInstances);
  }

  /** Whether nothing outside of a function depends on what is in its body. */
  private standsAlone(symbol: FunctionSymbol, { oldBody, declaration }: EditedBody): boolean {
    if (!this.mayBeRepeated(symbol) || ++this.edits > MOST_EDITS) return false;
    // Types that are wrong keep everything from being run; instances tell of where they were asked for.
    const inInstances = [this.rest, ...this.byInstance.values()];
    if (this.c.hasWrongTypes || inInstances.some(({ diagnostics }) => diagnostics.list.length > 0))
      return false;
    if (this.mistakes > MOST_MISTAKES) return false;
    return !declaresGeneric(oldBody) && !(declaration.body && declaresGeneric(declaration.body));
  }

  /** Whether there are structs or enums without names in a body: all that are alike are one, of whoever is first. */
  private makesNameless(body: ast.Block | undefined): boolean {
    const { typeOf, typeNamed } = this.c.tables;
    let found = false;
    if (!body) return false;
    eachNode(body, (node) => {
      if (node.kind !== 'StructLiteral' && node.kind !== 'StructType' && node.kind !== 'EnumType') return;
      const type = typeOf.get(node as ast.StructLiteral) ?? typeNamed.get(node as ast.StructType);
      if ((type?.kind === 'struct' || type?.kind === 'enum') && type.name === undefined) found = true;
    });
    return found;
  }

  private mayBeRepeated(symbol: FunctionSymbol): boolean {
    return this.byBody.has(symbol) && !this.c.neededByRuns.has(symbol);
  }

  private get mistakes(): number {
    let sum = this.outside.diagnostics.list.length;
    for (const { diagnostics } of this.byBody.values()) sum += diagnostics.list.length;
    return sum;
  }

  /** Undefined if lines are told outside of bodies. */
  private bodiesThatTellLines(): FunctionSymbol[] | undefined {
    if (this.outside.diagnostics.list.some(tellsLine)) return undefined;
    return [...this.byBody].flatMap(([symbol, { diagnostics }]) =>
      diagnostics.list.some(tellsLine) ? [symbol] : [],
    );
  }

  private repeat(symbol: FunctionSymbol): void {
    const body = this.c.bodies.get(symbol);
    if (body) body.state = 'waiting';
    this.byBody.delete(symbol);
    this.instances.forget(symbol);
    if (symbol.declaration.body) this.forget(symbol.declaration.body);
    this.checkBody(symbol);
  }

  /** Takes what was found out about a body out of the tables. */
  private forget(body: ast.Block): void {
    const { c } = this;
    const tables = Object.values(c.tables) as Map<object, unknown>[];
    const inside = new Set<object>();
    eachNode(body, (node) => {
      for (const table of tables) table.delete(node);
      if (node.kind === 'FunctionDeclaration') inside.add(node);
    });
    if (inside.size === 0) return;
    const isInside = (symbol: FunctionSymbol): boolean =>
      inside.has(symbol.declaration) || (symbol.defaultOf !== undefined && isInside(symbol.defaultOf));
    for (const symbol of c.functions.filter(isInside)) c.bodies.delete(symbol);
    c.functions.splice(0, c.functions.length, ...c.functions.filter((symbol) => !isInside(symbol)));
  }
}

function unusedHint({ name, span }: VariableSymbol): Diagnostic {
  return { code: UNUSED_VARIABLE, severity: 'hint', span, message: `\`${name}\` is never used`, labels: [] };
}

function declaresGeneric(body: ast.Block): boolean {
  let found = false;
  eachNode(body, (node) => (found ||= 'compileTime' in node && node.compileTime !== undefined));
  return found;
}

/** Whether a message names a line, which may be another after a change. */
function tellsLine({ message, labels, hint = '' }: Diagnostic): boolean {
  return [message, hint, ...labels.map((label) => label.message)].some((text) => /line \d|:\d/.test(text));
}
