// The server as Debian's Neovim uses it, set up as docs/editors.md says: mistakes, hover, completion, renaming and
// a quick fix arrive in a real editor that knows nothing of us.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { command } from '../cli/command';

const TEXT =
  'fn area(w: i32) i32 { return w; }\nfn main() {\n    total := area(2);\n    print("{}", totl);\n}\n';

/** Asks the editor, when it has heard of the mistakes, and writes its answers into the file `$ANSWERS`. */
const SCRIPT = `
local function wait(what, test)
  if not vim.wait(20000, test, 20) then error("waited in vain for " .. what) end
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do return answer.result end
end
local function at(line, character)
  return { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
end
local ok, why = pcall(function()
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { one.lnum, one.col, one.end_col, one.message })
  end
  local labels = {}
  for _, item in ipairs(ask("textDocument/completion", at(3, 20)).items) do table.insert(labels, item.label) end
  local there = at(3, 18)
  local fix = ask("textDocument/codeAction", {
    textDocument = there.textDocument,
    range = { start = there.position, ["end"] = there.position },
    context = { diagnostics = {} },
  })[1]
  local hover = ask("textDocument/hover", at(2, 14)).contents.value
  local rename = vim.tbl_extend("force", at(0, 4), { newName = "surface" })
  local offered = vim.lsp.get_client_by_id(vim.tbl_keys(vim.lsp.buf_get_clients(0))[1]).offset_encoding
  vim.lsp.util.apply_workspace_edit(fix.edit, offered)
  vim.lsp.util.apply_workspace_edit(ask("textDocument/rename", rename), offered)
  wait("no diagnostics", function() return #vim.diagnostic.get(0) == 0 end)
  local answers = { found = found, labels = labels, fix = fix.title, hover = hover,
    lines = vim.api.nvim_buf_get_lines(0, 0, -1, false) }
  vim.fn.writefile({ vim.fn.json_encode(answers) }, vim.env.ANSWERS)
end)
if not ok then vim.fn.writefile({ vim.fn.json_encode({ fault = why }) }, vim.env.ANSWERS) end
vim.cmd("qa!")
`;

/** The block of the document that is for the Neovim of Debian, with our own command. */
function setUp(): string {
  const text = readFileSync('docs/editors.md', 'utf8');
  const block = /\*\*Neovim\*\* \(0\.7[^]*?```lua\n([^]*?)```/.exec(text)?.[1];
  assert.ok(block, 'docs/editors.md has a set-up for it');
  const own = `{ ${JSON.stringify(process.execPath)}, ${JSON.stringify(resolve(command()))}, "lsp" }`;
  assert.ok(block.includes('{ "ropewalk", "lsp" }'), block);
  return block.replace('{ "ropewalk", "lsp" }', own);
}

describe('the language server in Neovim', function () {
  this.timeout(60_000);
  let folder: string;

  before(function () {
    if (spawnSync('nvim', ['--version']).error) {
      process.stdout.write('    not tested in Neovim: there is no nvim\n');
      return this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'ropewalk-nvim-'));
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('shows mistakes, answers, fixes and renames', () => {
    const [file, init, script, answers] = ['a.rw', 'init.lua', 'ask.lua', 'answers.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    writeFileSync(file, TEXT);
    writeFileSync(init, setUp());
    writeFileSync(script, SCRIPT);
    const flags = ['--headless', '--clean', '-u', init, file, '-c', `luafile ${script}`];
    const env = { ...process.env, ANSWERS: answers, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder };
    execFileSync('nvim', flags, { env, stdio: 'ignore', timeout: 50_000 });
    const said = JSON.parse(readFileSync(answers, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(said, {
      found: [[3, 16, 20, 'unknown name `totl`\ndid you mean `total`?']],
      labels: ['total'],
      fix: 'Change to `total`',
      hover: '```ropewalk\nfn area(w: i32) i32\n```',
      lines: [
        'fn surface(w: i32) i32 { return w; }',
        'fn main() {',
        '    total := surface(2);',
        '    print("{}", total);',
        '}',
      ],
    });
  });
});
