// The one place where the adapter meets the compiler and the debugger: how a program is launched. Tests
// put a scripted debugger in its place.
import type { DebuggerEvents, LaunchOptions, LaunchResult } from '../language/debugger/api';
import type { Host } from '../language/interpreter/host';
import type { SourceFile } from '../language/syntax/source';
import type { SourceLoader } from '../language/syntax/source-loader';

/** Compiles a program, with the files that it imports, and gives its debugger, in state `new`. */
export type Launch = (
  source: SourceFile,
  options: LaunchOptions & { readonly arguments: string[] },
  host: Host,
  events: DebuggerEvents,
  loader: SourceLoader,
) => LaunchResult;
