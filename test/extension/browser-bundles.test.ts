// What is shipped for browsers has nothing in it that needs Node: looked up in the list of what went into each bundle.
import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import manifest from '../../package.json';
import { bundleForBrowser } from '../browser-worker';

type Options = Parameters<typeof bundleForBrowser>[1];
const EXTENSION: Options = { format: 'cjs', external: ['vscode'] };
/** Each with what the editor gives it. */
const BUNDLES: readonly (readonly [string, string, Options, readonly string[]])[] = [
  ['the extension', 'extension/browser/main.ts', EXTENSION, ['vscode']],
  ['the debug adapter', 'adapter/browser/main.ts', {}, []],
  ['the language server', 'language/server/protocol/worker.ts', {}, []],
];
/** Our own folders that are of Node, and the halves of packages that are. */
const OF_NODE = /^(adapter|extension)\/node\/|^language\/cli\/|\/lib\/node\/|^node:/;

describe('the bundles for browsers', function () {
  this.timeout(60_000);

  for (const [name, entry, options, wanted] of BUNDLES) {
    it(`need nothing of Node: ${name}`, () => {
      const { metafile, outputFiles } = bundleForBrowser(entry, options);
      const inputs = Object.keys(metafile.inputs);
      assert.ok(inputs.includes(entry));
      assert.deepEqual(
        inputs.filter((path) => OF_NODE.test(path)),
        [],
      );
      // What is not in the bundle, and has to be there where it runs.
      const outside = Object.values(metafile.outputs).flatMap(({ imports }) =>
        imports.map(({ path }) => path),
      );
      assert.deepEqual([...new Set(outside)], wanted);
      const text = outputFiles[0]?.text ?? '';
      for (const module of builtinModules)
        assert.doesNotMatch(text, new RegExp(`require\\(["'](node:)?${module}["']\\)`), module);
    });
  }

  it('are found to need Node where they do', () => {
    assert.throws(
      () => bundleForBrowser('extension/node/main.ts', { ...EXTENSION, logLevel: 'silent' }),
      /Could not resolve/,
    );
  });

  it('have the standard library in them', () => {
    for (const entry of ['adapter/browser/main.ts', 'language/server/protocol/worker.ts'])
      assert.ok(Object.keys(bundleForBrowser(entry).metafile.inputs).includes('language/std/io.rw'), entry);
  });

  it('are what package.json names', () => {
    assert.equal(manifest.browser, './dist/browser/extension.js');
  });
});
