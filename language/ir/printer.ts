// The text form of the IR, for people and for tests. reader.ts reads it back; what is printed, read and
// printed again is the same text.
//
//     main @start
//     source 0 "shapes.rw"
//     external @puts (ptr) -> (i32)
//     rodata 5 "68656c6c6f"
//     relocate globals 8 to rodata 0
//     function @area (%s.0: ptr) -> (f64) at 0:12..90 {
//       %t.1: f64
//       [3 statement 0:40..51 in 2] set %t.1 = add.f64(%t.1, 1.5:f64)
//     }
//
// A local is written `%name.id`, a function `@name` (with `~id` where several have the name), a label `L1`.
// In brackets stand a safepoint's id, kind, span and scope. `;` begins a comment: with `excerpts`, the
// source text that a statement comes from.
import type { SourceFile, Span } from '../syntax/source';
import type * as ir from './ir';
import { printExpression, type Names } from './printer-expressions';

export interface PrintOptions {
  /** Shows the source text of each safepoint in a comment. */
  readonly excerpts?: boolean;
  /** Prints only the functions that this accepts, and no sections: no longer a whole program. */
  readonly only?: (fn: ir.Function) => boolean;
}

export function printProgram(program: ir.Program, options: PrintOptions = {}): string {
  return new Printer(program, options).program();
}

class Printer {
  private readonly lines: string[] = [];
  private readonly sources = new Map<SourceFile, number>();
  private readonly functionNames: readonly string[];
  private readonly externalNames: readonly string[];

  constructor(
    private readonly input: ir.Program,
    private readonly options: PrintOptions,
  ) {
    this.functionNames = uniqueNames(input.functions.map((fn) => fn.name));
    this.externalNames = uniqueNames(input.externals.map((external) => external.name));
  }

  program(): string {
    const { input } = this;
    const functions = input.functions.filter(this.options.only ?? (() => true));
    const bodies = functions.map((fn) => this.function(fn));
    this.lines.push(`main ${this.functionNames[input.main]}`);
    for (const [source, index] of this.sources) {
      this.lines.push(`source ${index} ${JSON.stringify(source.path)}${source.isLibrary ? ' library' : ''}`);
    }
    if (!this.options.only) this.frame();
    return [...this.lines, ...bodies.flatMap((body) => ['', ...body]), ''].join('\n');
  }

  private frame(): void {
    this.input.externals.forEach((external, id) => {
      this.lines.push(`external ${this.externalNames[id]} ${signature(external.signature)}`);
    });
    this.section('rodata', this.input.rodata);
    this.section('globals', this.input.globals);
  }

  private section(name: string, { bytes, size, relocations }: ir.Section): void {
    this.lines.push(`${name} ${size} "${hex(bytes)}"`);
    for (const { at, target } of relocations) {
      const to =
        target.kind === 'function' ? this.functionNames[target.id] : `${target.kind} ${target.offset}`;
      this.lines.push(`relocate ${name} ${at} to ${to}`);
    }
  }

  private function(fn: ir.Function): string[] {
    const print = new BodyPrinter(fn, this.input, this.functionNames, this.externalNames, (s) =>
      this.span(s),
    );
    const parameters = fn.locals.slice(0, fn.parameterCount).map((_, id) => print.declaration(id));
    const library = fn.isLibrary ? ' library' : '';
    const results = fn.results.join(', ');
    const head = `function ${this.functionNames[fn.id]} (${parameters.join(', ')}) -> (${results})`;
    const lines = [`${head}${library} at ${this.span(fn.span)} {`];
    for (let id = fn.parameterCount; id < fn.locals.length; id++) lines.push(`  ${print.declaration(id)}`);
    lines.push(...print.body(fn.body, '  ', this.options.excerpts === true), '}');
    return lines;
  }

  private span(span: Span): string {
    let index = this.sources.get(span.source);
    if (index === undefined) this.sources.set(span.source, (index = this.sources.size));
    return `${index}:${span.start}..${span.end}`;
  }
}

class BodyPrinter implements Names {
  private readonly lines: string[] = [];

  constructor(
    private readonly fn: ir.Function,
    private readonly program: ir.Program,
    private readonly functionNames: readonly string[],
    private readonly externalNames: readonly string[],
    private readonly span: (span: Span) => string,
  ) {}

  local(id: ir.LocalId): string {
    return `%${this.fn.locals[id]?.name ?? '?'}.${id}`;
  }

  functionName(id: ir.FunctionId): string {
    return this.functionNames[id] ?? `@?~${id}`;
  }

  declaration(id: ir.LocalId): string {
    const local = this.fn.locals[id] as ir.Local;
    const name = this.local(id);
    if (local.kind === 'memory') return `${name}: memory ${local.size} align ${local.align}`;
    return `${name}: ${local.isScratch ? 'scratch ' : ''}${local.type}`;
  }

  body(statements: readonly ir.Statement[], indent: string, excerpts: boolean): string[] {
    for (const s of statements) this.statement(s, indent, excerpts);
    return this.lines;
  }

  private statement(s: ir.Statement, indent: string, excerpts: boolean): void {
    const start = this.lines.length;
    const put = (text: string) => this.lines.push(indent + text);
    const nest = (body: readonly ir.Statement[]) => this.body(body, `${indent}  `, excerpts);
    const prefix = this.safepoint(s.safepoint);
    switch (s.op) {
      case 'if':
        put(`${prefix}if ${this.e(s.condition)} {`);
        nest(s.then);
        if (s.else.length > 0) {
          put('} else {');
          nest(s.else);
        }
        put('}');
        break;
      case 'loop':
      case 'block':
        put(`${prefix}${s.op} L${s.label} {`);
        nest(s.body);
        put('}');
        break;
      case 'switch':
        put(`${prefix}switch.${s.type} ${this.e(s.value)} {`);
        this.cases(s, `${indent}  `, excerpts);
        put('}');
        break;
      default:
        put(prefix + this.simple(s));
    }
    if (excerpts) this.lines[start] = `${this.lines[start] ?? ''}${this.excerpt(s.safepoint)}`;
  }

  private cases(s: ir.SwitchStatement, indent: string, excerpts: boolean): void {
    const one = (head: string, body: readonly ir.Statement[]) => {
      this.lines.push(`${indent}${head} {`);
      this.body(body, `${indent}  `, excerpts);
      this.lines.push(`${indent}}`);
    };
    for (const { ranges, body } of s.cases) one(`case ${ranges.map(rangeText).join(', ')}`, body);
    one('else', s.otherwise);
  }

  private simple(s: Exclude<ir.Statement, { op: 'if' | 'loop' | 'block' | 'switch' }>): string {
    switch (s.op) {
      case 'set':
        return `set ${this.local(s.local)} = ${this.e(s.value)}`;
      case 'store':
        return `store.${s.type} ${s.guard} [${this.e(s.address)} + ${s.offset}] = ${this.e(s.value)}`;
      case 'copy': {
        const to = `${s.destinationGuard} [${this.e(s.destination)}]`;
        return `copy ${to} from ${s.sourceGuard} [${this.e(s.source)}] size ${this.e(s.size)}`;
      }
      case 'fill':
        return `fill ${s.guard} [${this.e(s.destination)}] with ${this.e(s.value)} size ${this.e(s.size)}`;
      case 'call':
        return this.call(s);
      case 'break':
      case 'continue':
        return `${s.op} L${s.label}`;
      case 'return':
        return `return ${this.list(s.values)}`.trimEnd();
      case 'trap':
        return `trap ${JSON.stringify(s.kind)} (${this.list(s.arguments)})`;
      case 'nop':
        return 'nop';
    }
  }

  private call(s: ir.CallStatement): string {
    const results = s.results.length > 0 ? ` -> ${s.results.map((id) => this.local(id)).join(', ')}` : '';
    return `call ${this.target(s.target)} (${this.list(s.arguments)})${results}`;
  }

  private target(target: ir.CallTarget): string {
    switch (target.kind) {
      case 'function':
        return this.functionName(target.id);
      case 'external':
        return `external ${this.externalNames[target.id]}`;
      case 'pointer':
        return `pointer ${this.e(target.pointer)} as ${signature(target.signature)}`;
    }
  }

  private safepoint(id: ir.SafepointId | undefined): string {
    const found = id === undefined ? undefined : this.program.safepoints.at(id);
    if (!found) return id === undefined ? '' : `[${id} missing] `;
    return `[${found.id} ${found.kind} ${this.span(found.span)} in ${found.scope}] `;
  }

  private excerpt(id: ir.SafepointId | undefined): string {
    const span = id === undefined ? undefined : this.program.safepoints.at(id)?.span;
    if (!span) return '';
    const text = span.source.text.slice(span.start, span.end).replace(/\s+/g, ' ');
    return `  ; ${text.length > 50 ? `${text.slice(0, 49)}…` : text}`;
  }

  private list(expressions: readonly ir.Expression[]): string {
    return expressions.map((e) => this.e(e)).join(', ');
  }

  private e(e: ir.Expression): string {
    return printExpression(e, this);
  }
}

function rangeText({ low, high }: ir.ValueRange): string {
  return high - low === 1n ? `${low}` : `${low}..${high}`;
}

function signature({ parameters, results }: ir.Signature): string {
  return `(${parameters.join(', ')}) -> (${results.join(', ')})`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Each name as it is referred to: with its index where it is not the only one. */
function uniqueNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, i) => {
    const quoted = /^[A-Za-z_][\w.]*$/.test(name) ? `@${name}` : `@${JSON.stringify(name)}`;
    return counts.get(name) === 1 ? quoted : `${quoted}~${i}`;
  });
}
