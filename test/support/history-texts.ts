import fc from 'fast-check';
import type { LanguageId } from '#core/languages/language.ts';

/** The files of a pair of machines: several that one HAProxy loads, main files of keepalived and what they include. */
export const paths: readonly string[] = [
  'lb1/haproxy.d/10.cfg',
  'lb1/haproxy.d/20.cfg',
  'lb1/haproxy.d/30.cfg',
  'lb2/haproxy.d/10.cfg',
  'lb2/haproxy.d/20.cfg',
  'lb1/keepalived.conf',
  'lb1/keepalived.d/vrrp.conf',
  'lb2/keepalived.conf',
  'lb2/keepalived.d/vrrp.conf',
  'haconf.json',
];

export function languageOf(path: string): LanguageId {
  if (path.endsWith('.json')) return 'manifest';
  return path.endsWith('.cfg') ? 'haproxy' : 'keepalived';
}

/** Sections that mean something to each other, whichever file each is in. */
const sections: readonly string[] = [
  'global\n    maxconn 100\n    log stdout local0\n',
  'global\n    stats socket /run/a level admin\n    tune.stick-counters 1\n    expose-experimental-directives\n',
  'defaults\n    mode http\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\n',
  'defaults tcp\n    mode tcp\n    acl inside src 10.0.0.0/8\n',
  'frontend f\n    bind :80\n    log global\n    timeout client 5s\n    option httplog\n    default_backend b\n',
  'frontend g from tcp\n    bind 192.0.2.10:80\n    use_backend c if inside\n    http-request track-sc2 src table t\n',
  'backend b\n    timeout connect 5s\n    timeout server 5s\n    server a 192.0.2.1:80 check\n',
  'backend c\n    mode tcp\n    server a 192.0.2.1:80 resolvers dns\n    server a 192.0.2.2:80 track b/a weight 300\n',
  'backend t\n    stick-table type ip size 1k expire 1m store gpc0 peers mates\n',
  'listen l\n    bind :80\n    http-request deny if { srv_is_up(b/a) } { sc_get_gpc0(0,t) gt 1 }\n    server x 192.0.2.9:443 ssl\n',
  'resolvers dns\n    nameserver one 192.0.2.53:53\n',
  'peers mates\n    peer lb1 192.0.2.101:1024\n    peer lb2 192.0.2.102:1024\n',
  'frontend stray\n    bind :81\n    http-request set-header X %[var(txn.a)]\n    default_backend nowhere\n.if defined(X)\n    maxconn 5\n.endif\n',
];

const comments: readonly string[] = [
  '',
  '# haconf: haproxy=2.4\n',
  '# haconf: keepalived=2.0.20\n',
  '# haconf: haproxy=3.2 keepalived=2.2.8\n',
  '# haconf: ignore-file unused-backend\n',
];

const instance = (vip: string, id: number, priority: number, extra = ''): string =>
  `vrrp_instance V${id} {\n    state BACKUP\n    interface eth0\n    virtual_router_id ${id}\n    priority ${priority}\n    advert_int 1\n${extra}    virtual_ipaddress {\n        ${vip}\n    }\n}\n`;

const track = '    track_script {\n        chk\n    }\n';

const blocks: readonly string[] = [
  'global_defs {\n    router_id me\n    enable_script_security\n}\n',
  'global_defs {\n    vrrp_strict\n    vrrp_skip_check_adv_addr\n}\n',
  'vrrp_script chk {\n    script "/bin/pidof haproxy"\n    interval 2\n    weight -20\n}\n',
  'include keepalived.d/*.conf\n',
  'include nowhere/*.conf\n',
  '$VIP=192.0.2.10\n',
  instance('192.0.2.10', 51, 100, track),
  instance('192.0.2.10', 51, 90, track),
  instance('192.0.2.10', 51, 100, '    nopreempt\n'),
  instance('192.0.2.10/24 dev eth1', 51, 100, '    unicast_peer {\n        192.0.2.102\n    }\n'),
  instance('$VIP', 51, 100, '    @lb1 priority 150\n'),
  instance('192.0.2.20', 52, 100, '    authentication {\n        auth_type PASS\n        auth_pass secret\n    }\n'),
  'vrrp_sync_group G {\n    group {\n        V51\n        V52\n    }\n}\n',
];

const manifest = (lb1: object, lb2: object, cluster: object = {}): string => {
  const files = (name: string) => [`${name}/haproxy.d/10.cfg`, `${name}/haproxy.d/20.cfg`, `${name}/keepalived.conf`];
  const nodes = { lb1: { files: files('lb1'), ...lb1 }, lb2: { files: files('lb2'), ...lb2 } };
  return JSON.stringify({ clusters: { edge: { ...cluster, nodes } } }, null, 2);
};

const manifests: readonly string[] = [
  manifest({}, {}),
  manifest({ keepalived: '2.0.20' }, { interfaces: { eth0: { addresses: ['192.0.2.102'] } } }),
  manifest({ haproxy: '2.4', keepalived: '2.2.8' }, { haproxy: '3.2' }),
  manifest({}, { files: ['lb2/haproxy.d/20.cfg'] }, { haproxy: '2.6', keepalived: '2.0.20' }),
  '{}',
  '',
];

/** Texts that a file of this path may have. */
export function historyTexts(path: string): fc.Arbitrary<string> {
  if (languageOf(path) === 'manifest') return fc.constantFrom(...manifests);
  const parts = languageOf(path) === 'haproxy' ? sections : blocks;
  return fc
    .tuple(fc.constantFrom(...comments), fc.array(fc.constantFrom(...parts), { maxLength: 5 }))
    .map(([comment, chosen]) => comment + chosen.join(''));
}
