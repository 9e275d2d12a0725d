// docs/errors.md is what the tables of codes and their examples say: with UPDATE=1 it is written anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../language/compile';
import { LIMIT_CODES } from '../../language/interpreter/limits';
import { RUN_CODES, SEMANTIC_CODES } from '../../language/semantics/codes';
import { SYNTAX_CODES } from '../../language/syntax/codes';
import type { Diagnostic } from '../../language/syntax/diagnostic';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { checkText } from '../semantics/check-text';
import { parseText } from '../syntax/parse-text';

const PAGE = join(__dirname, '../../docs/errors.md');
/** For the example that runs until its steps are used up. */
const FEW_STEPS = 1_000_000;
/** An example longer than this shows a limit, and is shown cut. */
const LONGEST_EXAMPLE = 300;

const INTRODUCTION = `# Errors and warnings

Every mistake that Ropewalk finds in a program has a code, which stays the same from version to version. This
page lists them, each with the smallest program that produces it and what is then printed. It is generated
from the tables in \`language/syntax/codes.ts\`, \`language/semantics/codes.ts\` and \`language/interpreter/limits.ts\`
(\`UPDATE=1 npx mocha test/docs/errors.test.ts\`).
`;

interface Entry {
  readonly code: string;
  readonly title: string;
  readonly example: string;
  readonly found: readonly Diagnostic[];
}

function cut(text: string): string {
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, 60)}…` : text;
}

function section({ code, title, example, found }: Entry): string {
  const diagnostic = found.find((d) => d.code === code);
  const output = diagnostic ? renderDiagnostic(diagnostic) : '';
  return `### ${code}: ${title}\n\n\`\`\`rw\n${cut(example)}\n\`\`\`\n\n\`\`\`text\n${output}\n\`\`\`\n`;
}

function page(): string {
  const source = (example: string): SourceFile => new SourceFile('example.rw', example);
  const syntax = SYNTAX_CODES.map((e) => ({ ...e, found: parseText(source(e.example)).diagnostics }));
  const semantics = Object.entries(SEMANTIC_CODES).map(([code, e]) => {
    return { ...e, code, found: checkText(source(e.example)).diagnostics };
  });
  const runs = Object.entries(RUN_CODES).map(([code, e]) => {
    return { ...e, code, found: compile(source(e.example), { steps: FEW_STEPS }).diagnostics };
  });
  const limits = Object.entries(LIMIT_CODES).map(([code, e]) => {
    return { ...e, code, found: compile(source(e.example)).diagnostics };
  });
  return [
    INTRODUCTION,
    '## How it is written\n',
    ...syntax.map(section),
    '## What it means\n',
    ...semantics.map(section),
    '## What is run while compiling\n',
    ...runs.map(section),
    '## How large it may be\n',
    ...limits.map(section),
  ].join('\n');
}

describe('docs/errors.md', () => {
  it('lists every code with its example', () => {
    const expected = page();
    if (process.env.UPDATE) writeFileSync(PAGE, expected);
    const actual = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
    assert.equal(actual, expected, 'docs/errors.md is stale: UPDATE=1 npx mocha test/docs/errors.test.ts');
  });

  it('no code has two meanings', () => {
    const codes = [
      ...SYNTAX_CODES.map((e) => e.code),
      ...Object.keys(SEMANTIC_CODES),
      ...Object.keys(RUN_CODES),
    ];
    assert.equal(new Set(codes).size, codes.length);
  });
});
