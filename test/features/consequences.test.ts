import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeFinding, snapshotOf } from '../support/workspace.ts';

const haproxy = `global
    log /dev/log local0
    maxconn 1000

defaults
    log global
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend web
    bind 127.0.0.1:8080
    acl api path_beg /api
    acl shop path_beg /shop
    http-request track-sc0 src table counters
    http-request deny deny_status 429 if { sc_http_req_rate(0,counters) gt 100 }
    http-request set-var(txn.host) req.hdr(host)
    http-response set-header X-Host %[var(txn.host)]
    use_backend app if api
    use_backend app if shop
    default_backend app

backend counters
    stick-table type ip size 100k expire 30s store http_req_rate(10s)

backend app
    option httpchk
    http-check expect status 200
    balance roundrobin
    server app1 10.0.0.11:8080 check
    server app2 10.0.0.12:8080 check
`;

const keepalived = readFileSync('examples/pair/lb1/keepalived.conf', 'utf8');
const pair = new Map([
  ['lb1/keepalived.conf', keepalived],
  ['lb2/keepalived.conf', readFileSync('examples/pair/lb2/keepalived.conf', 'utf8')],
]);

/** Errors and warnings of the files, each in a line. */
function said(files: ReadonlyMap<string, string>): string[] {
  const snapshot = snapshotOf(files);
  const loud = snapshot.findings().filter(({ severity }) => severity === 'error' || severity === 'warning');
  return loud.map((finding) => describeFinding(snapshot, finding));
}

test('the files are right without the mistakes', () => {
  expect(said(new Map([['haproxy.cfg', haproxy]]))).toEqual([]);
  expect(said(pair)).toEqual([]);
});

describe('one mistake in a haproxy.cfg is one finding', () => {
  test.each([
    ['global\n', 'globl\n'],
    ['global\n', 'glo\n'],
    ['defaults\n', 'defualts\n'],
    ['defaults\n', 'defau\n'],
    ['defaults\n', 'default\n'],
    ['frontend web', 'fronted web'],
    ['frontend web\n', 'front\n'],
    ['backend app\n', 'bakend app\n'],
    ['backend app\n', 'backe\n'],
    ['backend app\n', 'backend\n'],
    ['backend app\n', 'backend aps\n'],
    ['backend counters', 'backnd counters'],
    ['mode http', 'mde http'],
    ['timeout client 30s', 'timeout clinet 30s'],
    ['timeout client 30s', 'timout client 30s'],
    ['timeout server 30s', 'timeout sever 30s'],
    ['timeout connect 5s', 'timeout conect 5s'],
    ['bind 127', 'bnd 127'],
    ['acl api', 'alc api'],
    ['acl api path_beg', 'acl api pth_beg'],
    ['if api', 'if apii'],
    ['track-sc0 src', 'track-sco src'],
    ['set-var(txn.host)', 'set-vra(txn.host)'],
    ['default_backend app', 'default_backed app'],
    ['default_backend app', 'default_backend'],
    ['store http', 'stroe http'],
    ['stick-table', 'stik-table'],
    ['option httpchk', 'option htpchk'],
    ['balance roundrobin', 'balnce roundrobin'],
    ['roundrobin', 'roundrobbin'],
    ['option httplog', 'opton httplog'],
    ['server app1', 'srever app1'],
    ['check\n    server app2 10.0.0.12:8080 check', 'check\n    server app2 10.0.0.12:8080 chekc'],
  ])('%j, %j', (right, wrong) => {
    expect(haproxy).toContain(right);
    const found = said(new Map([['haproxy.cfg', haproxy.replace(right, wrong)]]));
    expect(found, found.join('\n')).toHaveLength(1);
  });
});

describe('one mistake in a keepalived.conf is one finding', () => {
  const lines = keepalived.split('\n');

  test.each(lines.flatMap((line, index) => (line.trim() === '}' ? [index] : [])))(
    'without the "}" of line %d',
    (at) => {
      const found = said(new Map(pair).set('lb1/keepalived.conf', lines.toSpliced(at, 1).join('\n')));
      expect(found, found.join('\n')).toHaveLength(1);
    },
  );

  test.each(lines.flatMap((line, index) => (line.endsWith('{') ? [index] : [])))('without the "{" of line %d', (at) => {
    const line = lines[at]?.slice(0, -1) ?? '';
    const found = said(new Map(pair).set('lb1/keepalived.conf', lines.toSpliced(at, 1, line).join('\n')));
    expect(
      found.filter((one) => !one.includes(' cluster/')),
      found.join('\n'),
    ).toHaveLength(1);
  });

  test.each(lines.flatMap((line, index) => (line.endsWith('{') ? [index] : [])))('a letter less in line %d', (at) => {
    const line = lines[at]?.replace(/^(\s*\w\w)\w/, '$1') ?? '';
    const found = said(new Map(pair).set('lb1/keepalived.conf', lines.toSpliced(at, 1, line).join('\n')));
    expect(
      found.filter((one) => !one.includes(' cluster/')),
      found.join('\n'),
    ).toHaveLength(1);
  });
});

test('what follows from a mistake is related to it', () => {
  const snapshot = snapshotOf(new Map([['haproxy.cfg', haproxy.replace('frontend web', 'fronted web')]]));
  const [finding] = snapshot.findings();
  expect(finding?.related[0]?.message).toMatch(/^This follows from it: /);
  // The program's own verdict, asked for alone, leaves nothing out.
  const alone = snapshotOf(new Map([['haproxy.cfg', haproxy.replace('frontend web', 'fronted web')]]), {
    onlyProgram: true,
  });
  expect(alone.findings().length).toBeGreaterThan(5);
});

test('two mistakes are two findings', () => {
  const text = haproxy.replace('bind 127', 'bnd 127').replace('balance', 'balnce');
  expect(said(new Map([['haproxy.cfg', text]]))).toHaveLength(2);
});
