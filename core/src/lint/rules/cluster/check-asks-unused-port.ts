import { type ClusterNode, filesOf } from '../../../cluster/cluster.ts';
import { haproxyFiles } from '../../../languages/haproxy/config.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const checkAsksUnusedPort: ClusterRule = {
  scope: 'cluster',
  id: 'check-asks-unused-port',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check of HAProxy asks a port or socket that HAProxy does not open.',
  check(cluster, report) {
    for (const { path, config, node } of fileOnce(cluster, (each) => filesOf(each, keepalivedFiles))) {
      const open = filesOf(node, haproxyFiles).length > 0 ? opened(node) : undefined;
      if (!open) continue;
      for (const { owner, command, value } of checksOf(config)) {
        if (!/haproxy/i.test(`${owner} ${command.text}`)) continue;
        const asked = askedFor(command.text);
        if (asked === undefined || open.includes(asked)) continue;
        report({
          at: { path, site: value.site },
          message: `${owner} asks ${asked.startsWith('/') ? `the socket ${asked}` : `port ${asked} of this machine`}, which HAProxy does not open on ${node.name}: it opens ${listed(open)}. The check always fails, unless another program answers. Ask what HAProxy opens.`,
        });
      }
    }
  },
};

/** A local port, or a socket of HAProxy, that a command asks. */
function askedFor(text: string): string | undefined {
  const socket = text
    .split(/[\s:"']/)
    .map(socketIn)
    .find(Boolean);
  if (socket !== undefined) return socket.replace(/^\/var\/run\//, '/run/');
  return /(?:localhost|127\.0\.0\.1|\[::1\])(?::| )(\d+)(?![\d.])/.exec(text)?.[1];
}

/** The path of a socket of HAProxy that a word starts with. */
function socketIn(word: string): string | undefined {
  const path = /^\/[\w./-]*/.exec(word)?.[0] ?? '';
  const named = path.indexOf('haproxy');
  if (named < 0) return undefined;
  // The longest one: whatever follows the end of the name is no letter.
  const ends = [...path.slice(named).matchAll(/\.(?:socket|sock|stat)(?!\w)/g)].at(-1);
  return ends && path.slice(0, named + ends.index + ends[0].length);
}

/** More ports are no help to whoever looks for the right one. */
const mostShown = 20;

function listed(open: readonly string[]): string {
  const shown = open.slice(0, mostShown).join(', ');
  return open.length > mostShown ? `${shown} and ${open.length - mostShown} others` : shown;
}

/** The ports and sockets that HAProxy opens; undefined when some of them are not known. */
function opened(node: ClusterNode): string[] | undefined {
  const found = new Set<string>();
  for (const { config } of filesOf(node, haproxyFiles)) {
    for (const section of config.sections) {
      for (const { address } of section.binds) {
        if (address.kind === 'ip' && /^\d+$/.test(address.port)) found.add(address.port);
        else if (address.kind === 'unix') found.add(address.path.replace(/^\/var\/run\//, '/run/'));
        else return undefined;
      }
      for (const { keyword, args } of section.directives) {
        if (keyword !== 'stats' || args[0]?.value !== 'socket') continue;
        const address = args[1];
        if (!address?.known || /@/.test(address.value)) return undefined;
        const port = /:(\d+)$/.exec(address.value)?.[1];
        found.add(port ?? address.value.replace(/^\/var\/run\//, '/run/'));
      }
    }
  }
  return [...found];
}
