import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { root, useBuiltProgram } from '../support/built.ts';
import { describeNeeding } from '../support/requires.ts';
import { run } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const nvim = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
const missing = nvim.status === 0 ? undefined : 'there is no program nvim';

/** The configuration that the documentation gives, exactly. */
const documented = (): string => {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const block = /## Neovim[\s\S]*?```lua\n([\s\S]*?)```/.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/editors.md has no configuration for Neovim');
  return block;
};

/** What somebody does in Neovim, and what comes of it. */
const session = `
local function session()
local function answer(method, extra)
  local params = vim.lsp.util.make_position_params(0, 'utf-16')
  for key, value in pairs(extra or {}) do params[key] = value end
  for _, reply in pairs(vim.lsp.buf_request_sync(0, method, params, 10000) or {}) do return reply.result end
end
local function place(text)
  vim.fn.cursor(1, 1)
  vim.fn.search(text)
end
local function codes()
  return vim.tbl_map(function(found) return found.code end, vim.diagnostic.get(0))
end
local seen = {}
vim.cmd('edit lb1/haproxy.cfg')
vim.wait(20000, function() return vim.tbl_contains(codes(), 'haproxy/unknown-keyword') end, 50)
seen.haproxy = codes()
place('app$')
seen.definition = answer('textDocument/definition')[1].range.start.line
place('app$')
vim.lsp.util.apply_workspace_edit(answer('textDocument/rename', { newName = 'web' }), 'utf-16')
seen.renamed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
local options = { tabSize = 4, insertSpaces = true }
vim.lsp.util.apply_text_edits(answer('textDocument/formatting', { options = options }), 0, 'utf-16')
seen.formatted = vim.api.nvim_buf_get_lines(0, 0, -1, false)
place('maxcon')
seen.hover = answer('textDocument/hover') ~= nil
vim.cmd('edit! lb2/keepalived.conf')
vim.wait(20000, function() return vim.tbl_contains(codes(), 'cluster/virtual-router-id-differs') end, 50)
seen.keepalived = codes()
vim.fn.writefile({ vim.fn.json_encode(seen) }, 'seen.json')
end
local fine, problem = pcall(session)
if not fine then print(problem) end
vim.cmd(fine and 'qall!' or 'cquit!')
`;

const haproxy =
  'frontend f\n  maxcon 5\n  bind :80\n  default_backend app\nbackend app\n  server s 10.0.0.1:80 check\n';
const keepalived = (id: number): string =>
  `vrrp_instance V {\n    interface eth0\n    virtual_router_id ${id}\n    priority 10${id}\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n`;

describeNeeding('neovim', 'Neovim with the documented configuration', missing, () => {
  const program = useBuiltProgram();

  test('shows findings in both files of a pair, finds, renames and formats', { timeout: 90_000 }, async () => {
    const folder = tempFolder({
      'lb1/haproxy.cfg': haproxy,
      'lb1/keepalived.conf': keepalived(1),
      'lb2/keepalived.conf': keepalived(2),
      'init.lua': `${documented()}\nvim.o.swapfile = false\n`,
      'session.lua': session,
      'bin/haconf': `#!/bin/sh\nexec "${process.execPath}" "${program.cli}" "$@"\n`,
    });
    chmodSync(join(folder, 'bin/haconf'), 0o755);
    writeFileSync(
      join(folder, 'run.sh'),
      `export PATH="${join(folder, 'bin')}${delimiter}$PATH" HOME="${folder}" XDG_STATE_HOME="${folder}"
exec nvim --headless -u init.lua -c 'luafile session.lua'\n`,
    );
    const result = await run('sh', ['run.sh'], { cwd: folder, timeoutMs: 80_000 });
    expect(result, `${result.stdout}${result.stderr}`).toMatchObject({ exitCode: 0, timedOut: false });
    const seen = JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'));
    expect(seen.haproxy).toContain('haproxy/unknown-keyword');
    expect(seen.definition).toBe(4);
    expect(seen.renamed).toContain('  default_backend web');
    expect(seen.renamed).toContain('backend web');
    expect(seen.formatted).toContain('    default_backend web');
    expect(seen.keepalived).toContain('cluster/virtual-router-id-differs');
  });
});
