import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, type IRawGrammar, Registry } from 'vscode-textmate';
import { sectionKeywords } from '#core/languages/haproxy/sections.ts';

type IRawRepository = IRawGrammar['repository'];

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const injected = 'markdown.haconf.codeblock';

const registry = new Registry({
  onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
  loadGrammar: async (scope) => {
    if (scope === 'text.html.markdown') return { scopeName: scope, patterns: [], repository: {} as IRawRepository };
    const file = scope === injected ? 'markdown' : scope.replace('source.', '');
    return JSON.parse(readFileSync(`syntaxes/${file}.tmLanguage.json`, 'utf8'));
  },
  getInjections: (scope) => (scope === 'text.html.markdown' ? [injected] : undefined),
});

/** Every coloured token of a text as `text → innermost scope`. */
async function tokens(scope: string, text: string): Promise<string[]> {
  const grammar = await registry.loadGrammar(scope);
  if (!grammar) throw new Error(`no grammar ${scope}`);
  let state = INITIAL;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens
      .filter((token) => token.scopes.length > 1)
      .map((token) => `${line.slice(token.startIndex, token.endIndex)} → ${token.scopes.at(-1)}`);
  });
}

test('haproxy', async () => {
  const text = `frontend web # entry
    bind 192.168.1.100:80 transparent
    timeout client 30s
    no option httplog
    use_backend app if { path -m beg "/a $B" }
.if feature(OPENSSL)
backend app
    server app1 10.0.0.1:8080 check inter 2s
`;
  expect(await tokens('source.haproxy', text)).toMatchInlineSnapshot(`
    [
      "frontend → keyword.control.section.haproxy",
      "web → entity.name.section.haproxy",
      "# entry → comment.line.number-sign",
      "bind → support.function.haproxy",
      "192.168.1.100 → constant.numeric.address",
      "80 → constant.numeric",
      "transparent → storage.modifier.haproxy",
      "timeout client → support.function.haproxy",
      "30s → constant.numeric",
      "no → keyword.operator.haproxy",
      "option httplog → support.function.haproxy",
      "use_backend → support.function.haproxy",
      "if → keyword.control.condition.haproxy",
      "" → string.quoted.double",
      "/a  → string.quoted.double",
      "$B → variable.other.environment",
      "" → string.quoted.double",
      ".if → keyword.control.directive.haproxy",
      "backend → keyword.control.section.haproxy",
      "app → entity.name.section.haproxy",
      "server → support.function.haproxy",
      "10.0.0.1 → constant.numeric.address",
      "8080 → constant.numeric",
      "check → storage.modifier.haproxy",
      "inter → storage.modifier.haproxy",
      "2s → constant.numeric",
    ]
  `);
});

test('keepalived', async () => {
  const text = `vrrp_instance VI_1 { # preferred
    state MASTER ! a comment
    @lb1 priority 101
    virtual_ipaddress {
        192.168.1.100/24 dev $IF
    }
    track_script { chk }
    notify_master "/bin/run #1"
}
`;
  expect(await tokens('source.keepalived', text)).toMatchInlineSnapshot(`
    [
      "vrrp_instance → keyword.control.block.keepalived",
      "VI_1 → entity.name.section.keepalived",
      "# preferred → comment.line.number-sign",
      "state → support.function.keepalived",
      "MASTER → constant.language.keepalived",
      "! a comment → comment.line.number-sign",
      "    @lb1 → keyword.control.directive.keepalived",
      "priority → support.function.keepalived",
      "101 → constant.numeric",
      "virtual_ipaddress → keyword.control.block.keepalived",
      "192.168.1.100/24 → constant.numeric.address",
      "$IF → variable.other.environment",
      "track_script → keyword.control.block.keepalived",
      "notify_master → support.function.keepalived",
      "" → string.quoted.double",
      "/bin/run #1 → string.quoted.double",
      "" → string.quoted.double",
    ]
  `);
});

test('fenced blocks in Markdown', async () => {
  const text = `prose frontend
\`\`\`haproxy
frontend web
    bind :80
\`\`\`
global
~~~ keepalived title="a"
vrrp_instance V {
~~~
`;
  expect(await tokens('text.html.markdown', text)).toMatchInlineSnapshot(`
    [
      "\`\`\` → punctuation.definition.markdown",
      "haproxy → fenced_code.block.language.markdown",
      "frontend → keyword.control.section.haproxy",
      "  → meta.embedded.block.haproxy",
      "web → entity.name.section.haproxy",
      "     → meta.embedded.block.haproxy",
      "bind → support.function.haproxy",
      " : → meta.embedded.block.haproxy",
      "80 → constant.numeric",
      "\`\`\` → punctuation.definition.markdown",
      "~~~ → punctuation.definition.markdown",
      "  → markup.fenced_code.block.markdown",
      "keepalived → fenced_code.block.language.markdown",
      " title="a" → fenced_code.block.language.attributes.markdown",
      "vrrp_instance → keyword.control.block.keepalived",
      "  → meta.embedded.block.keepalived",
      "V → entity.name.section.keepalived",
      " { → meta.embedded.block.keepalived",
      "~~~ → punctuation.definition.markdown",
    ]
  `);
});

test('the editor indents below every section', () => {
  const { indentationRules } = JSON.parse(readFileSync('syntaxes/haproxy.language-configuration.json', 'utf8'));
  const increase = new RegExp(indentationRules.increaseIndentPattern);
  const decrease = new RegExp(indentationRules.decreaseIndentPattern);
  for (const keyword of sectionKeywords) expect(`${keyword} x`).toMatch(increase);
  for (const line of ['    backend app', '    frontend a from b', '        .else', '    .endif'])
    expect(line).toMatch(decrease);
  // A stick table of a peers section, a setting of the global one.
  for (const line of ['    table t type ip size 1k', '    cache-use x', '    ring-size 1']) {
    expect(line).not.toMatch(decrease);
    expect(line).not.toMatch(increase);
  }
});
