// A whole program, or a few functions added to one, as a WebAssembly module.
//
// Everything is shared through imports: the memory, the table of functions (called through pointers, and
// by added code), the table of resumptions (called by the driver, indexed by function id) and the table of
// conditions. So code that the debugger compiles later is the program's equal.
import type * as ir from '../../ir/ir';
import { frameLayout } from '../../ir/frame-layout';
import type { MemoryLayout } from '../memory-layout';
import { Code } from '../wasm/code';
import { I32, I64, ModuleBuilder, type FunctionBody } from '../wasm/encoder';
import { addCheckerCode, CHECKER_EXPORTS, importChecker } from './checker-code';
import { importChecks, type Checks } from './checks';
import { wasmType, type Imports, type ModuleContext } from './context';
import { translateDriver, translateLook } from './driver';
import { translateFunction, translateResumption } from './function';
import { translateStraight } from './straight';
import type { SafepointRun } from './runs';
import { translateSwitch } from './switch';

/** Names of the imports; the machine supplies them all in the module `machine`. */
export const IMPORT_MODULE = 'machine';
export const externalImport = (id: ir.ExternalId): string => `external ${id}`;

export interface TranslatedModule {
  readonly bytes: Uint8Array;
  /** By function id: its safepoints by number, and the site of the first. */
  readonly sites: ReadonlyMap<ir.FunctionId, FunctionSites>;
}
export interface FunctionSites {
  readonly firstSite: number;
  readonly safepoints: readonly ir.SafepointId[];
  readonly runs: readonly SafepointRun[];
}

const TABLES = { functions: 'functions', resumptions: 'resumptions', conditions: 'conditions' } as const;

/** What the other modules import of the engine's own. */
export const ENGINE_EXPORTS = ['look', ...CHECKER_EXPORTS] as const;

/** The engine's own module, which all others call: exports `drive`, and what ENGINE_EXPORTS says. */
export function translateEngine(program: ir.Program, layout: MemoryLayout): Uint8Array {
  const builder = new ModuleBuilder();
  const mark = builder.importFunction(IMPORT_MODULE, 'mark', builder.type([I32], []));
  const note = builder.importFunction(IMPORT_MODULE, 'note', builder.type([I32], []));
  const { shadow, threads } = layout;
  const changer = threads && {
    layout,
    threads,
    builder,
    note,
    endThread: builder.importFunction(IMPORT_MODULE, 'endThread', builder.type([], [])),
    drawThread: builder.importFunction(IMPORT_MODULE, 'drawThread', builder.type([], [I32])),
  };
  const checker = shadow && importChecker(builder, IMPORT_MODULE, mark);
  builder.importMemory(IMPORT_MODULE, 'memory', layout.size / 65536);
  const resumptionTable = builder.importTable(IMPORT_MODULE, TABLES.resumptions);
  const conditionTable = builder.importTable(IMPORT_MODULE, TABLES.conditions);
  const largestFrame = program.functions.reduce(
    (most, fn) => Math.max(most, frameLayout(fn).registerSize),
    0,
  );
  const switchThreads = changer && builder.addFunction(translateSwitch(changer));
  const parts = { layout, builder, resumptionTable, conditionTable, note, largestFrame, switchThreads };
  const look = builder.addFunction(translateLook(parts));
  builder.exportFunction('look', look);
  builder.exportFunction('drive', builder.addFunction(translateDriver(parts, look)));
  if (checker) addCheckerCode(builder, layout, shadow, checker);
  return builder.encode();
}

/** Translates a program's functions; they find their way into the tables. */
export function translateProgram(program: ir.Program, layout: MemoryLayout): TranslatedModule {
  const find = (id: ir.FunctionId) => program.functions[id];
  const translation = new ModuleTranslation(program, layout, program.functions, find, true);
  const sites = translation.addFunctions(0, true);
  return { bytes: translation.builder.encode(), sites };
}

/** Bytes of the longest function that one of the program's becomes. */
export function codeSizeOf(program: ir.Program, layout: MemoryLayout, fn: ir.Function): number {
  const find = (id: ir.FunctionId) => program.functions[id];
  return new ModuleTranslation(program, layout, program.functions, find, true).codeSizeOf(fn);
}

/** A condition's place: the function, which takes the frame's address and gives a bool, and its table index. */
export interface ConditionSlot {
  readonly functions: readonly ir.Function[];
  readonly index: number;
}

/**
 * Translates functions that are added to a running program.
 * @param firstSite spare sites for their safepoints
 * @param conditions each slot holds when any of its functions does
 */
export function translateAddition(
  program: ir.Program,
  layout: MemoryLayout,
  functions: readonly ir.Function[],
  firstSite: number,
  conditions: readonly ConditionSlot[] = [],
): TranslatedModule {
  const byId = new Map(functions.map((fn) => [fn.id, fn]));
  const translation = new ModuleTranslation(
    program,
    layout,
    functions,
    (id) => byId.get(id) ?? program.functions[id],
    false,
  );
  const isCondition = new Set(conditions.flatMap((slot) => slot.functions));
  const sites = translation.addFunctions(firstSite, false, isCondition);
  for (const slot of conditions) translation.addCondition(slot);
  return { bytes: translation.builder.encode(), sites };
}

class ModuleTranslation implements ModuleContext {
  readonly builder = new ModuleBuilder();
  readonly imports: Imports;
  readonly checks: Checks | undefined;
  readonly functionTable: number;
  readonly resumptionTable: number;
  readonly conditionTable: number;
  private readonly indices = new Map<ir.FunctionId, number>();

  constructor(
    readonly program: ir.Program,
    readonly layout: MemoryLayout,
    private readonly functions: readonly ir.Function[],
    private readonly find: (id: ir.FunctionId) => ir.Function | undefined,
    isProgram: boolean,
  ) {
    this.imports = this.importAll();
    const { shadow } = layout;
    this.checks = shadow && importChecks(this.builder, IMPORT_MODULE, shadow, isProgram);
    this.builder.importMemory(IMPORT_MODULE, 'memory', layout.size / 65536);
    this.functionTable = this.builder.importTable(IMPORT_MODULE, TABLES.functions);
    this.resumptionTable = this.builder.importTable(IMPORT_MODULE, TABLES.resumptions);
    this.conditionTable = this.builder.importTable(IMPORT_MODULE, TABLES.conditions);
  }

  functionIndex(id: ir.FunctionId): number | undefined {
    return this.indices.get(id);
  }

  functionOf(id: ir.FunctionId): ir.Function {
    const fn = this.find(id);
    if (!fn) throw new Error(`function ${id} does not exist`);
    return fn;
  }

  /** Gives the functions their numbers in the module; the first one's is the result. */
  private numberFunctions(): number {
    const called = this.builder.nextFunction;
    this.functions.forEach((fn, i) => this.indices.set(fn.id, called + i));
    return called;
  }

  codeSizeOf(fn: ir.Function): number {
    const last = this.numberFunctions() + 2 * this.functions.length;
    // The largest numbers are the longest.
    const site = this.program.safepoints.length;
    const { body } = translateFunction(this, fn, site, true, false);
    const bodies = [translateStraight(this, fn, site, last), body];
    return Math.max(...bodies.map(({ code, locals }) => code.length + 2 * locals.length));
  }

  /** @param isProgram the functions are compiled to run fast: their runs are counted, and calls run straight copies */
  addFunctions(
    firstSite: number,
    isProgram: boolean,
    conditions: ReadonlySet<ir.Function> = new Set(),
  ): Map<ir.FunctionId, FunctionSites> {
    const { builder, functions } = this;
    const called = this.numberFunctions();
    const resumable = isProgram ? called + functions.length : called;
    const sites = new Map<ir.FunctionId, FunctionSites>();
    const bodies: FunctionBody[] = [];
    let site = firstSite;
    functions.forEach((fn, i) => {
      if (isProgram) builder.addFunction(translateStraight(this, fn, site, resumable + i));
      const { body, safepoints, runs } = translateFunction(this, fn, site, isProgram, conditions.has(fn));
      bodies.push(body);
      sites.set(fn.id, { firstSite: site, safepoints, runs });
      site += safepoints.length;
    });
    for (const body of bodies) builder.addFunction(body);
    this.publish(resumable);
    return sites;
  }

  /** Puts the functions into the tables: pointers are the id plus 1, so that 0 is nil. */
  private publish(resumable: number): void {
    const resumptions = new Map(
      this.functions.map((fn, i) => [
        fn,
        this.builder.addFunction(translateResumption(this, fn, resumable + i)),
      ]),
    );
    for (const functions of neighbours(this.functions)) {
      const first = (functions[0] as ir.Function).id;
      const numbers = (of: (fn: ir.Function) => number | undefined) =>
        functions.map((fn) => of(fn) as number);
      this.builder.element(
        this.functionTable,
        first + 1,
        numbers((fn) => this.indices.get(fn.id)),
      );
      this.builder.element(
        this.resumptionTable,
        first,
        numbers((fn) => resumptions.get(fn)),
      );
    }
  }

  /** (frame) → whether any of the conditions holds there. */
  addCondition(slot: ConditionSlot): void {
    const code = new Code();
    const result = 1;
    for (const fn of slot.functions) {
      code
        .i32(0)
        .i32(0)
        .get(0)
        .op('i64.extend_i32_u')
        .call(this.indices.get(fn.id) as number);
      code.set(result).op('drop').get(result).if();
      code.i32(1).op('return').end();
    }
    code.i32(0);
    const body: FunctionBody = {
      type: this.builder.type([I32], [I32]),
      locals: [I32],
      code: code.bytes,
    };
    this.builder.element(this.conditionTable, slot.index, [this.builder.addFunction(body)]);
  }

  private importAll(): Imports {
    const add = (name: string, parameters: (typeof I32 | typeof I64)[]) =>
      this.builder.importFunction(IMPORT_MODULE, name, this.builder.type(parameters, []));
    return {
      trap: add('trap', [I32, I64, I64, I64]),
      badAddress: add('badAddress', [I64, I64]),
      mark: add('mark', [I32]),
      growData: add('growData', [I32, I32]),
      checkRead: add('checkRead', [I64, I64]),
      checkWrite: add('checkWrite', [I64, I64]),
      look: this.builder.importFunction(IMPORT_MODULE, 'look', this.builder.type([I32], [I32])),
      externals: this.program.externals.map((external, id) =>
        this.builder.importFunction(
          IMPORT_MODULE,
          externalImport(id),
          this.builder.type(
            external.signature.parameters.map(wasmType),
            external.signature.results.map(wasmType),
          ),
        ),
      ),
    };
  }
}

/** Splits functions where their ids have gaps. */
function neighbours(functions: readonly ir.Function[]): ir.Function[][] {
  const groups: ir.Function[][] = [];
  for (const fn of functions) {
    const last = groups.at(-1);
    if (last?.at(-1)?.id === fn.id - 1) last.push(fn);
    else groups.push([fn]);
  }
  return groups;
}
