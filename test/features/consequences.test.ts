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

const router = `global_defs {
    router_id lb1
    vrrp_version 3
}

vrrp_script chk {
    script "/usr/bin/pgrep haproxy"
    interval 2
    fall 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    track_script {
        chk
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`;

/** Mistakes that have nothing to do with each other, each in a line of its own. */
const mistakes = [
  ['maxconn 1000', 'maxconn many'],
  ['option httplog', 'opton httplog'],
  ['timeout client 30s', 'timeout clinet 30s'],
  ['frontend web', 'fronted web'],
  ['bind 127.0.0.1:8080', 'bnd 127.0.0.1:8080'],
  ['acl shop path_beg', 'acl shop pth_beg'],
  ['deny_status 429', 'deny_status 777'],
  ['set-header X-Host', 'set-hedaer X-Host'],
  ['backend counters', 'bakend counters'],
  ['100k expire', '100k expires'],
  ['balance roundrobin', 'balnce roundrobin'],
  ['app1 10.0.0.11:8080', 'app1 10.0.0.11:80800'],
  ['server app2', 'srever app2'],
] as const;

const pairs = mistakes.flatMap((one, index) => mistakes.slice(index + 1).map((other) => [one, other] as const));

describe('a second mistake is a finding of its own', () => {
  test.each(pairs)('%j and %j', (...both) => {
    let text = haproxy;
    const places: number[] = [];
    for (const [right, wrong] of both) {
      const at = text.indexOf(right);
      expect(at).toBeGreaterThan(0);
      places.push(text.slice(0, at).split('\n').length);
      text = text.replace(right, wrong);
    }
    const found = said(new Map([['haproxy.cfg', text]]));
    expect(new Set(found.map((one) => Number(/^haproxy\.cfg:(\d+):/.exec(one)?.[1]))), found.join('\n')).toEqual(
      new Set(places),
    );
    expect(found, found.join('\n')).toHaveLength(2);
  });

  const wrongs = [
    ['router_id lb1', 'ruter_id lb1'],
    ['vrrp_version 3', 'vrrp_version 7'],
    ['vrrp_script chk', 'vrrp_scirpt chk'],
    ['fall 2', 'fal 2'],
    ['vrrp_instance VI_1', 'vrrp_instanse VI_1'],
    ['interface eth0', 'interfaec eth0'],
    ['virtual_router_id 51', 'virtual_router_id 300'],
    ['priority 100', 'priorty 100'],
    ['192.0.2.10/24', '192.0.2.310/24'],
  ] as const;

  test.each(wrongs.flatMap((one, index) => wrongs.slice(index + 1).map((other) => [one, other] as const)))(
    'in keepalived.conf, %j and %j',
    (...both) => {
      let text = router;
      const places: number[] = [];
      for (const [right, wrong] of both) {
        const at = text.indexOf(right);
        expect(at).toBeGreaterThan(0);
        places.push(text.slice(0, at).split('\n').length);
        text = text.replace(right, wrong);
      }
      const found = said(new Map([['keepalived.conf', text]])).map((one) => Number(/:(\d+):/.exec(one)?.[1]));
      for (const place of places) expect(found).toContain(place);
    },
  );
});

test('what a misspelt word would not mend is said beside a block that is never closed', () => {
  const text =
    'vrrp_instance VI_1 {\n    state MASTER\n    interface eth0\n    virtual_router_id 51\n    priorty 100\n    nopreempt\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n    authentication {\n        auth_type PASS\n        auth_pass abc\n}\n';
  const rules = snapshotOf(new Map([['keepalived.conf', text]]))
    .findings()
    .filter(({ severity }) => severity !== 'hint' && severity !== 'information')
    .map(({ rule }) => rule);
  expect(rules.toSorted()).toEqual([
    'keepalived/nopreempt-with-state-master',
    'keepalived/unclosed-block',
    'keepalived/unknown-keyword',
  ]);
});
