import { type Construct, sizesFrom, times } from './construct.ts';
import { frontend } from './haproxy-text.ts';

const keepalived = (priority: number): string => `vrrp_instance web {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        198.51.100.10
    }
}
`;

const pair = { 'lb1/keepalived.conf': keepalived(150), 'lb2/keepalived.conf': keepalived(100) };

/** Several files. */
export const files: readonly Construct[] = [
  {
    id: 'haproxy/nodes-that-differ',
    sizes: sizesFrom(300),
    make: (size) => {
      const text = (node: number): string =>
        `${frontend}${times(size, (index) => `backend c${index}\n    server s 192.0.2.${node}:${1000 + index} check\n    timeout server ${node}s\n`)}`;
      return { ...pair, 'lb1/haproxy.cfg': text(1), 'lb2/haproxy.cfg': text(2) };
    },
  },
  {
    id: 'haproxy/nodes-with-other-lines',
    sizes: sizesFrom(300),
    make: (size) => {
      const text = (node: number): string =>
        `${frontend}frontend f\n${times(size, (index) => `    http-request deny if { path /${node}/${index} }\n`)}`;
      return { ...pair, 'lb1/haproxy.cfg': text(1), 'lb2/haproxy.cfg': text(2) };
    },
  },
  {
    id: 'haproxy/nodes-with-other-backends',
    sizes: sizesFrom(300),
    make: (size) => {
      const text = (node: number): string => `${frontend}${times(size, (index) => `backend n${node}_${index}\n`)}`;
      return { ...pair, 'lb1/haproxy.cfg': text(1), 'lb2/haproxy.cfg': text(2) };
    },
  },
  {
    id: 'haproxy/nodes-with-other-binds',
    sizes: sizesFrom(300),
    make: (size) => {
      const text = (node: number): string =>
        `${frontend}frontend f\n${times(size, (index) => `    bind 198.51.100.${node}:${1000 + index}\n`)}`;
      return { ...pair, 'lb1/haproxy.cfg': text(1), 'lb2/haproxy.cfg': text(2) };
    },
  },
  {
    id: 'haproxy/files-of-one-machine',
    sizes: sizesFrom(40),
    make: (size) => ({
      'lb1/conf.d/haproxy.cfg': frontend,
      ...Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `lb1/conf.d/haproxy-${index}.cfg`,
          `backend c${index}\n    server s 192.0.2.1:80 check\nfrontend f${index}\n    use_backend nosuch${index} if TRUE\n`,
        ]),
      ),
    }),
  },
  host('sysctl-blanks', 2500, (size) => ({ 'lb1/sysctl.d/haproxy.conf': `a${' '.repeat(size)}b\n` })),
  host('sysctl-blanks-in-value', 2500, (size) => ({ 'lb1/sysctl.d/haproxy.conf': `a = b${' '.repeat(size)}c\n` })),
  ...['a', '1:', '/haproxy', 'start ', '; ', 'kill ', 'exit  '].map((part) =>
    host(`check-command-${part.trim()}`, 600, (size) => ({
      'lb1/keepalived.conf': `${keepalived(150).replace('priority', 'track_script {\n        check_haproxy\n    }\n    notify "/n.sh"\n    priority')}vrrp_script check_haproxy {\n    script "/usr/bin/curl haproxy ${part.repeat(size)}x"\n}\n`,
      'lb2/keepalived.conf': pair['lb2/keepalived.conf'],
      'lb1/haproxy.cfg': frontend,
    })),
  ),
];

/** Files beside the configuration, which say something of the machine. */
function host(id: string, smallest: number, make: Construct['make']): Construct {
  return { id: `host/${id}`, sizes: sizesFrom(smallest), make };
}
