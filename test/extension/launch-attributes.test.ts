// The launch attributes that package.json describes to the editor are those that the adapter takes: the same names, the
// same kinds of values and bounds, the same defaults; and docs/adapter.md says so, too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { launchArguments, LAUNCH_ATTRIBUTES } from '../../adapter/launch-arguments';
import { RequestError } from '../../adapter/errors';
import { NODE } from '../../adapter/node/platform';
import { DEFAULT_STEPS } from '../../language/compile-time/evaluator';
import manifest from '../../package.json';

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const { launch } = manifest.contributes.debuggers[0]!.configurationAttributes;
const described: Readonly<Record<string, Schema>> = launch.properties;
/** Which adapter it is, the extension decides. */
const OF_EXTENSION = ['adapter'];
/** Variables of the editor stand for what the adapter cannot know. */
const OF_EDITOR = ['program', 'cwd'];
const PROGRAM = { program: '/a.rw' };

const read = (given: object): ReturnType<typeof launchArguments> => launchArguments(given, NODE.resolve);

/** The attributes that the adapter looks at. */
function looksAt(): string[] {
  const names = new Set<string>();
  const given = new Proxy(PROGRAM, {
    getOwnPropertyDescriptor: (target, name) => {
      names.add(String(name));
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  read(given);
  return [...names];
}

function isTaken(name: string, value: unknown): boolean {
  try {
    read({ ...PROGRAM, [name]: value });
    return true;
  } catch (error) {
    assert.ok(error instanceof RequestError, String(error));
    return false;
  }
}

/** Values of every kind, and those at the bounds that the schema has. */
function probes(schema: object): unknown[] {
  const bounds = [...JSON.stringify(schema).matchAll(/"(?:minimum|maximum)":(\d+)/g)].map(([, n]) =>
    Number(n),
  );
  const numbers = [-1, 0, 1, 1.5, 7, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])];
  const inside: object[] = ['quantum', 'seed', 'file', 'NAME'].flatMap((name) =>
    [...numbers, 'text', '', true, [], {}].map((value) => ({ [name]: value })),
  );
  // Null is no value in any other place: there it counts as absent.
  inside.push({ NAME: null });
  return [...numbers, 'text', '', true, false, [], ['a', 'b'], [1], [null], {}, ...inside];
}

describe('launch attributes', () => {
  it('are described exactly as far as the adapter looks at them', () => {
    const known = Object.keys(described).filter((name) => !OF_EXTENSION.includes(name));
    assert.deepEqual(looksAt().sort(), known.sort());
    assert.deepEqual([...LAUNCH_ATTRIBUTES].sort(), known.sort());
    assert.deepEqual(launch.required, ['program']);
  });

  for (const [name, schema] of Object.entries(described)) {
    describe(name, () => {
      it('has a description and a default', () => {
        assert.match(schema.description ?? '', /^[A-Z`].*\.$/);
        assert.notEqual(schema.default, undefined);
        for (const [inner, { description }] of Object.entries(schema.properties ?? {}))
          assert.match(description ?? '', /^[A-Z`N].*\.$/, inner);
      });

      if (OF_EXTENSION.includes(name)) return;

      it('has the adapter’s default', () => {
        if (OF_EDITOR.includes(name)) assert.match(String(schema.default), /^\$\{\w+\}$/);
        else if (name === 'compileSteps') assert.equal(schema.default, DEFAULT_STEPS);
        else assert.deepEqual(read({ ...PROGRAM, [name]: schema.default }), read(PROGRAM));
        const inner = Object.entries(schema.properties ?? {}).filter((entry) => 'default' in entry[1]);
        for (const [field, { default: value }] of inner)
          assert.deepEqual(read({ ...PROGRAM, [name]: { [field]: value } }), read(PROGRAM), field);
      });

      it('takes what the editor finds no fault with, and nothing else', () => {
        const isRight = new Ajv({ strict: false }).compile(schema);
        for (const value of probes(schema)) {
          // The adapter passes over what it does not know; the editor underlines it.
          const [field] = isObject(value) ? Object.keys(value) : [];
          if (field !== undefined && schema.properties && !(field in schema.properties)) continue;
          assert.equal(isTaken(name, value), isRight(value), JSON.stringify(value));
        }
      });
    });
  }

  it('have the defaults that the documentation says', () => {
    const text = readFileSync('docs/adapter.md', 'utf8');
    for (const [name, schema] of Object.entries(described)) {
      if (OF_EXTENSION.includes(name) || OF_EDITOR.includes(name)) continue;
      const [, said = ''] = new RegExp(`^\\| \`${name}\` +\\|[^|]*\\| \`([^\`]*)\``, 'm').exec(text) ?? [];
      assert.deepEqual(JSON.parse(said), schema.default, name);
    }
  });
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
