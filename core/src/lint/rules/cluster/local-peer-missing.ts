import { type Cluster, type ClusterNode, filesOf } from '../../../cluster/cluster.ts';
import { directivesOf, type HaproxySection, haproxyFiles } from '../../../languages/haproxy/config.ts';
import { unitFiles } from '../../../languages/host/host-file.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import type { Severity } from '../../finding.ts';
import type { ClusterRule } from '../../rule.ts';

export const localPeerMissing: ClusterRule = {
  scope: 'cluster',
  id: 'local-peer-missing',
  severity: 'warning',
  verdict: 'own',
  summary: 'A peers section does not name the node itself.',
  check(cluster, report) {
    for (const node of cluster.nodes) {
      const own = localNames(node);
      if (!own) continue;
      for (const { path, config } of filesOf(node, haproxyFiles)) {
        for (const section of config.sections) {
          if (section.kind !== 'peers' || section.conditional || section.byKeyword.has('disabled')) continue;
          const names = peerNames(section);
          if (names.length === 0 || names.some((name) => own.some((word) => isSameHost(name, word)))) continue;
          const severity = certainty(cluster, node, own, names);
          if (!severity) continue;
          const [name] = own;
          report({
            at: { path, site: section.site },
            severity,
            message: `Stick tables are not shared: ${section.name?.name ?? 'this section'} lists ${names.slice(0, 8).join(', ')}, but not ${name}. HAProxy looks for its own name (the host's, localpeer or -L) and drops the section without it. Add a line "peer ${name} ADDRESS:PORT" on all nodes, or write "localpeer" with one of the names in global.`,
          });
        }
      }
    }
  },
};

/** The names under which the node's HAProxy would find itself; undefined where they are given in a way not known here. */
function localNames(node: ClusterNode): readonly string[] | undefined {
  if (filesOf(node, unitFiles)?.some(({ config }) => /(?:^|[\s"'=])-L\s*\S|HAPROXY_LOCALPEER/m.test(config.text)))
    return undefined;
  const written = filesOf(node, haproxyFiles).flatMap(({ config }) =>
    config.sections.flatMap((section) =>
      directivesOf(section, 'localpeer').flatMap((directive) => directive.args.slice(0, 1)),
    ),
  );
  if (written.some((word) => !word.known)) return undefined;
  return written.length > 0 ? written.map((word) => word.value) : [node.name];
}

/** A host may be named with its domain, and its folder by a part of its name. */
function isSameHost(peer: string, name: string): boolean {
  const [one, other] = [peer.toLowerCase(), name.toLowerCase()];
  if (one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)) return true;
  const words = (text: string) => `-${text.replace(/[._]/g, '-')}-`;
  return words(one).includes(words(other)) || words(other).includes(words(one));
}

/** Names of folders that tell what a machine does, and not what it is called. */
const roles =
  /^(?:(?:vrrp-?)?(?:master|backup|primary|secondary|active|passive|standby|slave|main|left|right|first|second)|[a-z]|\d+)(?:[-_]?(?:node|lb|\d+))?$/i;

function certainty(
  cluster: Cluster,
  node: ClusterNode,
  own: readonly string[],
  names: readonly string[],
): Severity | undefined {
  // What localpeer says is a name, and a section with the partners' names goes by the names of the folders.
  const others = cluster.nodes.filter((other) => other !== node);
  if (!own.includes(node.name) || (others.length > 0 && others.every((other) => names.includes(other.name))))
    return 'warning';
  if (cluster.doubtful || !cluster.nodes.every(isCalledLikeHost)) return undefined;
  const isCalledSo = filesOf(node, keepalivedFiles).some(({ config }) => config.routerId?.value === node.name);
  // haproxy1 and haproxy2 may be what the machines of the folders lb1 and lb2 are called.
  const tails = new Set(names.map(tailOf));
  const maybeOther = cluster.nodes.every(({ name }) => tailOf(name) !== '' && tails.has(tailOf(name)));
  return isCalledSo || !maybeOther ? 'warning' : 'information';
}

/** The manifest names it, or its folder, and not a file or what it does. */
function isCalledLikeHost(node: ClusterNode): boolean {
  const { name, declared } = node;
  if (roles.test(name)) return false;
  return (
    declared !== undefined ||
    filesOf(node, haproxyFiles).every(({ path }) => path.split('/').slice(0, -1).includes(name))
  );
}

/** The number or letter that tells the machines of a series apart. */
function tailOf(name: string): string {
  return /(?:\d+|(?<=[-_])[a-z])$/i.exec(name.replace(/\..*$/, ''))?.[0].toLowerCase() ?? '';
}

/** A `server` line is a peer, too. One that is written with a variable may be any. */
function peerNames(section: HaproxySection): string[] {
  const lines = [...directivesOf(section, 'peer'), ...directivesOf(section, 'server')];
  return lines.every((line) => line.args[0]?.known) ? lines.map((line) => line.args[0]?.value ?? '') : [];
}
