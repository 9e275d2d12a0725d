// The colours of an editor: the TextMate grammar, run by the engine that VS Code uses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as oniguruma from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar, type IToken } from 'vscode-textmate';
import { KEYWORDS } from '../../language/syntax/token';

const GRAMMAR = 'syntaxes/ropewalk.tmLanguage.json';
const FIXTURE = 'test/fixtures/grammar/tokens.rw';

async function loadGrammar(): Promise<IGrammar> {
  const engine = createRequire(__filename).resolve('vscode-oniguruma');
  await oniguruma.loadWASM(readFileSync(join(dirname(engine), 'onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR)),
  });
  const grammar = await registry.loadGrammar('source.ropewalk');
  assert.ok(grammar);
  return grammar;
}

/** The tokens of each line. */
function tokenize(grammar: IGrammar, lines: readonly string[]): IToken[][] {
  let state = INITIAL;
  return lines.map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens;
  });
}

describe('the grammar for editors', () => {
  let grammar: IGrammar;
  before(async () => (grammar = await loadGrammar()));

  it('gives every token of the fixture its scope', () => {
    const lines = readFileSync(FIXTURE, 'utf8').split('\n');
    const tokens = tokenize(grammar, lines);
    let code = 0;
    let expectations = 0;
    lines.forEach((line, index) => {
      const match = /^--( *)(\^+) ([a-z.-]+)$/.exec(line);
      if (!match) {
        code = index;
        return;
      }
      const [, indent = '', carets = '', scope = ''] = match;
      for (let column = indent.length + 2; column < indent.length + 2 + carets.length; column++) {
        const scopes = tokens[code]?.find((t) => t.startIndex <= column && column < t.endIndex)?.scopes ?? [];
        const found = scopes.some((each) => each === scope || each.startsWith(`${scope}.`));
        assert.ok(
          found,
          `${FIXTURE}:${code + 1}:${column + 1}: expected ${scope}, found ${scopes.join(' ')}`,
        );
      }
      expectations++;
    });
    assert.ok(expectations > 40);
  });

  it('knows every keyword of the lexer', () => {
    for (const keyword of KEYWORDS.keys()) {
      const scopes = tokenize(grammar, [` ${keyword} `])[0]?.flatMap((token) => token.scopes) ?? [];
      const known = scopes.some((scope) =>
        /^(keyword|storage|constant|support|variable\.language)\./.test(scope),
      );
      assert.ok(known, `${keyword} looks like a name: ${scopes.join(' ')}`);
    }
  });
});
