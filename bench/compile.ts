// How fast programs are compiled: lines that are parsed, and lines that are checked and lowered, in a second.
// The program is generated, of everything that programs are made of, instances of generics among them, in the
// measure in which people write it.
//
// What is measured is the compiler as it ships, in a bundle and a process of its own: run straight from its source, every
// function that is made is given its name by the loader, which takes a third of the time again, and what other suites
// leave behind would be gone through by the collector. It has compiled the program some times before, as a language
// server or a test run has; what the engine needs to come to that is told beside it.
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phases } from './compilation';
import type { Report } from './report';

const GROUP = 'compile';
/** Modules of about fifty lines each. */
const MODULES = 400;
/** After so many runs the engine has translated what is worth it. */
const WARM_UP = 10;
/** 200,000 lines a second. */
const TARGET_NS = 5000;

export function measureCompile(report: Report, repetitions: number): void {
  const text = generatedProgram(MODULES);
  const lines = text.split('\n').length;
  report.heading(`Compiling: a program of ${lines} lines`);
  const all = runsOf(text, WARM_UP + 10 * repetitions);
  const first = all[0] as Phases;
  const runs = all.slice(WARM_UP);
  const best = (phase: keyof Phases): number => Math.min(...runs.map((run) => run[phase]));
  const figure = (name: string, ms: number, target?: number): void => {
    const note = `${Math.round((lines / ms) * 1000).toLocaleString('en')} lines/s`;
    report.figure({ group: GROUP, name, value: (ms * 1e6) / lines, unit: 'ns', target, note });
  };
  figure('parsing, a line', best('parse'));
  figure('checking, a line', best('check'));
  figure('lowering, a line', best('lower'));
  const both = Math.min(...runs.map((run) => run.check + run.lower));
  figure('checking and lowering, a line', both, TARGET_NS);
  figure('the same, when the compiler has just been started', first.check + first.lower);
}

/** Compiles the text so many times, in a process of its own, with the compiler built as build.mjs builds it. */
function runsOf(text: string, count: number): readonly Phases[] {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-bench-'));
  try {
    const outfile = join(folder, 'compile.cjs');
    buildSync({
      entryPoints: [join(__dirname, 'compilation.ts')],
      bundle: true,
      minify: true,
      outfile,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      loader: { '.rw': 'text' },
    });
    const output = execFileSync(process.execPath, [outfile, String(count)], {
      input: text,
      encoding: 'utf8',
    });
    return JSON.parse(output) as Phases[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function generatedProgram(modules: number): string {
  const texts = Array.from({ length: modules }, (_, i) => moduleText(i));
  const calls = Array.from({ length: modules }, (_, i) => `    total += run_${i}(${i});`);
  return `${GENERICS}\n${texts.join('\n')}\nfn main() {\n    total: i64;\n${calls.join('\n')}\n    print("{}\\n", total);\n}\n`;
}

const GENERICS = `type List(T: type) struct { items: []T, count: i64 }
type Option(T: type) enum { some: T, none }

fn push(T: type)(l: *List(T), x: T) {
    if l.count == l.items.count {
        grown := make(T, 2 * l.count + 4);
        for item, i in l.items { grown[i] = item; }
        l.items = grown;
    }
    l.items[l.count] = x;
    l.count += 1;
}

fn find(T: type)(l: *List(T), matches: fn(*T) bool) Option(i64) {
    for i in 0..l.count { if matches(&l.items[i]) { return .some(i); } }
    return .none;
}

fn max(T: type)(a: T, b: T) T { if a > b { return a; } return b; }
`;

/** Some fifty lines that only declare what is theirs and use each other's and those of the module before. */
function moduleText(i: number): string {
  const before = i === 0 ? '0' : `run_${i - 1}(depth - 1)`;
  return `
-- Module ${i}: records, what is to be done with them, and the doing of it.
LIMIT_${i} :: ${16 + (i % 7)};

type Record_${i} struct {
    key: i32,
    weight: f64 = 1.5,
    name: string,
    next: *Record_${i},
    flags: [4]u8,
}

type Task_${i} enum { add: i32, scale: f64, rename: string, skip }

records_${i}: [LIMIT_${i}]Record_${i};
names_${i}: []string = NAMES_${i}[..];
NAMES_${i} := ["alpha", "beta", "gamma"];

fn apply_${i}(r: *Record_${i}, t: Task_${i}) bool {
    switch t {
        case add(n) { r.key += n; }
        case scale(by) { r.weight *= by; }
        case rename(name) { r.name = name; }
        case skip { return false; }
    }
    r.flags[r.key & 3] |= cast(u8) 1 << 2;
    return true;
}

fn heavy_${i}(r: *Record_${i}) bool { return r.weight > ${i % 10}.5 and r.key % 2 == 0; }

fn checksum_${i}(text: string, seed: u32 = ${i + 7}) u32 {
    hash := seed;
    for c in text {
        hash = (hash ~ cast(u32) c) * 16777619;
        if hash == 0 or hash > cast(u32) 4000000000 { hash = hash / 3 + 1; }
    }
    return hash;
}

fn run_${i}(depth: i32) i64 {
    list: List(Record_${i});
    for k in 0..LIMIT_${i} {
        r := Record_${i}{key: cast(i32) k, name: names_${i}[k % 3]};
        tasks := [Task_${i}.add(depth), .scale(0.5), .rename("task"), .skip];
        for t, n in tasks[..] {
            if !apply_${i}(&r, t) { continue; }
            records_${i}[k].key = max(r.key, cast(i32) n);
        }
        push(&list, r);
    }
    while depth > 3 { depth -= 1; }
    found := find(&list, heavy_${i});
    sum := cast(i64) checksum_${i}("module ${i}");
    if found is some { sum += found.some * 3 - 1; } else { print("none in {}: {}\\n", ${i}, sum); }
    if depth > 0 { sum += ${before}; }
    return sum;
}`;
}
