// The arguments of `ropewalk-dap`.

export type CommandLine =
  | { readonly kind: 'stdio' }
  /** 0 lets the system choose a port. */
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string };

export const USAGE = `Usage: ropewalk-dap [--port N]

The debug adapter of Ropewalk: speaks the Debug Adapter Protocol on standard input and output,
or with --port on 127.0.0.1:N, where each connection is a session of its own.

  --port N    listen on port N (0: any free one); the port is said on standard error
  --version   print the version
  --help      print this
`;

/** Understands `--port N` and `--port=N`. */
export function commandLine(words: readonly string[]): CommandLine {
  const [first, ...rest] = words.flatMap((word) => /^(--port)=(.*)$/.exec(word)?.slice(1) ?? [word]);
  if (first === undefined) return { kind: 'stdio' };
  if (first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version') return { kind: 'version' };
  if (first !== '--port') return { kind: 'wrong', message: `unknown argument \`${first}\`` };
  const [port, extra] = rest;
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    return { kind: 'wrong', message: '`--port` needs a number from 0 to 65535' };
  }
  if (extra !== undefined) return { kind: 'wrong', message: `unknown argument \`${extra}\`` };
  return { kind: 'port', port: Number(port) };
}
