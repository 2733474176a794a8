import { expect, test } from 'vitest';
import { completionAt } from '#core/workspace/assist.ts';
import { snapshotOf } from '../support/workspace.ts';

const surroundings = `
defaults base
    mode http
frontend other
    acl elsewhere always_true
backend app
    stick-table type ip size 1k store http_req_rate(10s)
    server web1 10.0.0.1:80 check
resolvers dns
peers pair
userlist admins
cache small
`;

/** The labels offered at `$0`, in a file that declares one thing of each kind. */
function labels(text: string, haproxy = '3.2'): string[] {
  const whole = `${text}${surroundings}`;
  const offset = whole.indexOf('$0');
  const snapshot = snapshotOf(new Map([['haproxy.cfg', whole.replace('$0', '')]]), { haproxy: { version: haproxy } });
  return completionAt(snapshot, 'haproxy.cfg', offset)?.candidates.map((candidate) => candidate.label) ?? [];
}

test.each([
  ['$0', 'backend'],
  ['global\n    $0', 'stats socket'],
  ['global\n    tune.$0', 'tune.bufsize'],
  ['global\n    log $0', 'stdout'],
  ['global\n    .if $0', 'version_atleast('],
  ['global\n    .if defined(A) && $0', 'feature('],
  ['frontend f\n    log $0', 'global'],
  ['frontend f\n    filter spoe $0', 'config'],
  ['frontend f\n    filter spoe engine x $0', 'config'],
  ['frontend f\n    $0', 'use_backend'],
  ['frontend f\n    $0', 'backend'],
  ['frontend f\n    timeout $0', 'client'],
  ['frontend f\n    option $0', 'httplog'],
  ['frontend f\n    no option $0', 'httplog'],
  ['frontend f\n    no $0', 'option'],
  ['frontend f\n    stats $0', 'uri'],
  ['backend b\n    http-check $0', 'expect'],
  ['backend b\n    http-check expect $0', 'status'],
  ['backend b\n    tcp-check $0', 'connect'],
  ['backend b\n    stick-table type $0', 'integer'],
  ['backend b\n    stick-table type ip size 1m $0', 'expire'],
  ['backend b\n    stick-table type ip size 1m peers $0', 'pair'],
  ['backend b\n    hash-type consistent $0', 'djb2'],
  ['frontend f\n    tcp-request $0', 'connection accept'],
  ['frontend f\n    tcp-request content $0', 'track-sc0'],
  ['frontend f\n    tcp-request connection $0', 'reject'],
  ['frontend f\n    http-request $0', 'set-header'],
  ['frontend f\n    http-request deny $0', 'deny_status'],
  ['frontend f\n    http-request deny deny_status 429 $0', 'if'],
  ['frontend f\n    http-request redirect $0', 'scheme'],
  ['frontend f\n    http-request redirect scheme https $0', 'code'],
  ['frontend f\n    http-request set-var($0', 'txn.'],
  ['frontend f\n    http-request set-var(txn.x) $0', 'src'],
  ['frontend f\n    http-request set-var(txn.x) src,$0', 'ipmask'],
  ['frontend f\n    http-request track-sc0 src table $0', 'app'],
  ['frontend f\n    http-request set-header X %[$0', 'src'],
  ['frontend f\n    http-request set-header X "%[req.hdr(host),$0', 'lower'],
  ['frontend f\n    http-request set-header X %[var($0', 'txn.'],
  ['frontend f\n    http-request deny if { $0', 'path_beg'],
  ['frontend f\n    http-request deny if { path_beg $0', '-i'],
  ['frontend f\n    http-request deny if { src -m $0', 'ip'],
  ['frontend f\n    http-request deny if { sc_http_req_rate(0,$0', 'app'],
  ['frontend f\n    http-request deny if { http_auth($0', 'admins'],
  ['frontend f\n    acl mine always_true\n    http-request deny if $0', 'mine'],
  ['frontend f\n    acl mine always_true\n    http-request deny if !$0', 'mine'],
  ['frontend f\n    http-request deny unless $0', 'METH_GET'],
  ['frontend f\n    http-request cache-use $0', 'small'],
  ['frontend f\n    acl mine $0', 'hdr_dom'],
  ['frontend f\n    acl mine path_beg $0', '-f'],
  ['frontend f\n    acl mine method $0', 'POST'],
  ['frontend f\n    use_backend $0', 'app'],
  ['frontend f\n    use_backend app $0', 'if'],
  ['frontend f\n    log-format %ci\\ %$0', '%ST'],
  ['frontend f\n    bind :443 $0', 'ssl'],
  ['frontend f\n    bind :443 ssl crt a.pem $0', 'alpn'],
  ['frontend f\n    bind :443 ssl-min-ver $0', 'TLSv1.2'],
  ['backend b\n    server s 10.0.0.1:80 $0', 'check'],
  ['backend b\n    server s 10.0.0.1:80 check inter 2s $0', 'fall'],
  ['backend b\n    server s 10.0.0.1:80 resolvers $0', 'dns'],
  ['backend b\n    server s 10.0.0.1:80 track $0', 'app/web1'],
  ['backend b\n    default-server check $0', 'inter'],
  ['backend b\n    server s 10.0.0.1:80\n    use-server $0', 's'],
  ['backend b from $0', 'base'],
  ['resolvers r\n    hold $0', 'nx'],
  ['peers p\n    $0', 'peer'],
] as const)('%j offers %s', (text, label) => {
  expect(labels(text)).toContain(label);
});

test('the version decides what is offered', () => {
  expect(labels('frontend f\n    http-request $0', '2.6')).not.toContain('pause');
  expect(labels('frontend f\n    http-request $0', '3.2')).toContain('pause');
  expect(labels('frontend f\n    acl a $0', '3.2')).not.toContain('cpu_usage_proc');
  expect(labels('frontend f\n    acl a $0', '3.4')).toContain('cpu_usage_proc');
});

test('ACLs of other sections are not offered, and nothing inside a comment', () => {
  expect(labels('frontend f\n    http-request deny if $0')).not.toContain('elsewhere');
  expect(labels('frontend f\n    # http-request $0')).toEqual([]);
});

test('only the part behind the bracket, the comma or the negation is replaced', () => {
  const text = 'frontend f\n    http-request set-header X %[src,ipm\n';
  const offset = text.indexOf('ipm') + 3;
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]));
  expect(completionAt(snapshot, 'haproxy.cfg', offset)?.range).toEqual({ start: offset - 3, end: offset });
});

test('samples that give something at the place come first, and each word once', () => {
  const response = labels('frontend f\n    http-response set-header X %[$0]');
  expect(response.indexOf('res.hdr')).toBeLessThan(response.indexOf('path'));
  expect(response.indexOf('capture.req.uri')).toBeLessThan(response.indexOf('req.hdr'));
  const request = labels('frontend f\n    http-request deny if { $0');
  expect(request.indexOf('path_beg')).toBeLessThan(request.indexOf('res.hdr'));
  const expected = labels('backend b\n    http-check expect $0');
  expect(expected).toContain('!');
  for (const list of [response, request, expected]) {
    expect(list).not.toContain('');
    expect(new Set(list).size).toBe(list.length);
  }
});
