import { expect, test } from 'vitest';
import { tokensOf } from '#core/workspace/tokens.ts';
import { snapshotOf } from '../support/workspace.ts';

/** The tokens of a text as `type[.modifier] text`. */
function tokens(path: string, text: string): string[] {
  const file = snapshotOf(new Map([[path, text]])).files.get(path);
  return (file ? tokensOf(file) : []).flatMap((chunk) =>
    chunk.tokens.map(
      ({ start, length, type, modifiers }) =>
        `${[type, ...modifiers].join('.')} ${chunk.text.slice(start, start + length)}`,
    ),
  );
}

test('HAProxy: what stands for names, functions, values and parameters', () => {
  expect(
    tokens(
      'haproxy.cfg',
      `frontend web
    mode http
    acl api path_beg,lower -i -m beg /api
    http-request set-mark 1 if METH_GET !api || { src -f /x } !{ ssl_fc }
    http-request set-header X "%ci %[req.hdr(host),map_str(/m,app),strcmp(txn.x)]"
    use_backend app
backend app
    balance leastconn
    server s1 10.0.0.1:80 check inter 2s track other/s1
`,
    ),
  ).toEqual([
    'class.declaration web',
    'enumMember http',
    'macro.declaration api',
    'function path_beg',
    'method lower',
    'enumMember -i',
    'enumMember -m',
    'enumMember beg',
    'keyword.deprecated set-mark',
    'macro.defaultLibrary METH_GET',
    'macro api',
    'function src',
    'enumMember -f',
    'function ssl_fc',
    'variable %ci',
    'function req.hdr',
    'method map_str',
    'method strcmp',
    'variable txn.x',
    'class app',
    'class.declaration app',
    'enumMember leastconn',
    'struct.declaration s1',
    'property check',
    'property inter',
    'property track',
    'class other',
    'struct s1',
  ]);
});

test('keepalived: names, definitions, values and what is deprecated', () => {
  expect(
    tokens(
      'keepalived.conf',
      `$IF=eth0
vrrp_track_file f { file /tmp/x }
vrrp_instance V {
    state MASTER
    interface $IF
    virtual_ipaddress {
        10.0.0.1/24 dev \${IF}
    }
    track_file {
        f weight 2
    }
}
`,
    ),
  ).toEqual([
    'macro.declaration IF',
    'keyword.deprecated vrrp_track_file',
    'namespace.declaration f',
    'class.declaration V',
    'enumMember MASTER',
    'macro IF',
    'property dev',
    'macro IF',
    'namespace f',
    'property weight',
  ]);
});
