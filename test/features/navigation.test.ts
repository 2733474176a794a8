import { describe, expect, test } from 'vitest';
import type { OutlineItem } from '#core/catalog/outline.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { linkCandidates, linksOf } from '#core/workspace/links.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import { workspaceSymbols } from '#core/workspace/workspace-symbols.ts';
import { snapshotOf } from '../support/workspace.ts';

const haproxy = `# about
# the global section
global
    maxconn 10

# about f
# in two lines
frontend f
    .if feature(OPENSSL)
        bind :443 ssl crt /etc/ssl/site.pem
    .else
        bind :80
    .endif
    acl a path /a
    acl a path /b
    http-request set-var(txn.a) src
backend b
    stick-table type ip size 1k
    server s1 10.0.0.1:80 check


`;
const keepalived = `vrrp_script chk {
    script "/etc/keepalived/chk.sh -v"
}
vrrp_instance V
{
    virtual_ipaddress { 10.0.0.1 }
    track_script {
        chk
    }
}
`;

const linesOf = (text: string, { start, end }: { start: number; end: number }): [number, number] => [
  text.slice(0, start).split('\n').length,
  text.slice(0, end).split('\n').length,
];

describe('folding', () => {
  const folds = (path: string, text: string) =>
    foldsOf(snapshotOf(new Map([[path, text]])), path).map(({ kind, range }) => [kind, ...linesOf(text, range)]);

  test('of HAProxy: sections without what is about the next one, branches, comments', () => {
    expect(folds('haproxy.cfg', haproxy)).toEqual([
      ['comment', 1, 2],
      ['block', 3, 4],
      ['comment', 6, 7],
      ['block', 8, 16],
      ['block', 9, 10],
      ['block', 11, 12],
      ['block', 17, 19],
    ]);
  });

  test('of keepalived: blocks, whose closing brace stays in sight', () => {
    expect(folds('keepalived.conf', keepalived)).toEqual([
      ['block', 1, 2],
      ['block', 4, 9],
      ['block', 7, 8],
    ]);
    expect(folds('keepalived.conf', 'vrrp_instance V {\n  priority 1\n')).toEqual([['block', 1, 2]]);
  });
});

describe('selection', () => {
  const selections = (path: string, text: string, place: string) =>
    selectionsAt(snapshotOf(new Map([[path, text]])), path, text.indexOf(place) + 1).map(
      ({ start, end }) => text.slice(start, end).trim().split('\n')[0],
    );

  test('of HAProxy grows from a part of a word over the line to the section', () => {
    expect(selections('haproxy.cfg', haproxy, 'txn.a')).toEqual([
      'txn.a',
      'set-var(txn.a)',
      'http-request set-var(txn.a) src',
      '.if feature(OPENSSL)',
      'frontend f',
      '# about',
    ]);
  });

  test('of keepalived grows over blocks', () => {
    expect(selections('keepalived.conf', keepalived, '10.0.0.1')).toEqual([
      '10.0.0.1',
      '10.0.0.1',
      'virtual_ipaddress { 10.0.0.1 }',
      'virtual_ipaddress { 10.0.0.1 }',
      'vrrp_instance V',
      'vrrp_script chk {',
    ]);
  });
});

test('the outline has what lines declare, each name once', () => {
  const snapshot = snapshotOf(new Map([['haproxy.cfg', haproxy]]));
  const shown = (item: OutlineItem): unknown =>
    item.children.length > 0 ? [item.title, ...item.children.map(shown)] : item.title;
  expect(outlineOf(snapshot, 'haproxy.cfg').map(shown)).toEqual([
    'global',
    ['frontend f', 'bind :443', 'bind :80', 'acl a'],
    ['backend b', 'server s1'],
  ]);
});

test('workspace symbols are declared names of all files, better matches first', () => {
  const snapshot = snapshotOf(
    new Map([
      ['haproxy.cfg', haproxy],
      ['keepalived.conf', keepalived],
    ]),
  );
  const found = (query: string) => workspaceSymbols(snapshot, query).map(({ title, name }) => `${title} ${name}`);
  expect(found('')).toEqual(['frontend f', 'ACL a', 'backend b', 'server s1', 'vrrp_script chk', 'vrrp_instance V']);
  expect(found('CK')).toEqual(['vrrp_script chk']);
  expect(found('nothing')).toEqual([]);
});

describe('links', () => {
  const targets = (path: string, text: string) =>
    linksOf(snapshotOf(new Map([[path, text]])), path).map(({ range, target }) =>
      text.slice(range.start, range.end) === target ? target : `${text.slice(range.start, range.end)} -> ${target}`,
    );

  test('of HAProxy: certificates, error files, maps, pattern files, Lua', () => {
    expect(
      targets(
        'haproxy.cfg',
        `global
    crt-base /etc/ssl
    lua-load /etc/haproxy/a.lua
frontend f
    bind :443 ssl crt site.pem crt-list "/etc/haproxy/list" ca-file @system-ca
    errorfile 503 /etc/haproxy/errors/503.http
    http-request deny if { src -f /etc/haproxy/deny.lst }
    use_backend %[req.hdr(host),map(/etc/haproxy/hosts.map,b)]
    errorfile 500 "$DIR/500.http"
`,
      ),
    ).toEqual([
      '/etc/ssl',
      '/etc/haproxy/a.lua',
      'site.pem -> /etc/ssl/site.pem',
      '/etc/haproxy/list',
      '/etc/haproxy/errors/503.http',
      '/etc/haproxy/deny.lst',
      '/etc/haproxy/hosts.map',
    ]);
  });

  test('of keepalived: programs and included files', () => {
    expect(targets('keepalived.conf', `include vrrp.conf\ninclude conf.d/*.conf\n${keepalived}`)).toEqual([
      'vrrp.conf',
      '/etc/keepalived/chk.sh',
    ]);
  });

  test('are looked for in the repository first, then on this machine', () => {
    expect(linkCandidates('file:///r/lb1/etc/haproxy/haproxy.cfg', '/etc/haproxy/x y')).toEqual([
      'file:///r/lb1/etc/haproxy/etc/haproxy/x%20y',
      'file:///r/lb1/etc/etc/haproxy/x%20y',
      'file:///r/lb1/etc/haproxy/x%20y',
      'file:///r/etc/haproxy/x%20y',
      'file:///r/lb1/etc/haproxy/haproxy/x%20y',
      'file:///etc/haproxy/x%20y',
    ]);
    expect(linkCandidates('file:///r/haproxy.cfg', '../../secret')).toEqual([]);
  });
});
