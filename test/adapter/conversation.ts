// The openings of conversations that most tests share.
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Launch } from '../../adapter/launcher';
import type { Body, DapClient } from './dap-client';
import { scripted } from './scripted-debugger';
import type { Calls, Script } from './scripted-debugger';
import { inMemory } from './transports';
import type { InMemory } from './transports';

export const INITIALIZE = { adapterID: 'ropewalk', pathFormat: 'path', supportsVariableType: true };

/** A folder of this run's own; the system clears it away. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ropewalk-adapter-')));
let files = 0;

/** Writes a program to disk and gives its path. */
export function programFile(text: string, name = `program${++files}.rw`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

export async function initialize(client: DapClient, more: object = {}): Promise<Body> {
  const capabilities = await client.ask('initialize', { ...INITIALIZE, ...more });
  await client.event('initialized');
  return capabilities;
}

export interface Talk extends InMemory {
  readonly program: string;
  readonly calls: Calls;
}

/** A session whose debugger is scripted, before `initialize`. */
export function talk(script: Script, lines = 9): Talk {
  const calls: Calls = [];
  const text = Array.from({ length: lines }, (_, line) => `-- line ${line + 1}`).join('\n');
  return { ...inMemory(scripted(script, calls)), program: programFile(text), calls };
}

/** Initializes and launches; the program stands at its entry. */
export async function atEntry(session: Talk, more: object = {}): Promise<Body> {
  const { client, program } = session;
  await initialize(client, more);
  await client.ask('launch', { program, stopOnEntry: true });
  await client.ask('configurationDone');
  return client.event('stopped');
}

/** A session over a real compiler and debugger, launched and not yet configured. */
export async function launched(launch: Launch, text: string, attributes: object = {}, more: object = {}) {
  const session = inMemory(launch);
  const program = programFile(text);
  await initialize(session.client, more);
  await session.client.ask('launch', { program, ...attributes });
  return { ...session, program };
}

/** The number of the line that ends in `-- bp: NAME`. */
export function lineOf(text: string, mark: string): number {
  const line = text.split('\n').findIndex((one) => one.trimEnd().endsWith(`-- bp: ${mark}`));
  if (line < 0) throw new Error(`no mark ${mark}`);
  return line + 1;
}
