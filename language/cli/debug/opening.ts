// Begins a dialogue: compiles and launches the program, and leads what it does to the screen.
import type { Schedule } from '../../interpreter/threads/scheduler';
import type { DebuggerApi, DebuggerEvents, Progress } from '../../debugger/api';
import { launch } from '../../debugger/launch';
import type { Diagnostic } from '../../syntax/diagnostic';
import { renderDiagnostic } from '../../syntax/render-diagnostic';
import type { SourceFile } from '../../syntax/source';
import { heldInputHost } from '../program-host';
import { DISK, readSource } from '../read-source';
import { Dialogue, type Relaunched } from './dialogue';
import { tellApart } from './format';
import type { Screen } from './terminal';

/** A program to debug. */
export interface Subject {
  readonly file: string;
  readonly programArguments: readonly string[];
  /** Whether what runs while compiling is debugged, too. */
  readonly compileTime?: boolean;
  /** Steps that each run may take while compiling. */
  readonly compileSteps?: number;
  /** All that it can read; nothing if absent. */
  readonly input?: Uint8Array;
  /** Bytes. */
  readonly memoryLimit: number;
  /** Bytes. */
  readonly historyBudget: number;
  /** Whether a wrong use of the heap is a trap. */
  readonly memoryCheck?: boolean;
  /** How threads take turns. */
  readonly schedule?: Schedule;
}

export type Opening =
  | { readonly ok: true; readonly dialogue: Dialogue }
  /** The program could not be read. */
  | { readonly ok: false; readonly message: string }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Nothing has run yet when it returns. */
export function openDialogue(subject: Subject, screen: Screen): Opening {
  // The events of the time before there is a dialogue concern only breakpoints that nobody has set.
  const scene: { dialogue?: Dialogue } = {};
  const events: DebuggerEvents = {
    onOutput: (stream, bytes) => screen.programOutput(stream, bytes),
    onLog: (message) => screen.line(message),
    onProgress: (progress) => screen.progress(progress.done ? undefined : progressText(progress)),
    onBreakpointChanged: (status) => scene.dialogue?.breakpoints.statusChanged(status),
  };
  const first = launchOnce(subject, events);
  if (!first.ok) return first;
  const again = (): Relaunched => {
    const next = launchOnce(subject, events);
    if (next.ok) return next;
    const problems = 'message' in next ? [next.message] : next.diagnostics.map((d) => renderDiagnostic(d));
    return { ok: false, complaint: `${problems.join('\n')}\nThe program is not begun anew.` };
  };
  scene.dialogue = new Dialogue(first, again, screen);
  return { ok: true, dialogue: scene.dialogue };
}

function progressText({ title, fraction }: Progress): string {
  return fraction === undefined ? `${title}…` : `${title} ${Math.floor(fraction * 100)} %`;
}

type Launched =
  | { readonly ok: true; readonly debugger: DebuggerApi; readonly program: SourceFile }
  | Exclude<Opening, { ok: true }>;

/** Reads the files as they are now. */
function launchOnce(subject: Subject, events: DebuggerEvents): Launched {
  const read = readSource(subject.file);
  if (!read.ok) return read;
  const host = heldInputHost(subject.input ?? new Uint8Array(), subject.programArguments, (stream, bytes) =>
    events.onOutput(stream === 1 ? 'stdout' : 'stderr', bytes),
  );
  const options = {
    stopOnEntry: false,
    stopAtEnd: true,
    justMyCode: true,
    compileTime: subject.compileTime,
    compileSteps: subject.compileSteps,
    memoryLimit: subject.memoryLimit,
    historyBudget: subject.historyBudget,
    memoryCheck: subject.memoryCheck,
    schedule: subject.schedule,
    arguments: [...subject.programArguments],
  };
  const launched = launch(read.value, options, host, events, DISK);
  if (!launched.ok) return launched;
  tellApart(launched.debugger.sources);
  return { ...launched, program: read.value };
}
