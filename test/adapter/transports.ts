// Ways to reach an adapter: in memory, as a process on stdio, and over TCP.
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { connect } from '../../adapter/node/connection';
import { FrameReader, frame } from '../../adapter/node/framing';
import type { Launch } from '../../adapter/launcher';
import { DapClient } from './dap-client';
import type { Message } from './dap-client';

const ROOT = join(__dirname, '..', '..');

export interface InMemory {
  readonly client: DapClient;
  /** Bytes from the client to the adapter. */
  readonly wire: PassThrough;
  /** True once the session has closed. */
  readonly closed: () => boolean;
}

/** A session in this process, over streams. */
export function inMemory(launch: Launch): InMemory {
  const wire = new PassThrough();
  const answers = new PassThrough();
  let closed = false;
  const client = new DapClient((message) => wire.write(frame(message)));
  deliver(answers, client);
  connect(wire, answers, launch, () => (closed = true));
  return { client, wire, closed: () => closed };
}

export interface AdapterProcess {
  readonly process: ChildProcess;
  readonly client: DapClient;
  /** The exit code, once the process has ended. */
  readonly exit: Promise<number | null>;
}

/** The adapter as its users run it. */
export function spawnAdapter(...words: string[]): ChildProcess {
  return spawn(process.execPath, [bundle(), ...words], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
}

let bundled: string | undefined;

/** Bundled here as the build does it, so that a `dist` of yesterday is never what is tested. */
function bundle(): string {
  if (bundled !== undefined) return bundled;
  bundled = join(mkdtempSync(join(tmpdir(), 'ropewalk-dap-')), 'ropewalk-dap.js');
  buildSync({
    entryPoints: [join(ROOT, 'adapter', 'node', 'main.ts')],
    outfile: bundled,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.rw': 'text' },
    logLevel: 'error',
  });
  return bundled;
}

export function overStdio(): AdapterProcess {
  const child = spawnAdapter();
  const client = new DapClient((message) => child.stdin?.write(frame(message)));
  deliver(child.stdout as Readable, client);
  return { process: child, client, exit: exitOf(child) };
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('exit', resolve));
}

export function overTcp(port: number): { socket: Socket; client: DapClient } {
  const socket = createConnection(port, '127.0.0.1');
  const client = new DapClient((message) => socket.write(frame(message)));
  deliver(socket, client);
  return { socket, client };
}

function deliver(stream: Readable, client: DapClient): void {
  const reader = new FrameReader();
  stream.on('data', (chunk: Buffer) => {
    for (const found of reader.push(chunk)) {
      if (found.kind !== 'message') throw new Error(`the adapter sent what is no message: ${found.reason}`);
      client.receive(found.message as Message);
    }
  });
}
