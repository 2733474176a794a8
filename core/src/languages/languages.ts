/** The kinds of file that haconf understands. */
export type LanguageId = 'haproxy' | 'keepalived' | 'sysctl' | 'manifest' | 'script' | 'unit';

/** What a path says about its language: `certain` needs no look at the text, `possible` does. */
export interface PathGuess {
  readonly language: LanguageId;
  readonly certain: boolean;
}

/**
 * The language a path suggests.
 *
 * Claims only names that belong to one program; other `.cfg` and `.conf` files are merely possible: in `conf.d`, which
 * is nginx's as well, the text decides.
 */
export function guessByPath(path: string): PathGuess | undefined {
  const segments = path.toLowerCase().split('/');
  const name = segments.at(-1) ?? '';
  // Template engines: Jinja, ERB, EPP, Go, consul-template, Helm, autoconf.
  const file = name.replace(/\.(?:j2|jinja2?|erb|epp|tmpl|template|tpl|ctmpl|gotmpl|in)$/, '');
  const folders = segments.slice(0, -1);
  const isConf = file.endsWith('.conf');
  const isCfg = file.endsWith('.cfg');
  if (segments.at(-1) === 'haconf.json') return { language: 'manifest', certain: true };
  const host = hostFile(file, folders);
  if (host) return { language: host, certain: true };
  // `haproxy-config.template`: its text decides.
  if (!isConf && !isCfg) return file === name ? undefined : templateOf(file);
  if (folders.includes('sysctl.d') || /^(?:\d+-)?.*sysctl.*\.conf$/.test(file))
    return { language: 'sysctl', certain: true };
  if (isConf && /keepalived/.test(file)) return { language: 'keepalived', certain: true };
  if (isCfg && /haproxy/.test(file)) return { language: 'haproxy', certain: true };
  if (isCfg && folders.some((folder) => folder === 'haproxy' || folder === 'haproxy.d')) {
    return { language: 'haproxy', certain: true };
  }
  if (folders.some((folder) => folder === 'conf.d' || folder === 'nginx' || folder === 'sites-enabled')) {
    // Of nginx, although some keep keepalived's parts in a folder of this name, too.
    if (!isConf || folders.includes('nginx') || folders.includes('sites-enabled')) return undefined;
    return { language: 'keepalived', certain: folders.includes('keepalived') };
  }
  if (isConf && folders.includes('keepalived')) return { language: 'keepalived', certain: true };
  return { language: isCfg ? 'haproxy' : 'keepalived', certain: false };
}

/** A template whose name tells the program and nothing else. */
function templateOf(file: string): PathGuess | undefined {
  const program = /^(haproxy|keepalived)(?:[-_.]conf(?:ig)?)?$/.exec(file)?.[1];
  if (program === 'haproxy') return { language: 'haproxy', certain: false };
  return program === undefined ? undefined : { language: 'keepalived', certain: false };
}

/** Scripts that keepalived may run, systemd's units of both programs, and the options that units read. */
function hostFile(file: string, folders: readonly string[]): 'script' | 'unit' | undefined {
  const folder = folders.at(-1) ?? '';
  if (/^(?:haproxy|keepalived)\.service$/.test(file)) return 'unit';
  if (/^(?:haproxy|keepalived)\.service\.d$/.test(folder) && file.endsWith('.conf')) return 'unit';
  if (/^(?:haproxy|keepalived)$/.test(file) && /^(?:default|sysconfig|conf\.d)$/.test(folder)) return 'unit';
  return /^[\w.-]*(?:check|chk|track|notify|haproxy|keepalived|health)[\w.-]*\.(?:sh|bash)$/.test(file)
    ? 'script'
    : undefined;
}

/** The language of a file by path and, where the path leaves doubt, by its first lines. */
export function recognise(path: string, head: string): LanguageId | undefined {
  const guess = guessByPath(path);
  if (!guess) return undefined;
  if (guess.certain) return guess.language;
  if (
    /^[ \t]*(?:vrrp_instance|vrrp_script|vrrp_sync_group|global_defs|virtual_server)\b[^\n=]*(?:\{|\n\s*\{)/m.test(head)
  ) {
    return 'keepalived';
  }
  if (
    /^(?:global|defaults|frontend|backend|listen)\b[^={]*$/m.test(head) &&
    /^[ \t]+(?:bind|server|mode|default_backend|timeout|maxconn)[ \t]+\S/m.test(head)
  ) {
    return 'haproxy';
  }
  return isPiece(path, head) ? 'keepalived' : undefined;
}

/** Lines of an instance or a virtual server, as people move them to a file of their own. */
const pieceLine =
  /^(?:\}|(?:state|priority|virtual_router_id|advert_int|interface|nopreempt|preempt_delay|authentication|auth_type|auth_pass|unicast_\w+|virtual_\w+|track_\w+|mcast_src_ip|notify\w*|real_server)\b(?!\s*=).*|[\da-f.:]+(?:\/\d+)?(?:\s+(?:dev|label|brd|scope)\s.*)?)$/i;

/** What no other program has. */
const pieceMark =
  /^[ \t]*(?:state[ \t]+(?:MASTER|BACKUP)|virtual_router_id|virtual_ipaddress|unicast_(?:src_ip|peer)|track_(?:script|process|file|interface)|auth_pass|real_server|priority[ \t]+\d+)\b/m;

/**
 * Whether a file is a part of a keepalived configuration that only means something where it is included: lines of an
 * instance outside of any block, in a file whose name leaves its program open.
 */
export function isPiece(path: string, head: string): boolean {
  const guess = guessByPath(path);
  if (guess?.language !== 'keepalived' || guess.certain || !pieceMark.test(head)) return false;
  const lines = head.split('\n').map((line) => line.replace(/[#!].*/, '').trim());
  // The last line may be cut.
  return lines.slice(0, Math.max(1, lines.length - 1)).every((line) => line === '' || pieceLine.test(line));
}
