// Every breakpoint that the client has asked for, whether or not there is a program yet: the client sets
// them before, while and after a program runs, and the book brings them into each program that is launched.
//
// The client's ids are the book's own and last for the session; the debugger's ids last for a program.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  BreakpointId,
  BreakpointSpec,
  BreakpointStatus,
  DebuggerApi,
  FunctionBreakpointSpec,
} from '../language/debugger/api';
import { fileName } from './paths';
import { breakpointShape } from './shapes';
import type { ShapeContext } from './shapes';
import type { Outbox } from './outbox';
import { TrapFilterBook } from './trap-filter-book';

/** The breakpoints of one source file. */
interface Page {
  /** As the client wrote it: a native path, or a library source's name. */
  readonly path: string;
  readonly specs: readonly BreakpointSpec[];
  ids: number[];
}

/** A watchpoint as the client asks for it. */
export interface DataBreakpointSpec {
  readonly dataId: string;
  readonly condition?: string;
  readonly hitCondition?: string;
  /** Why it can be no watchpoint, whatever it watches. */
  readonly refusal?: string;
}

const NO_PROGRAM = 'Waits for the program to be launched.';
const NO_DEBUG = 'The program was started without debugging.';

export class BreakpointBook {
  readonly traps = new TrapFilterBook();
  private readonly pages = new Map<string, Page>();
  private functions: { specs: readonly FunctionBreakpointSpec[]; ids: number[] } = { specs: [], ids: [] };
  private data: { specs: readonly DataBreakpointSpec[]; ids: number[] } = { specs: [], ids: [] };
  private readonly clientIds = new Map<BreakpointId, number>();
  private nextId = 1;
  /** What the client was told last of each, by its id. */
  private readonly told = new Map<number | undefined, string>();
  private api: DebuggerApi | undefined;
  private withoutDebugging = false;

  constructor(
    private readonly context: ShapeContext,
    private readonly outbox: Outbox,
  ) {}

  /** A program was compiled: it gets all breakpoints, and the client is told what became of each. */
  open(api: DebuggerApi, withoutDebugging: boolean): void {
    this.api = api;
    this.withoutDebugging = withoutDebugging;
    this.clientIds.clear();
    this.traps.open(api, withoutDebugging);
    for (const page of this.pages.values()) this.report(this.write(page));
    this.report(this.writeFunctions());
    this.report(this.writeData());
  }

  /** Replaces the breakpoints of a source, and says where each of them is. */
  set(path: string, specs: readonly BreakpointSpec[]): DebugProtocol.Breakpoint[] {
    const page = { path, specs, ids: [] };
    const key = this.context.sources.canonicalPath(path);
    if (specs.length > 0) this.pages.set(key, page);
    else this.pages.delete(key);
    return this.answered(this.write(page));
  }

  setFunctions(specs: readonly FunctionBreakpointSpec[]): DebugProtocol.Breakpoint[] {
    this.functions = { specs, ids: [] };
    return this.answered(this.writeFunctions());
  }

  setData(specs: readonly DataBreakpointSpec[]): DebugProtocol.Breakpoint[] {
    this.data = { specs, ids: [] };
    return this.answered(this.writeData());
  }

  /** The client's id of a breakpoint of the debugger. */
  clientId(id: BreakpointId): number {
    const known = this.clientIds.get(id) ?? this.nextId++;
    this.clientIds.set(id, known);
    return known;
  }

  /** The debugger changed one by itself. */
  changed(status: BreakpointStatus): void {
    this.report([breakpointShape(this.context, status, this.clientId(status.id))]);
  }

  private write(page: Page): DebugProtocol.Breakpoint[] {
    if (!this.api || this.withoutDebugging) return this.pending(page, this.api ? NO_DEBUG : NO_PROGRAM);
    const source = this.context.sources.byPath(page.path);
    if (!source) return this.pending(page, `${fileName(page.path)} is not part of the program.`);
    return this.shapes(page, this.api.setBreakpoints(source, page.specs));
  }

  private writeFunctions(): DebugProtocol.Breakpoint[] {
    const { functions } = this;
    if (!this.api || this.withoutDebugging) return this.pending(functions, this.api ? NO_DEBUG : NO_PROGRAM);
    return this.shapes(functions, this.api.setFunctionBreakpoints(functions.specs));
  }

  private writeData(): DebugProtocol.Breakpoint[] {
    const { data } = this;
    if (!this.api || this.withoutDebugging) return this.pending(data, this.api ? NO_DEBUG : NO_PROGRAM);
    const wanted = data.specs.filter(({ refusal }) => refusal === undefined);
    const set = this.api.setWatchpoints(
      wanted.map(({ dataId: target, condition, hitCondition }) => ({ target, condition, hitCondition })),
    );
    const statuses = data.specs.map(({ refusal }, i): BreakpointStatus => {
      if (refusal !== undefined) return { id: -1 - i, verified: false, message: refusal };
      return set[wanted.indexOf(data.specs[i] as DataBreakpointSpec)] as BreakpointStatus;
    });
    return this.shapes(data, statuses);
  }

  /** The ids that the client has already stay with the same breakpoints, in their order. */
  private shapes(page: { ids: number[] }, statuses: readonly BreakpointStatus[]): DebugProtocol.Breakpoint[] {
    const promised = page.ids;
    page.ids = statuses.map((status, index) => {
      const id = promised[index];
      if (id !== undefined && !this.clientIds.has(status.id)) this.clientIds.set(status.id, id);
      return this.clientId(status.id);
    });
    return statuses.map((status, index) => breakpointShape(this.context, status, page.ids[index] as number));
  }

  private pending(
    page: { ids: number[]; specs: readonly unknown[] },
    message: string,
  ): DebugProtocol.Breakpoint[] {
    page.ids = page.specs.map((_, index) => page.ids[index] ?? this.nextId++);
    const reason = this.api ? 'failed' : 'pending';
    return page.ids.map((id) => ({ id, verified: false, message, reason }));
  }

  private report(breakpoints: readonly DebugProtocol.Breakpoint[]): void {
    for (const breakpoint of breakpoints) {
      const before = this.told.get(breakpoint.id);
      if (before === JSON.stringify(breakpoint)) continue;
      this.told.set(breakpoint.id, JSON.stringify(breakpoint));
      this.outbox.event('breakpoint', { reason: 'changed', breakpoint });
    }
  }

  /** Keeps what an answer says, so that nothing is told twice. */
  private answered(breakpoints: DebugProtocol.Breakpoint[]): DebugProtocol.Breakpoint[] {
    for (const breakpoint of breakpoints) this.told.set(breakpoint.id, JSON.stringify(breakpoint));
    return breakpoints;
  }
}
