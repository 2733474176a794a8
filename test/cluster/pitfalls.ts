/** What a case changes of a pair of nodes that is right. */
export interface NodeParts {
  /** Lines above everything. */
  readonly top?: string;
  /** Of `global_defs`. */
  readonly globals?: string;
  /** The block of the check. */
  readonly script?: string;
  readonly priority?: string;
  readonly state?: string;
  readonly interface?: string;
  readonly id?: string;
  /** More lines of the instance. */
  readonly lines?: string;
  readonly track?: string;
  readonly vips?: string;
  /** Blocks behind the instance. */
  readonly after?: string;
  /** The last hand at keepalived's file. */
  readonly edit?: (text: string) => string;
  readonly haproxy?: string;
  /** Other files of the machine, by their path below its folder. */
  readonly files?: Readonly<Record<string, string>>;
}

const check = `vrrp_script chk_haproxy {
  script "/usr/bin/curl -fs http://127.0.0.1:8404/health"
  interval 2
  fall 2
  rise 2
}
`;

/** A configuration of HAProxy with one service. */
export const proxy = (bind = ':443', more = ''): string => `global
  maxconn 2000
defaults
  mode tcp
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend web
  bind ${bind}
  default_backend app
backend app
  server app1 192.168.1.51:443 check
  server app2 192.168.1.52:443 check
frontend health
  mode http
  bind 127.0.0.1:8404
  monitor-uri /health
${more}`;

function keepalivedOf(index: number, parts: NodeParts): string {
  const { top = '', globals = '', script = check, state = 'BACKUP', id = '51', lines = '', after = '' } = parts;
  return `${top}global_defs {
  router_id lb${index + 1}
  enable_script_security
  script_user root
  vrrp_garp_master_refresh 60
${globals}}
${script}vrrp_instance VI_1 {
  state ${state}
  interface ${parts.interface ?? 'eth0'}
  virtual_router_id ${id}
  priority ${parts.priority ?? String(150 - 50 * index)}
  advert_int 1
${lines}  track_script {
${parts.track ?? '    chk_haproxy\n'}  }
  virtual_ipaddress {
${parts.vips ?? '    192.168.1.100/24\n'}  }
}
${after}`;
}

/** The files of the pair, of which each node differs from the right one by some parts. */
export function pairOf(...nodes: readonly NodeParts[]): Map<string, string> {
  const files = new Map<string, string>();
  const all = nodes.length < 2 ? [nodes[0] ?? {}, nodes[0] ?? {}] : nodes;
  for (const [index, parts] of all.entries()) {
    const folder = `lb${index + 1}`;
    files.set(`${folder}/keepalived.conf`, (parts.edit ?? String)(keepalivedOf(index, parts)));
    files.set(`${folder}/haproxy.cfg`, parts.haproxy ?? proxy());
    for (const [path, text] of Object.entries(parts.files ?? {})) files.set(`${folder}/${path}`, text);
  }
  return files;
}

/** A pitfall: the parts in which each node is wrong, with a mark `<< rule` at the end of the line, and a right variant. */
export interface Pitfall {
  /** What goes wrong. */
  readonly name: string;
  /** One for each node, or the same for both. */
  readonly bad: readonly NodeParts[];
  readonly good: readonly NodeParts[];
  /** The version that it is about. */
  readonly keepalived?: string;
}
