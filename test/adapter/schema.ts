// Checks protocol messages against the protocol's own JSON schema.
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Message {
  readonly type?: unknown;
  readonly command?: unknown;
  readonly event?: unknown;
  readonly success?: unknown;
}

const schema = JSON.parse(readFileSync(join(__dirname, 'debugAdapterProtocol.json'), 'utf8')) as {
  $schema?: string;
  definitions: Record<string, unknown>;
};
// It is written for an older draft than the checker's; nothing that it uses has changed.
delete schema.$schema;
const ajv = new Ajv({ strict: false });
for (const bits of [32, 64]) {
  const inside = (least: number, most: number) => (n: number) =>
    Number.isInteger(n) && n >= least && n <= most;
  ajv.addFormat(`int${bits}`, { type: 'number', validate: inside(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) });
  ajv.addFormat(`uint${bits}`, { type: 'number', validate: inside(0, 2 ** bits - 1) });
}
ajv.addSchema(schema, 'dap');
const compiled = new Map<string, ValidateFunction>();

/** Undefined if the message is as the schema says, else what is wrong with it. */
export function schemaFault(message: unknown): string | undefined {
  const definition = definitionOf(message as Message);
  const validate = compiled.get(definition) ?? ajv.compile({ $ref: `dap#/definitions/${definition}` });
  compiled.set(definition, validate);
  if (validate(message)) return undefined;
  return `${definition}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(message).slice(0, 2000)}`;
}

function definitionOf({ type, command, event, success }: Message): string {
  if (type === 'event') return known(`${capital(String(event))}Event`, 'Event');
  if (type === 'request') return known(`${capital(String(command))}Request`, 'Request');
  if (success === false) return 'ErrorResponse';
  return known(`${capital(String(command))}Response`, 'Response');
}

/** Requests of our own are held to the general shape. */
function known(name: string, otherwise: string): string {
  return Object.hasOwn(schema.definitions, name) ? name : otherwise;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
