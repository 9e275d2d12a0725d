// Code added to a running program: expressions and conditions that the debugger compiles, and the
// breakpoint marks that refer to them. None of it is part of the program's state.
import type * as ir from '../ir/ir';
import { CONTROL, type MemoryLayout } from './memory-layout';
import { MARKED, UNMARKED } from './translate/driver';
import { IMPORT_MODULE, translateAddition, type ConditionSlot, type FunctionSites } from './translate/module';

/** A breakpoint's mark on a safepoint. */
export interface Mark {
  readonly safepoint: ir.SafepointId;
  /**
   * Functions without calls and stores, of the evaluated frame's address, that give a bool; a hit is when
   * any of them does. Empty: always a hit.
   */
  readonly conditions: readonly ir.Function[];
}

export class Additions {
  private readonly functions = new Map<ir.FunctionId, ir.Function>();
  private readonly freed: ir.FunctionId[] = [];
  private nextId: ir.FunctionId;
  private readonly siteOf = new Map<ir.SafepointId, number>();
  private readonly markWords: Uint32Array;
  private readonly runWords: Uint32Array;
  private readonly conditionWords: Uint32Array;
  /** By site: the first site of the run that it is in, and how many the run has. */
  private readonly runOf = new Map<number, { readonly first: number; readonly count: number }>();
  private marked: number[] = [];
  private applied = false;
  /** Slot of the condition that is asked where a slice ends; 0 for none. */
  private atSliceEnd = 0;
  private readonly control: Uint32Array;

  /**
   * @param imports the main module's, tables included
   * @param spareSite first site that no safepoint of the program has
   * @param sites where the sites of added functions are made known
   */
  constructor(
    private readonly program: ir.Program,
    private readonly layout: MemoryLayout,
    memory: Uint8Array,
    private readonly imports: Record<string, unknown>,
    private readonly spareSite: number,
    private readonly sites: Map<ir.FunctionId, FunctionSites>,
  ) {
    this.nextId = program.functions.length;
    this.control = new Uint32Array(memory.buffer, 0, CONTROL.atSliceEnd / 4 + 1);
    this.markWords = new Uint32Array(memory.buffer, layout.marks, spareSite);
    this.runWords = new Uint32Array(memory.buffer, layout.runs, spareSite);
    this.conditionWords = new Uint32Array(memory.buffer, layout.conditions, spareSite);
    this.markWords.fill(UNMARKED);
    for (const { firstSite, safepoints, runs } of sites.values()) {
      safepoints.forEach((safepoint, i) => this.siteOf.set(safepoint, firstSite + i));
      for (const { first, count } of runs) this.addRun(firstSite + first, count);
    }
  }

  private addRun(first: number, count: number): void {
    this.runWords[first] = count;
    for (let site = first; site < first + count; site++) this.runOf.set(site, { first, count });
  }

  functionOf(id: ir.FunctionId): ir.Function | undefined {
    return this.program.functions[id] ?? this.functions.get(id);
  }

  reserve(): ir.FunctionId {
    return this.freed.pop() ?? this.nextId++;
  }

  release(id: ir.FunctionId): void {
    if (this.functions.delete(id)) this.freed.push(id);
  }

  add(functions: readonly ir.Function[], conditions: readonly ConditionSlot[] = []): void {
    const { program, layout, imports } = this;
    for (const fn of functions) {
      this.functions.set(fn.id, fn);
      reach(imports['functions'] as WebAssembly.Table, fn.id + 1);
      reach(imports['resumptions'] as WebAssembly.Table, fn.id);
    }
    for (const slot of conditions) reach(imports['conditions'] as WebAssembly.Table, slot.index);
    const translated = translateAddition(program, layout, functions, this.spareSite, conditions);
    for (const [id, sites] of translated.sites) this.sites.set(id, sites);
    new WebAssembly.Instance(new WebAssembly.Module(translated.bytes), { [IMPORT_MODULE]: imports });
  }

  /**
   * Replaces the marks; those with conditions get their code compiled in one module.
   * @param atSliceEnd conditions that are asked of the frame that a thread leaves when its slice ends: where one holds,
   * the moment, which is the next thread's, is a hit
   */
  setMarks(marks: readonly Mark[], atSliceEnd: readonly ir.Function[]): void {
    this.applyMarks(false);
    const functions = new Set<ir.Function>();
    const slots: ConditionSlot[] = [];
    // What is watched is a condition of every safepoint: one slot serves them all.
    const known = new Map<string, number>();
    const slotFor = (conditions: readonly ir.Function[]): number => {
      const key = conditions.map(({ id }) => id).join();
      const index = known.get(key) ?? slots.push({ functions: conditions, index: slots.length + 1 });
      known.set(key, index);
      for (const fn of conditions) functions.add(fn);
      return index;
    };
    this.marked = [];
    for (const mark of marks) {
      const site = this.siteOf.get(mark.safepoint);
      if (site === undefined) continue;
      this.marked.push(site);
      this.conditionWords[site] = mark.conditions.length > 0 ? slotFor(mark.conditions) : 0;
    }
    this.atSliceEnd = atSliceEnd.length > 0 ? slotFor(atSliceEnd) : 0;
    if (slots.length > 0) this.add([...functions], slots);
  }

  /** Puts the marks where the compiled code sees them, or takes them away: unseen ones cost nothing. */
  applyMarks(apply: boolean): void {
    if (apply === this.applied) return;
    this.applied = apply;
    this.control[CONTROL.atSliceEnd / 4] = apply ? this.atSliceEnd : 0;
    for (const site of this.marked) {
      this.markWords[site] = apply ? MARKED : UNMARKED;
      const run = this.runOf.get(site);
      if (run) this.runWords[run.first] = apply ? MARKED : run.count;
    }
  }
}

/** Makes a table long enough for an index. */
function reach(table: WebAssembly.Table, index: number): void {
  if (index >= table.length) table.grow(index + 1 - table.length + 16);
}
