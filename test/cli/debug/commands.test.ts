// The table of commands of the terminal debugger, and how words find them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findNamed, splitLine } from '../../../language/cli/debug/command';
import { COMMANDS } from '../../../language/cli/debug/commands';
import { splitAssignment } from '../../../language/cli/debug/commands/looking';
import { bytesText, count, hexDump } from '../../../language/cli/debug/format';

function named(word: string): string {
  const found = findNamed(COMMANDS, word, 'command');
  return typeof found === 'string' ? found : found.name;
}

describe('commands of the terminal debugger', () => {
  it('have names and aliases of their own', () => {
    const words = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    assert.deepEqual([...new Set(words)].sort(), words.sort());
  });

  it('are said in one line, which ends without a full stop', () => {
    for (const { name, summary } of COMMANDS) assert.match(summary, /^[^\n]*[^.\n]$/, name);
  });

  it('are found by the abbreviations of gdb', () => {
    const abbreviations = {
      r: 'run',
      b: 'break',
      tb: 'tbreak',
      c: 'continue',
      n: 'next',
      s: 'step',
      ni: 'nexti',
      si: 'stepi',
      fin: 'finish',
      u: 'until',
      p: 'print',
      bt: 'backtrace',
      where: 'backtrace',
      f: 'frame',
      i: 'info',
      l: 'list',
      d: 'delete',
      dis: 'disable',
      en: 'enable',
      cond: 'condition',
      disp: 'display',
      rn: 'reverse-next',
      rs: 'reverse-step',
      rni: 'reverse-nexti',
      rsi: 'reverse-stepi',
      rc: 'reverse-continue',
      rf: 'reverse-finish',
      q: 'quit',
      h: 'help',
    };
    for (const [word, name] of Object.entries(abbreviations)) assert.equal(named(word), name, word);
  });

  it('are found by a beginning that no other command has', () => {
    assert.equal(named('restart'), 'restart');
    assert.equal(named('rest'), 'restart');
    assert.equal(named('backt'), 'backtrace');
    assert.match(named('reverse'), /may be .*reverse-continue.*reverse-next/);
    assert.match(named('fly'), /no command `fly`/);
    assert.match(named(''), /may be/);
  });

  it('take their format and argument from the line', () => {
    assert.deepEqual(splitLine('  print/x  a / b '), { word: 'print', format: 'x', argument: 'a / b' });
    assert.deepEqual(splitLine('reverse-next 3'), { word: 'reverse-next', format: '', argument: '3' });
    assert.deepEqual(splitLine('x/16 p'), { word: 'x', format: '16', argument: 'p' });
    assert.deepEqual(splitLine('!?'), { word: '!?', format: '', argument: '' });
  });

  it('split an assignment at its =', () => {
    assert.deepEqual(splitAssignment('x = 1'), { target: 'x', text: '1' });
    assert.deepEqual(splitAssignment('a[i].f= b == c'), { target: 'a[i].f', text: 'b == c' });
    assert.deepEqual(splitAssignment('p^ = x <= y'), { target: 'p^', text: 'x <= y' });
    for (const none of ['x == 1', 'x <= 1', 'x', '= 1', 'x ='])
      assert.equal(splitAssignment(none), undefined, none);
  });
});

describe('wording of the terminal debugger', () => {
  it('counts', () => {
    assert.deepEqual([count(0, 'hit'), count(1, 'hit'), count(2, 'hit')], ['0 hits', '1 hit', '2 hits']);
  });

  it('measures', () => {
    assert.deepEqual([0, 1023, 1025, 1 << 20, 1.5 * (1 << 20), 256 << 20].map(bytesText), [
      '0 bytes',
      '1023 bytes',
      '2 KiB',
      '1 MiB',
      '1.5 MiB',
      '256 MiB',
    ]);
  });

  it('shows memory, sixteen bytes to a line', () => {
    const rows = hexDump(0x1000, new TextEncoder().encode('Ropewalk, 17 bytes'));
    assert.deepEqual(rows, [
      '0x1000:  52 6f 70 65 77 61 6c 6b 2c 20 31 37 20 62 79 74  Ropewalk, 17 byt',
      '0x1010:  65 73                                            es',
    ]);
  });
});

describe('docs/terminal.md', () => {
  const text = readFileSync('docs/terminal.md', 'utf8');

  it('tells of every command, with its abbreviations', () => {
    for (const { name, usage, aliases = [], summary } of COMMANDS) {
      const row = text
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}${usage === undefined ? '`' : ' '}`));
      assert.ok(row, `${name} is missing`);
      for (const alias of aliases) assert.ok(row.includes(`\`${alias}\``), `${name}: ${alias}`);
      assert.ok(row.includes(summary), `${name}: ${summary}`);
    }
  });
});
