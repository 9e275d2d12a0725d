// The verifier's part for one function: its locals and statements, and what execution passes on its way
// through them.
import { TRAP_KINDS } from './ir';
import type * as ir from './ir';
import { RANGES } from './value-type';
import { ExpressionVerifier, mayTrap } from './verifier-expressions';

/** What is true wherever execution may be. */
interface Flow {
  /** The loops whose present round has not passed a safepoint on some way to here. */
  readonly open: ReadonlySet<ir.LabelId>;
  /** On some way to here, a call has been passed and no safepoint since. */
  readonly isBehindCall: boolean;
}
/** Absent: execution does not come here. */
type Reached = Flow | undefined;

interface Target {
  readonly kind: 'block' | 'loop';
  /** What leads behind it. */
  exits: Reached;
}

export class FunctionVerifier {
  private readonly e: ExpressionVerifier;
  private readonly targets = new Map<ir.LabelId, Target>();
  private readonly labels = new Set<ir.LabelId>();

  constructor(
    private readonly program: ir.Program,
    private readonly fn: ir.Function,
    /** The safepoints met so far, with the functions in which they were. */
    private readonly owners: Map<ir.SafepointId, string>,
    private readonly report: (problem: string) => void,
  ) {
    this.e = new ExpressionVerifier(program, fn, report);
  }

  run(): void {
    this.fn.locals.forEach((local, id) => this.local(local, id));
    if (this.fn.results.length > 2) this.report('V08 more than two results');
    const end = this.list(this.fn.body, { open: new Set(), isBehindCall: false });
    if (end) this.report('V09 execution reaches the end of the function');
  }

  private local(local: ir.Local, id: ir.LocalId): void {
    if (local.kind === 'register') return;
    if (id < this.fn.parameterCount) this.report(`V02 parameter ${id} is in memory`);
    const isAlign = [1, 2, 4, 8, 16].includes(local.align);
    if (local.size < 0 || !isAlign)
      this.report(`V02 local ${id} has size ${local.size}, align ${local.align}`);
  }

  private list(statements: readonly ir.Statement[], flow: Reached): Reached {
    for (const s of statements) {
      if (!flow) {
        this.report(`V11 a ${s.op} where execution never comes`);
        return undefined;
      }
      flow = this.statement(s, this.passSafepoint(s, flow));
    }
    return flow;
  }

  private passSafepoint(s: ir.Statement, flow: Flow): Flow {
    if (s.safepoint === undefined) {
      if (s.op === 'call') this.report('V13 a call without a safepoint');
      if (flow.isBehindCall && statementMayTrap(s)) this.report(`V13 a ${s.op} that may trap behind a call`);
      return flow;
    }
    const safepoint = this.program.safepoints.at(s.safepoint);
    if (!safepoint) this.report(`V03 safepoint ${s.safepoint} does not exist`);
    else if (safepoint.function !== this.fn.id)
      this.report(`V12 safepoint ${s.safepoint} is another function's`);
    if (this.owners.has(s.safepoint)) this.report(`V12 safepoint ${s.safepoint} stands twice`);
    this.owners.set(s.safepoint, this.fn.name);
    return { open: new Set(), isBehindCall: false };
  }

  private statement(s: ir.Statement, flow: Flow): Reached {
    switch (s.op) {
      case 'call':
        this.call(s);
        return { ...flow, isBehindCall: true };
      case 'if':
        this.e.expect(s.condition, 'bool');
        return join(this.list(s.then, flow), this.list(s.else, flow));
      case 'switch':
        this.e.expect(s.value, s.type);
        this.ranges(s);
        return s.cases.reduce(
          (reached, { body }) => join(reached, this.list(body, flow)),
          this.list(s.otherwise, flow),
        );
      case 'loop':
        return this.loop(s, flow);
      case 'block':
        return this.labelled(s.label, 'block', (target) => join(this.list(s.body, flow), target.exits));
      case 'break':
        this.leave(s.label, flow);
        return undefined;
      case 'continue':
        this.repeat(s.label, flow);
        return undefined;
      default:
        return this.simple(s, flow);
    }
  }

  private ranges({ type, cases }: ir.SwitchStatement): void {
    const domain = type === 'ptr' ? undefined : RANGES[type];
    if (!domain) return this.report(`V16 a switch on a ${type}`);
    const [least, most] = domain;
    const ranges = cases.flatMap((one) => one.ranges).sort((a, b) => (a.low < b.low ? -1 : 1));
    let end = least;
    for (const { low, high } of ranges) {
      const text = `the range ${low}..${high} of a switch`;
      if (low >= high) this.report(`V16 ${text} is empty`);
      if (low < least || high > most + 1n) this.report(`V16 ${text} is out of the range of ${type}`);
      else if (low < end) this.report(`V16 ${text} overlaps another`);
      end = high;
    }
  }

  private simple(
    s: Extract<ir.Statement, { op: 'set' | 'store' | 'copy' | 'fill' | 'return' | 'trap' | 'nop' }>,
    flow: Flow,
  ): Reached {
    switch (s.op) {
      case 'set':
        this.set(s);
        return flow;
      case 'store':
        this.e.expect(s.address, 'ptr');
        this.e.expect(s.value, s.type);
        return flow;
      case 'copy':
        this.e.expect(s.destination, 'ptr');
        this.e.expect(s.source, 'ptr');
        this.e.expect(s.size, 'i64');
        return flow;
      case 'fill':
        this.e.expect(s.destination, 'ptr');
        this.e.expect(s.value, 'i32');
        this.e.expect(s.size, 'i64');
        return flow;
      case 'return':
        this.passed('returns', s.values, this.fn.results, 'V09');
        return undefined;
      case 'trap':
        this.trap(s);
        return undefined;
      case 'nop':
        return flow;
    }
  }

  private set(s: ir.SetStatement): void {
    const type = this.e.register(s.local);
    const local = this.fn.locals[s.local];
    if (local?.kind === 'register' && local.isScratch) this.report(`V06 scratch local ${s.local} is set`);
    if (type) this.e.expect(s.value, type);
  }

  private trap(s: ir.TrapStatement): void {
    if (!(TRAP_KINDS as readonly string[]).includes(s.kind)) this.report(`V15 a trap of kind ${s.kind}`);
    const due = s.kind === 'slice' || s.kind === 'payload' ? 3 : 2;
    if (s.arguments.length > due) this.report(`V15 ${s.arguments.length} arguments of a trap`);
    for (const argument of s.arguments) this.e.expect(argument, 'i64', 'u64', 'ptr');
  }

  private passed(
    what: string,
    values: readonly ir.Expression[],
    types: readonly ir.ValueType[],
    code: string,
  ): void {
    if (values.length !== types.length)
      this.report(`${code} ${what} ${values.length} values for ${types.length}`);
    values.forEach((value, i) => {
      const type = types[i];
      if (type) this.e.expect(value, type);
    });
  }

  private call(s: ir.CallStatement): void {
    const signature = this.signature(s.target);
    if (!signature) return;
    this.passed('a call passes', s.arguments, signature.parameters, 'V08');
    if (s.results.length === 0) return;
    if (s.results.length !== signature.results.length) {
      this.report(`V08 a call receives ${s.results.length} of ${signature.results.length} results`);
    }
    s.results.forEach((id, i) => {
      const type = this.e.register(id);
      const due = signature.results[i];
      if (type && due && type !== due) this.report(`V08 a result ${due} goes into a ${type}`);
    });
  }

  private signature(target: ir.CallTarget): ir.Signature | undefined {
    switch (target.kind) {
      case 'pointer':
        this.e.expect(target.pointer, 'ptr');
        return target.signature;
      case 'external':
        if (!this.program.externals[target.id]) this.report(`V03 external ${target.id} does not exist`);
        return this.program.externals[target.id]?.signature;
      case 'function': {
        const fn = this.program.functions[target.id];
        if (!fn) this.report(`V03 function ${target.id} does not exist`);
        return fn && { parameters: parametersOf(fn), results: fn.results };
      }
    }
  }

  private loop(s: ir.LoopStatement, flow: Flow): Reached {
    return this.labelled(s.label, 'loop', (target) => {
      const end = this.list(s.body, { ...flow, open: new Set([...flow.open, s.label]) });
      if (end) this.repeat(s.label, end);
      return target.exits;
    });
  }

  private labelled(label: ir.LabelId, kind: Target['kind'], body: (target: Target) => Reached): Reached {
    if (this.labels.has(label)) this.report(`V10 label ${label} stands twice`);
    this.labels.add(label);
    const target: Target = { kind, exits: undefined };
    this.targets.set(label, target);
    const reached = body(target);
    this.targets.delete(label);
    return reached;
  }

  private leave(label: ir.LabelId, flow: Flow): void {
    const target = this.targets.get(label);
    if (!target) this.report(`V10 break of ${label}, which is not around it`);
    else target.exits = join(target.exits, flow);
  }

  private repeat(label: ir.LabelId, flow: Flow): void {
    if (this.targets.get(label)?.kind !== 'loop')
      this.report(`V10 continue of ${label}, which is no loop around it`);
    else if (flow.open.has(label)) this.report(`V14 a round of loop ${label} passes no safepoint`);
  }
}

function parametersOf(fn: ir.Function): ir.ValueType[] {
  return fn.locals
    .slice(0, fn.parameterCount)
    .flatMap((local) => (local.kind === 'register' ? [local.type] : []));
}

function join(a: Reached, b: Reached): Reached {
  if (!a || !b) return a ?? b;
  return { open: new Set([...a.open, ...b.open]), isBehindCall: a.isBehindCall || b.isBehindCall };
}

function statementMayTrap(s: ir.Statement): boolean {
  switch (s.op) {
    case 'set':
      return mayTrap(s.value);
    case 'store':
      return s.guard === 'pointer' || mayTrap(s.address) || mayTrap(s.value);
    case 'copy':
      return s.destinationGuard === 'pointer' || s.sourceGuard === 'pointer';
    case 'fill':
      return s.guard === 'pointer';
    case 'if':
      return mayTrap(s.condition);
    case 'switch':
      return mayTrap(s.value);
    case 'return':
      return s.values.some(mayTrap);
    case 'trap':
      return true;
    default:
      return false;
  }
}
