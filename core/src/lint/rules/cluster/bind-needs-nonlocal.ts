import { memo } from '../../../base/memo.ts';
import { type ClusterNode, type FileSite, filesOf } from '../../../cluster/cluster.ts';
import { haproxyFiles } from '../../../languages/haproxy/config.ts';
import { type SysctlSetting, sysctlFiles } from '../../../languages/sysctl/sysctl.ts';
import type { Fix, Problem } from '../../finding.ts';
import { addLineBelow, fix, insertAfter, replace } from '../../fix.ts';
import type { ClusterRule } from '../../rule.ts';

export const bindNeedsNonlocal: ClusterRule = {
  scope: 'cluster',
  id: 'bind-needs-nonlocal',
  severity: 'error',
  verdict: 'own',
  summary: 'HAProxy binds a virtual IP that a standby node does not hold, and nothing allows that.',
  check(cluster, report) {
    const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
    const someSysctl = cluster.nodes.some((node) => filesOf(node, sysctlFiles).length > 0);
    const reported = new Set<object>();
    for (const node of cluster.nodes) {
      for (const file of filesOf(node, haproxyFiles)) {
        for (const section of file.config.sections) {
          for (const bind of section.binds) {
            if (bind.address.kind !== 'ip' || !bind.address.host || !vips.has(bind.address.host.text)) continue;
            if (bind.transparent || reported.has(bind)) continue;
            const problem = judge(node, bind.address.host.family, someSysctl);
            if (!problem) continue;
            reported.add(bind);
            const at = { path: file.path, site: bind.site };
            report({
              at,
              ...problem,
              fixes: fixesFor(node, bind.address.host.family, at),
              message: `${bind.address.host.text} is a virtual address: while another node holds it, HAProxy on ${node.name} cannot bind it and does not start. ${problem.message}`,
            });
          }
        }
      }
    }
  },
};

/** What the node's sysctl files set, by key: the last of each. */
const settingsOf = memo((node: ClusterNode) => {
  const settings = new Map<string, { readonly path: string; readonly setting: SysctlSetting }>();
  for (const { path, config } of filesOf(node, sysctlFiles)) {
    for (const setting of config.settings) settings.set(setting.key, { path, setting });
  }
  return settings;
});

/** The kernel's setting where the node has a file for it; else, or instead, the word on the line. */
function fixesFor(node: ClusterNode, family: 4 | 6, bind: FileSite): Fix[] {
  const key = `net.ipv${family}.ip_nonlocal_bind`;
  const { path, setting: own } = settingsOf(node).get(key) ?? {};
  const file = filesOf(node, sysctlFiles).findLast((each) => each.path === path) ?? filesOf(node, sysctlFiles)[0];
  const last = file?.config.settings.at(-1);
  const line = `${key} = 1`;
  const bySysctl =
    file && own
      ? [fix(`Set ${key} to 1 on ${node.name}`, replace({ path: file.path, site: own.site }, line))]
      : file && last
        ? [fix(`Set ${key} to 1 on ${node.name}`, addLineBelow({ path: file.path, site: last.site }, line))]
        : [];
  return [...bySysctl, fix('Add "transparent" to the line', insertAfter(bind, ' transparent'))];
}

/** What the node's sysctl files say of binding addresses that it does not hold. Undefined: it is allowed. */
function judge(node: ClusterNode, family: 4 | 6, someSysctl: boolean): Omit<Problem, 'at'> | undefined {
  const key = `net.ipv${family}.ip_nonlocal_bind`;
  const last = settingsOf(node).get(key);
  if (last?.setting.value === '1') return undefined;
  const cure = `Set ${key} = 1, or add "transparent" to the bind line.`;
  if (last) {
    const at: FileSite = { path: last.path, site: last.setting.site };
    const related = [{ at, message: `${key} is ${last.setting.value} on ${node.name}`, mirrored: false }];
    return { message: `${key} is ${last.setting.value} there. ${cure}`, related };
  }
  if (someSysctl) return { message: `None of its sysctl files sets ${key}. ${cure}` };
  return {
    severity: 'warning',
    message: `No sysctl file of the nodes is here to see whether ${key} is set. ${cure}`,
  };
}
