// The library's document is true and whole: its programs run and print what they say, and every function and type
// that a program can use stands in it as it is declared, and in one of its programs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES } from '../../language/std/library';
import { checkProgram } from '../language/run-program';

const document = readFileSync(join(__dirname, '../../docs/library.md'), 'utf8');
const programs = [...document.matchAll(/```rw\n(.*?)```/gs)].map((block) => block[1] as string);

describe('docs/library.md', () => {
  programs.forEach((program, i) => {
    it(`program ${i + 1} does what it says`, () => checkProgram(`library-${i + 1}.rw`, program));
  });

  for (const { path, text } of MODULES) {
    const name = path.replace(/^std\/|\.rw$/g, '');
    const section = document.split(/^## /m).find((part) => part.startsWith(`${path}\n`)) ?? '';

    it(`describes all of ${path}`, () => {
      const declarations = [...text.matchAll(/^(?:fn|type) (?!_)(\w+).*$/gm)];
      assert.ok(declarations.length > 0);
      for (const [line, declared] of declarations) {
        if (line.startsWith('fn')) {
          const signature = line.replace(/ \{.*|;$/, '');
          assert.ok(section.includes(`\`${signature}\``), `it does not say \`${signature}\``);
          assert.ok(isUsed(name, declared as string), `no program uses ${name}.${declared}`);
        } else {
          assert.match(section, new RegExp(`\`type ${declared}\\b`), `it does not say what ${declared} is`);
        }
      }
    });
  }
});

function isUsed(module: string, member: string): boolean {
  return programs.some((program) => new RegExp(`\\b${module}\\.${member}\\b`).test(program));
}
