import { describe, expect, test } from 'vitest';
import { referencesAt } from '#core/workspace/references.ts';
import { snapshotOf } from '../support/workspace.ts';

/**
 * Asks for the name at `$0` and returns every line that names the same thing, as `path:line:name`, `*` where it is
 * declared. Lines count from 1.
 */
function named(files: Readonly<Record<string, string>>): string[] {
  const path = Object.keys(files).find((name) => files[name]?.includes('$0')) ?? '';
  const offset = files[path]?.indexOf('$0') ?? 0;
  const texts = new Map(Object.entries(files).map(([name, text]) => [name, text.replace('$0', '')]));
  return referencesAt(snapshotOf(texts), path, offset).map((found) => {
    const text = texts.get(found.path) ?? '';
    const line = text.slice(0, found.range.start).split('\n').length;
    const name = text.slice(found.range.start, found.range.end);
    return `${found.path}:${line}:${name}${found.declares ? '*' : ''}`;
  });
}

const haproxy = (text: string): string[] => named({ 'haproxy.cfg': text }).map((line) => line.slice(12));
const keepalived = (text: string): string[] => named({ 'keepalived.conf': text }).map((line) => line.slice(16));

describe('haproxy', () => {
  test('a table that is counted in by a counter beyond the third', () => {
    expect(
      haproxy(`frontend f
    http-request track-sc7 src table co$0unts
backend counts
    stick-table type ip size 1k store http_req_rate(10s)
`),
    ).toEqual(['2:counts', '3:counts*']);
  });

  test('a backend: its section, rules, tracked servers, fetches and the table in it', () => {
    expect(
      haproxy(`frontend f
    use_backend ap$0p if { nbsrv(app) gt 0 }
    use_backend %[var(txn.b)]
    default_backend app
    http-request track-sc0 src table app
backend app
    stick-table type ip size 1k store http_req_rate(10s)
    server a 10.0.0.1:80 track app/b
    server b 10.0.0.2:80
frontend app
    bind :81
`),
    ).toEqual(['2:app', '2:app', '4:app', '5:app', '6:app*', '8:app']);
  });

  test('a listen section is a frontend and a backend', () => {
    expect(haproxy('listen w$0\n    http-request deny if { fe_conn(w) gt 1 } { be_conn(w) gt 1 }\n')).toEqual([
      '1:w*',
      '2:w',
      '2:w',
    ]);
  });

  test('an ACL belongs to its section, or to the named defaults of it', () => {
    const text = `defaults base
    acl local src 10.0.0.0/8
frontend a from base
    http-request deny if !local
    acl own path /x
    use_backend b if own or !local
frontend c from base
    acl local src 192.168.0.0/16
    acl local src 172.16.0.0/12
    http-request deny unless local METH_GET
`;
    expect(haproxy(text.replace('!local\n    acl', '!lo$0cal\n    acl'))).toEqual(['2:local*', '4:local', '6:local']);
    expect(haproxy(text.replace('unless local', 'unless $0local'))).toEqual(['8:local*', '9:local*', '10:local']);
    expect(haproxy(text.replace('acl own', 'acl own$0'))).toEqual(['5:own*', '6:own']);
  });

  test('servers are those of one section', () => {
    const text = `backend a
    server s1 10.0.0.1:80
    use-server s1 if TRUE
backend b
    server s1 10.0.0.1:80 track a/s1
    http-request deny if { srv_is_up(a/s1) } { srv_is_up(s1) }
`;
    expect(haproxy(text.replace('server s1 10', 'server $0s1 10'))).toEqual(['2:s1*', '3:s1', '5:s1', '6:s1']);
    expect(haproxy(text.replace('(s1)', '(s1$0)'))).toEqual(['5:s1*', '6:s1']);
  });

  test('variables, in actions, expressions, formats and converters', () => {
    expect(
      haproxy(`frontend f
    http-request set-var(txn.host) req.hdr(host),lower
    http-request set-header X "%[var(txn.h$0ost),upper]" if { var(txn.host) -m found }
    http-request set-var-fmt(txn.other) %[src]-%[var(txn.host)]
    log-format "%ci %[var(txn.host)] %[var(txn.hosts)]"
    http-request return if { str(a),strcmp(txn.host) eq 0 }
    http-request do-resolve(txn.host,dns,ipv4) var(txn.host)
resolvers dns
`),
    ).toEqual([
      '2:txn.host*',
      '3:txn.host',
      '3:txn.host',
      '4:txn.host',
      '5:txn.host',
      '6:txn.host',
      '7:txn.host*',
      '7:txn.host',
    ]);
  });

  test.each([
    ['userlist $0u\nfrontend f\n    http-request auth unless { http_auth(u) }\n', ['1:u*', '3:u']],
    [
      'resolvers $0r\nbackend b\n    server s a:80 check resolvers r\n    default-server resolvers r\n',
      ['1:r*', '3:r', '4:r'],
    ],
    ['peers $0p\nbackend b\n    stick-table type ip size 1k peers p\n', ['1:p*', '3:p']],
    ['peers p\n    table $0t type ip size 1k\nbackend b\n    stick on src table p/t\n', ['2:t*', '4:t']],
    [
      'cache $0c\nbackend b\n    http-request cache-use c\n    http-response cache-store c\n    filter cache c\n',
      ['1:c*', '3:c', '4:c', '5:c'],
    ],
    ['http-errors $0e\nfrontend f\n    errorfiles e\n    http-error status 404 errorfiles e\n', ['1:e*', '3:e', '4:e']],
    ['mailers $0m\nbackend b\n    email-alert mailers m\n', ['1:m*', '3:m']],
    ['ring $0r\nglobal\n    log ring@r local0\n', ['1:r*', '3:r']],
    ['fcgi-app $0a\nbackend b\n    use-fcgi-app a\n    filter fcgi-app a\n', ['1:a*', '3:a', '4:a']],
    ['defaults $0d\ndefaults e from d\nfrontend f from d\n', ['1:d*', '2:d', '3:d']],
    [
      'frontend f\n    filter bwlim-in $0l default-limit 1m default-period 1s\n    http-request set-bandwidth-limit l\n',
      ['2:l*', '3:l'],
    ],
    ['backend b\n    server s rhttp@\nfrontend f\n    tcp-request session attach-srv $0b/s\n', ['1:b*', '4:b']],
  ])('%s', (text, expected) => {
    expect(haproxy(text)).toEqual(expected);
  });

  test('nothing, where there is no name', () => {
    for (const text of [
      'fron$0tend f\n',
      'frontend f\n    bind :80$0\n',
      '# use_backend a$0\n',
      '$0',
      'frontend f\n    mode $0http',
    ]) {
      expect(haproxy(text)).toEqual([]);
    }
  });
});

describe('files of one machine', () => {
  test('share the names that only one of them declares', () => {
    expect(
      named({
        'lb1/haproxy.d/10-front.cfg': 'frontend f\n    default_backend app$0\n',
        'lb1/haproxy.d/20-back.cfg': 'backend app\n',
        'lb2/haproxy.d/20-back.cfg': 'backend app\n',
      }),
    ).toEqual(['lb1/haproxy.d/20-back.cfg:1:app*', 'lb1/haproxy.d/10-front.cfg:2:app']);
  });

  test('that declare a name each are taken for alternatives', () => {
    const text = 'frontend f\n    default_backend app\nbackend app\n';
    expect(
      named({ 'haproxy.d/old.cfg': text, 'haproxy.d/new.cfg': text.replace('backend app\nb', 'backend $0app\nb') }),
    ).toEqual(['haproxy.d/new.cfg:2:app', 'haproxy.d/new.cfg:3:app*']);
  });
});

describe('keepalived', () => {
  const text = `$IF=eth0
vrrp_script chk {
    script "/bin/true"
}
vrrp_track_process hap { process haproxy }
track_file f { file /tmp/f }
bfd_instance peer { neighbor_ip 10.0.0.2 }
vrrp_instance VI_1 {
    interface $IF
    track_script { chk weight 2 }
    track_process { hap }
    track_file { f weight 1 }
    track_bfd { peer }
    virtual_ipaddress { 10.0.0.1/24 dev \${IF} }
}
@lb2 vrrp_instance VI_2 {
    track_script {
        @lb2 chk
    }
}
vrrp_sync_group G {
    group { VI_1 VI_2 }
}
virtual_server_group vsg { 10.0.0.9 80 }
virtual_server group vsg {
}
`;
  test.each([
    ['script chk', ['2:chk*', '10:chk', '18:chk']],
    ['process hap', ['5:hap*', '11:hap']],
    ['track_file f', ['6:f*', '12:f']],
    ['bfd_instance peer', ['7:peer*', '13:peer']],
    ['vrrp_instance VI_1', ['8:VI_1*', '22:VI_1']],
    ['vrrp_instance VI_2', ['16:VI_2*', '22:VI_2']],
    ['server group vsg', ['24:vsg*', '25:vsg']],
    ['interface $IF', ['1:IF*', '9:IF', '14:IF']],
    ['vrrp_sync_group G', ['21:G*']],
  ])('%s', (place, expected) => {
    expect(keepalived(text.replace(place, `${place}$0`))).toEqual(expected);
  });
});
