// Behind which statements a place may hold something else: the safepoints that execution can come to next
// after a statement that may write it. A watchpoint looks only there, so that a program which seldom writes
// near a watched place runs at full speed.
//
// One walk over each function's structured body keeps a single fact, whether something may have been written
// since the last safepoint; loops are walked until that settles. A function that may return with it true hands
// it to all who call it, so the walks are repeated until no more functions do.
import type { Function, FunctionId, LabelId, Program, SafepointId, Statement } from './ir';

/** Whether a statement itself, not what it calls, may write the place. */
export type MayWrite = (statement: Statement, fn: Function) => boolean;

/** The safepoints that can be the next one behind such a statement. */
export function safepointsBehindWrites(program: Program, mayWrite: MayWrite): Set<SafepointId> {
  const found = new Set<SafepointId>();
  const returnsWritten = new Set<FunctionId>();
  for (let before = -1; before !== returnsWritten.size;) {
    before = returnsWritten.size;
    for (const fn of program.functions) {
      if (new Walk(fn, mayWrite, found, returnsWritten).returnsWritten()) returnsWritten.add(fn.id);
    }
  }
  return found;
}

class Walk {
  /** By label: whether some `break`, or some `continue`, of it goes off with something written. */
  private readonly broken = new Map<LabelId, boolean>();
  private readonly continued = new Map<LabelId, boolean>();
  private returned = false;

  constructor(
    private readonly fn: Function,
    private readonly mayWrite: MayWrite,
    private readonly found: Set<SafepointId>,
    private readonly returnsWrittenOf: ReadonlySet<FunctionId>,
  ) {}

  returnsWritten(): boolean {
    const atEnd = this.list(this.fn.body, false);
    return this.returned || atEnd;
  }

  /** @param written whether something may have been written since the last safepoint; so is the result */
  private list(statements: readonly Statement[], written: boolean): boolean {
    return statements.reduce((state, statement) => this.statement(statement, state), written);
  }

  private statement(s: Statement, before: boolean): boolean {
    let written = before;
    if (s.safepoint !== undefined) {
      if (written) this.found.add(s.safepoint);
      written = false;
    }
    if (this.mayWrite(s, this.fn)) written = true;
    switch (s.op) {
      case 'call':
        return written || this.callReturnsWritten(s.target);
      case 'if':
        return this.eitherOf([s.then, s.else], written);
      case 'switch':
        return this.eitherOf([...s.cases.map(({ body }) => body), s.otherwise], written);
      case 'block': {
        const atEnd = this.list(s.body, written);
        return atEnd || (this.broken.get(s.label) ?? false);
      }
      case 'loop':
        return this.loop(s.label, s.body, written);
      case 'break':
        return this.leave(this.broken, s.label, written);
      case 'continue':
        return this.leave(this.continued, s.label, written);
      case 'return':
        this.returned ||= written;
        return false;
      default:
        return written;
    }
  }

  private eitherOf(bodies: readonly (readonly Statement[])[], written: boolean): boolean {
    return bodies.map((body) => this.list(body, written)).some(Boolean);
  }

  /** A second round is enough: the one fact cannot become more than true. */
  private loop(label: LabelId, body: readonly Statement[], written: boolean): boolean {
    const atEnd = this.list(body, written);
    const again = atEnd || (this.continued.get(label) ?? false);
    if (again && !written) this.list(body, true);
    return this.broken.get(label) ?? false;
  }

  /** What follows the jump in the text is not reached from here. */
  private leave(map: Map<LabelId, boolean>, label: LabelId, written: boolean): boolean {
    map.set(label, written || (map.get(label) ?? false));
    return false;
  }

  private callReturnsWritten(target: Extract<Statement, { op: 'call' }>['target']): boolean {
    if (target.kind === 'function') return this.returnsWrittenOf.has(target.id);
    // Whatever a pointer points at; what an external writes, `mayWrite` knows.
    return target.kind === 'pointer' && this.returnsWrittenOf.size > 0;
  }
}
