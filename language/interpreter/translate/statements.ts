// Statements, laid out in regions (see region.ts), with their safepoints and calls.
import type * as ir from '../../ir/ir';
import { FRAME_HEADER } from '../../ir/frame-layout';
import { CONTROL, STATE } from '../memory-layout';
import type { Label } from '../wasm/code';
import { I32, I64 } from '../wasm/encoder';
import { emitStore, emitTrap, loadInstruction } from './accesses';
import { emitHeapEvent } from './checked-accesses';
import { publishFuel } from './trapping';
import { emitCopy, emitFill } from './copies';
import { FRAME, FUEL, functionType, signatureOf, wasmType, type FunctionContext } from './context';
import { emitExpression } from './expressions';
import { emitExternalCall } from './external-calls';
import { emitChoice } from './choice';
import { Region, type Place } from './region';
import {
  isSimple,
  labelsBroken,
  splitIntoRuns,
  withoutIdleBlocks,
  type Run,
  type SafepointRun,
  type SimpleStatement,
} from './runs';
import { resumeBefore, resumeInside } from './resume-points';

/** Where a function goes when it cannot go on as it is. */
interface Exits {
  /** To stop as the top frame, at a safepoint. */
  readonly stop: Label;
  /** Its callee has suspended. */
  readonly suspend: Label;
  /** Only in the straight copy (see straight.ts): to go on in the resumable one, behind a safepoint. */
  readonly leave?: Label;
}

/** What `break` and `continue` of a label mean. */
interface Target {
  readonly breakTo: Place;
  /** Begins the loop's next round. */
  readonly again?: () => void;
}

export class StatementTranslation {
  /** The function's safepoints by their number in it. */
  readonly safepoints: ir.SafepointId[] = [];
  /** The stretches of safepoints that are counted at once. */
  readonly runs: SafepointRun[] = [];
  private broken: ReadonlySet<ir.LabelId> = new Set();
  private readonly targets = new Map<ir.LabelId, Target>();

  constructor(
    private readonly f: FunctionContext,
    private readonly exits: Exits,
    private readonly firstSite: number,
    private readonly countRuns: boolean,
  ) {}

  /** Lays out the statements of a function's body as a region. */
  function(statements: readonly ir.Statement[]): Region {
    this.broken = labelsBroken(statements);
    return this.region(statements);
  }

  private region(statements: readonly ir.Statement[]): Region {
    const region = new Region();
    this.sequence(region, statements);
    return region;
  }

  private sequence(region: Region, statements: readonly ir.Statement[]): void {
    for (const part of splitIntoRuns(withoutIdleBlocks(statements, this.broken))) {
      if (this.countRuns && part.safepoints >= 2) this.run(region, part);
      else for (const statement of part.statements) this.statement(region, statement);
    }
  }

  /**
   * A run: counted at once, then done without looking, if nothing in it can stop execution; else, or when it
   * is resumed in the middle, statement by statement.
   */
  private run(region: Region, run: Run): void {
    const { f } = this;
    const first = this.safepoints.length;
    this.runs.push({ first, count: run.safepoints });
    if (this.exits.leave) return this.straightRun(region, run, this.exits.leave);
    const after: Place = {};
    const word = f.module.layout.runs + 4 * (this.firstSite + first);
    region.emit(() => {
      const { code } = f;
      f.scratch(I32, (fuel) => {
        code.get(FUEL).loadAt('i32.load', word).op('i32.sub').tee(fuel);
        code.i32(0).op('i32.ge_s').if();
        code.get(fuel).set(FUEL);
        this.withoutLooking(run);
        code.br((last ?? after).wasm as Label).end();
      });
    });
    let last: Place | undefined;
    for (const statement of run.statements) last = this.statement(region, statement);
    // A run of simple statements has no place to go on at; it goes on behind itself.
    if (isSimple(run.statements.at(-1) as ir.Statement)) last = after;
    region.place(after);
  }

  /** What cannot be counted at once is left to the other copy: here there is only one of the run. */
  private straightRun(region: Region, run: Run, leave: Label): void {
    const { f } = this;
    const first = this.safepoints.length;
    const word = f.module.layout.runs + 4 * (this.firstSite + first);
    region.emit(() => {
      const { code } = f;
      f.scratch(I32, (fuel) => {
        code.get(FUEL).loadAt('i32.load', word).op('i32.sub').tee(fuel).i32(0).op('i32.lt_s').if();
        this.countOne(first);
        code.i32(resumeBefore(first)).set(f.resume).br(leave).end();
        code.get(fuel).set(FUEL);
      });
      this.withoutLooking(run);
    });
    for (const s of run.statements) if (s.safepoint !== undefined) this.safepoints.push(s.safepoint);
    const last = run.statements.at(-1) as ir.Statement;
    if (!isSimple(last)) this.body(region, last, this.safepoints.length - 1);
  }

  private withoutLooking(run: Run): void {
    const { f } = this;
    f.countedAhead = run.safepoints;
    for (const statement of run.statements) {
      if (statement.safepoint !== undefined) f.countedAhead--;
      if (isSimple(statement)) this.simple(statement);
    }
    f.countedAhead = 0;
  }

  private simple(s: SimpleStatement): void {
    const { f } = this;
    switch (s.op) {
      case 'nop':
        return;
      case 'set':
        emitExpression(f, s.value);
        f.code.set(f.registers[s.local] as number);
        return;
      case 'store':
        return emitStore(f, s);
      case 'copy':
        return emitCopy(f, s);
      case 'fill':
        return emitFill(f, s);
    }
  }

  /** Returns the place behind its safepoint, where it can be begun without looking. */
  private statement(region: Region, s: ir.Statement): Place | undefined {
    const number = s.safepoint === undefined ? -1 : this.safepoints.push(s.safepoint) - 1;
    const begin = number < 0 ? undefined : this.safepoint(region, number);
    this.body(region, s, number);
    return begin;
  }

  private body(region: Region, s: ir.Statement, number: number): void {
    const { f } = this;
    if (isSimple(s)) return region.emit(() => this.simple(s));
    switch (s.op) {
      case 'trap':
        return region.emit(() => this.trap(s));
      case 'return':
        return region.emit(() => this.return(s));
      case 'call':
        return this.call(region, s, number);
      case 'if':
        return this.if(region, s);
      case 'block':
        return this.block(region, s);
      case 'loop':
        return this.loop(region, s);
      case 'switch':
        return this.switch(region, s);
      case 'break':
        return region.emit(() => f.code.br(this.target(s.label).breakTo.wasm as Label));
      case 'continue':
        return region.emit(() => this.target(s.label).again?.());
    }
  }

  private target(label: ir.LabelId): Target {
    const target = this.targets.get(label);
    if (!target) throw new Error(`label ${label} of ${this.f.fn.name} encloses nothing`);
    return target;
  }

  /** One step off the fuel; a mark at this site takes more than there can ever be. */
  private safepoint(region: Region, number: number): Place | undefined {
    region.emit(() => this.countOne(number));
    return this.resumeHere(region, resumeBefore(number));
  }

  private countOne(number: number): void {
    const { code, module, resume } = this.f;
    const mark = module.layout.marks + 4 * (this.firstSite + number);
    code.get(FUEL).loadAt('i32.load', mark).op('i32.sub').tee(FUEL).i32(0).op('i32.lt_s').if();
    code.i32(resumeBefore(number)).set(resume).br(this.exits.stop).end();
  }

  /** The straight copy is never resumed. */
  private resumeHere(region: Region, first: number, last = first): Place | undefined {
    return this.exits.leave ? undefined : region.resumeHere(first, last);
  }

  private trap(s: ir.TrapStatement): void {
    emitTrap(this.f, s.kind, () => {
      for (let i = 0; i < 3; i++) {
        const argument = s.arguments[i];
        if (argument) emitExpression(this.f, argument);
        else this.f.code.i64(0n);
      }
    });
  }

  private return(s: ir.ReturnStatement): void {
    const { f } = this;
    f.code.get(FUEL);
    for (const value of s.values) emitExpression(f, value);
    emitHeapEvent(f);
    if (f.frame.dataSize > 0) {
      f.code
        .i32(0)
        .get(f.data)
        .access('i32.store', f.module.layout.state + STATE.dataPointer);
    }
    f.code.op('return');
  }

  private if(region: Region, s: ir.IfStatement): void {
    const { f } = this;
    const otherwise: Place = {};
    const end: Place = {};
    region.emit(() => {
      emitExpression(f, s.condition);
      f.code.op('i32.eqz').brIf((s.else.length > 0 ? otherwise : end).wasm as Label);
    });
    this.sequence(region, s.then);
    if (s.else.length > 0) {
      region.emit(() => f.code.br(end.wasm as Label));
      region.place(otherwise);
      this.sequence(region, s.else);
    }
    region.place(end);
  }

  private block(region: Region, s: ir.BlockStatement): void {
    const end: Place = {};
    this.targets.set(s.label, { breakTo: end });
    this.sequence(region, s.body);
    region.place(end);
  }

  /** A region of its own; the region around it leads resume points inside to the loop's head. */
  private loop(region: Region, s: ir.LoopStatement): void {
    const { f } = this;
    const end: Place = {};
    let head: Label | undefined;
    const again = () => {
      // The resume point is spent once a round ends; only there could it lead astray.
      if (!this.exits.leave) f.code.i32(0).set(f.resume);
      f.code.br(head as Label);
    };
    this.targets.set(s.label, { breakTo: end, again });
    const first = this.safepoints.length;
    const body = this.region(s.body);
    const last = this.safepoints.length - 1;
    if (last >= first) this.resumeHere(region, resumeBefore(first), resumeInside(last));
    region.emit(() => {
      head = f.code.loop();
      body.write(f.code, f.resume);
      again();
      f.code.end();
    });
    region.place(end);
  }

  private switch(region: Region, s: ir.SwitchStatement): void {
    const { f } = this;
    const otherwise: Place = {};
    const end: Place = {};
    const places = s.cases.map((): Place => ({}));
    region.emit(() => emitChoice(f, s, places, otherwise));
    s.cases.forEach((one, i) => {
      region.place(places[i] as Place);
      this.sequence(region, one.body);
      region.emit(() => f.code.br(end.wasm as Label));
    });
    region.place(otherwise);
    this.sequence(region, s.otherwise);
    region.place(end);
  }

  // -------------------------------------------------------------------------------------------
  // Calls

  private call(region: Region, s: ir.CallStatement, number: number): void {
    if (number < 0) throw new Error(`a call in ${this.f.fn.name} has no safepoint`);
    const { target } = s;
    if (target.kind === 'external') {
      return region.emit(() => emitExternalCall(this.f, s, target.id, number, this.exits.stop));
    }
    const { f } = this;
    const signature = this.signature(s.target);
    const types = signature.results.map(wasmType);
    // Results arrive in these, so that the variable keeps its old value while the callee runs.
    const arrived = types.map((type, i) => f.resultLocal(type, i));
    const assign: Place = {};
    region.emit(() => {
      this.callAndLook(s, signature, arrived, number);
      if (s.results.length > 0) f.code.br(assign.wasm as Label);
    });
    const resumed = this.resumeHere(region, resumeInside(number));
    if (s.results.length === 0) return;
    if (resumed)
      region.emit(() => {
        signature.results.forEach((type, i) => {
          f.code.loadAt(loadInstruction(type), CONTROL.results + 8 * i).set(arrived[i] as number);
        });
      });
    region.place(assign);
    region.emit(() => {
      s.results.forEach((local, i) => f.code.get(arrived[i] as number).set(f.registers[local] as number));
    });
  }

  private signature(target: ir.CallTarget): ir.Signature {
    if (target.kind === 'pointer') return target.signature;
    return signatureOf(this.f.module.functionOf(target.id));
  }

  private callAndLook(s: ir.CallStatement, signature: ir.Signature, arrived: number[], number: number): void {
    const { f } = this;
    const { code } = f;
    if (s.target.kind === 'pointer') this.callPointer(s, s.target.pointer, signature);
    else this.callFunction(s, s.target.id, signature);
    for (const local of [...arrived].reverse()) code.set(local);
    code.tee(FUEL).i32(0).op('i32.lt_s').if();
    code.i32(resumeInside(number)).set(f.resume);
    code
      .get(FRAME)
      .get(FRAME)
      .access('i32.store', f.frame.registerSize + FRAME_HEADER.caller);
    code.br(this.exits.suspend).end();
  }

  private pushArguments(s: ir.CallStatement): void {
    const { code } = this.f;
    code.get(FRAME).i32(this.f.frame.registerSize).op('i32.add').get(FUEL);
    for (const argument of s.arguments) emitExpression(this.f, argument);
  }

  private callFunction(s: ir.CallStatement, id: ir.FunctionId, signature: ir.Signature): void {
    const { f } = this;
    this.pushArguments(s);
    const index = f.module.functionIndex(id);
    if (index !== undefined) f.code.call(index);
    else f.code.i32(id + 1).callIndirect(functionType(f.module, signature), f.module.functionTable);
  }

  private callPointer(s: ir.CallStatement, pointer: ir.Expression, signature: ir.Signature): void {
    const { f } = this;
    const { code } = f;
    f.scratch(I64, (target) => {
      emitExpression(f, pointer);
      code.set(target);
      this.pushArguments(s);
      // Function pointers are small numbers; anything larger would be cut by the table's 32-bit index.
      code.get(target).op('i64.eqz').get(target).i64(0xffff_ffffn).op('i64.gt_u').op('i32.or').if();
      emitTrap(f, 'function', () => code.get(target).i64(0n).i64(0n));
      code.end();
      // The engine itself traps when the function has another type.
      publishFuel(f);
      code
        .get(target)
        .op('i32.wrap_i64')
        .callIndirect(functionType(f.module, signature), f.module.functionTable);
    });
  }
}
