// The extension against a stand-in for the editor.
import assert from 'node:assert/strict';
import { asked, editor, uriOf } from './vscode-stub';
import { COMMANDS } from '../../extension/commands';
import { configurationProvider } from '../../extension/configurations';
import { timeText } from '../../extension/time-status';

describe('the extension', () => {
  afterEach(() => {
    editor.activeFile = undefined;
    editor.session = undefined;
    editor.inputBox = undefined;
    asked.requests.length = asked.told.length = asked.started.length = 0;
  });

  describe('F5', () => {
    const resolve = async (
      configuration: object,
      folder?: object,
    ): Promise<Record<string, unknown> | undefined> => {
      const token = undefined as never;
      return (
        (await configurationProvider.resolveDebugConfiguration?.(
          folder as never,
          configuration as never,
          token,
        )) ?? undefined
      );
    };

    it('debugs the active Ropewalk file without a launch.json', async () => {
      editor.activeFile = { path: '/w/a.rw', languageId: 'ropewalk' };
      const configuration = await resolve({});
      assert.equal(configuration?.['program'], '/w/a.rw');
      assert.equal(configuration?.['type'], 'ropewalk');
      assert.equal(configuration?.['request'], 'launch');
    });

    it('names a file by its address where it lies on no disk', async () => {
      editor.activeFile = { path: '/w/a.rw', languageId: 'ropewalk', scheme: 'vscode-vfs' };
      const folder = { uri: { scheme: 'vscode-vfs', toString: () => 'vscode-vfs://github/w' } };
      const configuration = await resolve({}, folder);
      assert.equal(configuration?.['program'], 'vscode-vfs:///w/a.rw');
      assert.equal(configuration?.['cwd'], 'vscode-vfs://github/w');
    });

    it('leaves the choice to the editor where another file is open', async () => {
      editor.activeFile = { path: '/w/a.c', languageId: 'c' };
      assert.equal(await resolve({}), undefined);
    });

    it('resolves relative paths against the workspace, unless told otherwise', async () => {
      const folder = { uri: { scheme: 'file', fsPath: '/w' } };
      const given = { type: 'ropewalk', request: 'launch', name: 'x', program: 'a.rw' };
      assert.equal((await resolve(given, folder))?.['cwd'], '/w');
      assert.equal((await resolve({ ...given, cwd: '/v' }, folder))?.['cwd'], '/v');
    });

    it('names the files of no disk by their addresses, wherever a path leaves out the place', async () => {
      const given = { type: 'ropewalk', request: 'launch', name: 'x', program: '/w/#1.rw', cwd: '/w' };
      const complete = async (configuration: object, folder?: object): Promise<unknown> =>
        configurationProvider.resolveDebugConfigurationWithSubstitutedVariables?.(
          folder as never,
          configuration as never,
          undefined,
        );
      const onWeb = { uri: uriOf('vscode-vfs', '/w') };
      assert.deepEqual(await complete({ ...given, stdin: { file: '/w/in' } }, onWeb), {
        ...given,
        program: 'vscode-vfs:///w/%231.rw',
        cwd: 'vscode-vfs:///w',
        stdin: { file: 'vscode-vfs:///w/in' },
      });
      const relative = { ...given, program: 'a.rw', cwd: 'vscode-vfs:///v', stdin: '/a text' };
      assert.deepEqual(await complete(relative, onWeb), relative);
      assert.deepEqual(await complete(given, { uri: uriOf('file', '/w') }), given);
      // Without a folder, the open file tells the place.
      editor.activeFile = { path: '/w/#1.rw', languageId: 'ropewalk', scheme: 'vscode-vfs' };
      assert.deepEqual(await complete({ ...given, cwd: undefined }), {
        ...given,
        program: 'vscode-vfs:///w/%231.rw',
        cwd: undefined,
      });
    });

    it('says what is missing', async () => {
      const given = { type: 'ropewalk', request: 'launch', name: 'x' };
      const token = undefined as never;
      const resolved = await configurationProvider.resolveDebugConfigurationWithSubstitutedVariables?.(
        undefined,
        given,
        token,
      );
      assert.equal(resolved, undefined);
      assert.match(asked.told.join(), /"program"/);
    });
  });

  describe('the status bar', () => {
    it('says how far back one stands', () => {
      assert.equal(timeText({ now: 11_823, end: 11_823 }), '$(history) t 11,823');
      assert.equal(timeText({ now: 11_822, end: 11_823 }), '$(debug-reverse-continue) REVERSE 1 step back');
      assert.equal(
        timeText({ now: 823, end: 11_823 }),
        '$(debug-reverse-continue) REVERSE 11,000 steps back',
      );
    });
  });

  describe('commands', () => {
    const run = async (id: string): Promise<void> => {
      await COMMANDS[id]?.();
    };

    it('step backwards in the session’s thread', async () => {
      editor.session = { id: 's', type: 'ropewalk', answers: { threads: { threads: [{ id: 7 }] } } };
      await run('ropewalk.reverseStepIn');
      await run('ropewalk.reverseStepOut');
      const movements = asked.requests.filter(({ command }) => command !== 'threads');
      assert.deepEqual(movements, [
        { command: 'ropewalk/reverseStepIn', args: { threadId: 7 } },
        { command: 'ropewalk/reverseStepOut', args: { threadId: 7 } },
      ]);
    });

    it('leave other debuggers alone', async () => {
      editor.session = { id: 's', type: 'node', answers: {} };
      await run('ropewalk.reverseStepIn');
      assert.deepEqual(asked.requests, []);
    });

    it('go to a time inside the history, and to no other', async () => {
      const history = { start: 0, end: 500, now: 20 };
      editor.session = { id: 's', type: 'ropewalk', answers: { 'ropewalk/history': history } };
      editor.inputBox = ({ validateInput }) => {
        assert.equal(validateInput('500'), undefined);
        assert.ok(validateInput('501'));
        assert.ok(validateInput('now'));
        return '120';
      };
      await run('ropewalk.goToTime');
      assert.deepEqual(asked.requests.at(-1), { command: 'ropewalk/goToTime', args: { time: 120 } });
    });

    it('tell what the adapter refuses', async () => {
      editor.session = { id: 's', type: 'ropewalk', answers: { threads: new Error('The program runs.') } };
      await run('ropewalk.reverseStepIn');
      assert.deepEqual(asked.told, ['The program runs.']);
    });

    it('run and debug the open file', async () => {
      editor.activeFile = { path: '/w/a.rw', languageId: 'ropewalk' };
      await run('ropewalk.runFile');
      assert.equal(asked.started[0]?.configuration['program'], '/w/a.rw');
      assert.deepEqual(asked.started[0]?.options, { noDebug: true });
    });
  });
});
