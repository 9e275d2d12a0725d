// What package.json promises the editor is what the extension and the adapter do.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import './vscode-stub';
import { LAUNCH_ATTRIBUTES } from '../../adapter/launch-arguments';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { COMMANDS } from '../../extension/commands';
import manifest from '../../package.json';

const { contributes } = manifest;
const debuggerType = contributes.debuggers[0]!;
const declared = contributes.commands.map(({ command }) => command);
/** Attributes that the extension itself reads. */
const EXTENSION_ATTRIBUTES = ['adapter'];

describe('the manifest', () => {
  it('declares exactly the commands that there are', () => {
    const ofClient = ['ropewalk.restartServer'];
    assert.deepEqual([...declared].sort(), [...Object.keys(COMMANDS), ...ofClient].sort());
  });

  it('names only declared commands, or the editor’s own, in menus and keys', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    for (const command of [...inMenus, ...contributes.keybindings.map((key) => key.command)])
      assert.ok(declared.includes(command) || command.startsWith('workbench.action.debug.'), command);
  });

  it('offers configurations made of these attributes', () => {
    const known = new Set([...LAUNCH_ATTRIBUTES, ...EXTENSION_ATTRIBUTES, 'type', 'request', 'name']);
    const bodies = debuggerType.configurationSnippets.map(({ body }) => body);
    for (const configuration of [...bodies, ...debuggerType.initialConfigurations])
      for (const attribute of Object.keys(configuration)) assert.ok(known.has(attribute), attribute);
  });

  it('names files that exist', () => {
    const files = [
      manifest.icon,
      ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
      ...contributes.commands.flatMap(({ icon }) =>
        typeof icon === 'string' ? [] : [icon.light, icon.dark],
      ),
    ];
    for (const file of files) assert.ok(existsSync(file), file);
  });

  it('leads through its walkthrough with commands that there are', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const links = steps.flatMap(({ description }) => [...description.matchAll(/\(command:([\w.]+)\)/g)]);
    assert.ok(links.length > 0);
    for (const [, command] of links)
      assert.ok(declared.includes(command!) || command!.startsWith('workbench.'), command);
  });

  it('finds diagnostics in what the command line prints', () => {
    const [pattern] = contributes.problemPatterns;
    const source = new SourceFile('a b/x.rw', 'fn main() { x = 1; }');
    const diagnostics = new Diagnostics();
    diagnostics.error('E0201', { source, start: 12, end: 13 }, 'unknown name `x`');
    const [line] = renderDiagnostic(diagnostics.list[0]!).split('\n');
    const match = new RegExp(pattern!.regexp).exec(line!)!;
    const read = (group: number): string | undefined => match[group];
    assert.deepEqual(
      [
        read(pattern!.file),
        read(pattern!.line),
        read(pattern!.column),
        read(pattern!.severity),
        read(pattern!.message),
      ],
      ['a b/x.rw', '1', '13', 'error', 'unknown name `x`'],
    );
  });

  it('has a language configuration that is JSON and whose patterns are patterns', () => {
    const configuration = JSON.parse(readFileSync('syntaxes/language-configuration.json', 'utf8')) as {
      wordPattern: string;
      indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
    };
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    assert.match('fn main() i32 {', new RegExp(increaseIndentPattern));
    assert.doesNotMatch('x := 1; -- {', new RegExp(increaseIndentPattern));
    assert.match('    }', new RegExp(decreaseIndentPattern));
    assert.equal('#run f(x)'.match(new RegExp(configuration.wordPattern))?.[0], '#run');
  });
});
