// The command line as data.
import assert from 'node:assert/strict';
import { COMMANDS, parseArguments, type Work } from '../../language/cli/arguments';
import { helpText, shortHelp } from '../../language/cli/help';

const MEBIBYTE = 1024 * 1024;

function work(...argv: string[]): Work {
  const invocation = parseArguments(argv);
  assert.ok('file' in invocation, JSON.stringify(invocation));
  return invocation;
}

function misuse(...argv: string[]): string {
  const invocation = parseArguments(argv);
  assert.equal(invocation.command, 'misuse');
  return 'message' in invocation ? invocation.message : '';
}

describe('the command line', () => {
  it('names a command and a file', () => {
    const { command, file, programArguments, memoryLimit } = work('run', 'a.rw');
    assert.deepEqual([command, file, programArguments, memoryLimit], ['run', 'a.rw', [], 256 * MEBIBYTE]);
  });

  it('gives what stands behind -- to the program, untouched', () => {
    const { file, programArguments } = work('debug', '--memory', '8', 'a.rw', '--', '--memory', '9', '--');
    assert.equal(file, 'a.rw');
    assert.deepEqual(programArguments, ['--memory', '9', '--']);
    const short = work('run', 'a.rw', 'b', '--memory', '8', 'c d', '--', '-e');
    assert.deepEqual([short.file, short.programArguments], ['a.rw', ['b', 'c d', '-e']]);
  });

  it('takes options before and behind the file, with a space or =', () => {
    const all = work('debug', '--script=s.txt', 'a.rw', '--stdin', 'i.txt', '--history=16', '--memory', '2');
    assert.equal(all.script, 's.txt');
    assert.equal(all.stdin, 'i.txt');
    assert.equal(all.historyBudget, 16 * MEBIBYTE);
    assert.equal(all.memoryLimit, 2 * MEBIBYTE);
  });

  it('knows help and version anywhere they make sense', () => {
    for (const argv of [['--help'], ['-h'], ['help'], ['run', '--help'], ['check', '-h', 'x']])
      assert.equal(parseArguments(argv).command, 'help', argv.join(' '));
    for (const argv of [['--version'], ['version']]) assert.equal(parseArguments(argv).command, 'version');
    assert.equal(work('run', 'a.rw', '--', '--help').programArguments[0], '--help');
  });

  it('says what is wrong', () => {
    assert.match(misuse(), /command is missing/);
    assert.match(misuse('rnu'), /no command `rnu`/);
    assert.match(misuse('--fast'), /no option `--fast`/);
    assert.match(misuse('run'), /needs a file/);
    assert.match(misuse('check', 'a.rw', 'b.rw'), /one too many$/);
    assert.match(misuse('check', 'a.rw', '--', 'x'), /takes no program arguments/);
    assert.match(misuse('run', '--script', 'x', 'a.rw'), /has no option `--script`/);
    assert.match(misuse('debug', 'a.rw', '--script'), /needs a value/);
    for (const size of ['0', '-1', '1.5', 'x', '2049', '99999999999999999999'])
      assert.match(misuse('run', 'a.rw', '--memory', size), /from 1 to 2048/, size);
  });

  it('takes options without a value', () => {
    assert.equal(work('check', '--warnings-as-errors', 'a.rw').warningsAsErrors, true);
    assert.equal(work('run', 'a.rw', '--warnings-as-errors').warningsAsErrors, true);
    assert.equal(work('run', 'a.rw').warningsAsErrors, false);
    assert.match(misuse('check', '--warnings-as-errors=yes', 'a.rw'), /takes no value/);
    assert.match(misuse('debug', '--warnings-as-errors', 'a.rw'), /has no option/);
  });

  it('is explained, with every option', () => {
    for (const spec of COMMANDS) {
      for (const text of [helpText(), helpText(spec), shortHelp(spec)]) {
        assert.ok(text.includes(`ropewalk ${spec.name} FILE`));
        for (const { name: option, value } of spec.options)
          assert.ok(text.includes(value === undefined ? option : `${option} ${value}`));
      }
      assert.equal(helpText(spec).match(/ropewalk \w/g)?.length, 1);
      assert.ok(shortHelp().includes(`ropewalk ${spec.name} FILE`));
    }
  });

  it('is explained for the command that was meant', () => {
    for (const argv of [['test', '--help'], ['test', '--seed', 'x', 'a.rw'], ['test']]) {
      const invocation = parseArguments(argv);
      assert.equal('about' in invocation && invocation.about?.name, 'test');
    }
    assert.match(
      misuse('test', 'a.rw', '--seed', 'x'),
      /takes a whole number from 1 to 4294967295, not `x`$/,
    );
    assert.match(misuse('run', 'a.rw', '--quantum', '0'), /takes a whole number of steps from 1 to /);
  });
});
