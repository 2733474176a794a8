import { type Cluster, type ClusterNode, filesOf } from '../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../cluster/vrrp.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
import { hasExpression } from '../syntax/template-text.ts';
import { allPlacesOf, type Finding } from './finding.ts';
import type { RestsOn } from './traits.ts';

/**
 * The findings about a cluster that hold whatever its templates are made into. What a rule does not find in a template
 * may be there, and what it finds may not be; so each rule declares what it rests on.
 */
export function certainInCluster(
  cluster: Cluster,
  findings: readonly Finding[],
  restsOn: (rule: string) => RestsOn | undefined,
): readonly Finding[] {
  if (findings.length === 0 || !cluster.nodes.some(isTemplate)) return findings;
  return findings.filter((found) => isCertain(cluster, found, restsOn(found.rule)));
}

function isTemplate(node: ClusterNode): boolean {
  return (
    filesOf(node, keepalivedFiles).some(({ config }) => config.template) ||
    filesOf(node, haproxyFiles).some(({ config }) => config.template)
  );
}

function isCertain(cluster: Cluster, finding: Finding, needed: RestsOn | undefined): boolean {
  const chunks = allPlacesOf(finding).map(({ site }) => site.chunk);
  const members = vrrpGroups(cluster).flatMap((group) => (group.members.some(isOf) ? group.members : []));
  const asked = members.length > 0 ? members : vrrpGroups(cluster).flatMap((group) => group.members);
  const always = needed?.keepalived.length === 0 ? [] : ['*', 'vrrp_instance'];
  const isOpen = ({ instance }: GroupMember): boolean =>
    needed
      ? [...always, ...needed.keepalived].some((keyword) => instance.unsure?.has(keyword) === true)
      : (instance.unsure?.size ?? 0) > 0;
  if (asked.some(isOpen)) return false;
  if (needed && needed.haproxy === undefined) return true;
  const templates = cluster.nodes.flatMap((node) =>
    filesOf(node, haproxyFiles).flatMap(({ config }) => config.template ?? []),
  );
  if (templates.length === 0) return true;
  if (!needed || templates.some(({ branches, unsure }) => branches || unsure.has('*'))) return false;
  if (needed.haproxy === 'lines') return !chunks.some(({ text }) => hasExpression(text));
  return !templates.some(({ unsure }) => ['bind', 'frontend', 'listen', 'defaults'].some((word) => unsure.has(word)));

  function isOf({ instance }: GroupMember): boolean {
    return chunks.includes(instance.site.chunk);
  }
}
