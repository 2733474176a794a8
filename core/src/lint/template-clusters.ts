import { type Table, table } from '../base/table.ts';
import type { Cluster, ClusterNode, GroupMember } from '../cluster/cluster.ts';
import { hasExpression } from '../syntax/template-text.ts';
import type { Finding } from './finding.ts';

/** What a rule between files compares; it speaks where none of it comes from a template. */
interface Needs {
  /** Keywords of keepalived, of the instances that a finding is about and of what stands around them. */
  readonly keepalived: readonly string[];
  /**
   * `lines`: lines of HAProxy that are certainly there, in sections without expressions. `listeners`: all places where
   * HAProxy listens.
   */
  readonly haproxy?: 'lines' | 'listeners';
}

const addresses = ['virtual_ipaddress', 'virtual_ipaddress_excluded'];

/** Of a rule that is not here nothing of the cluster may come from a template. */
const needs: Table<Needs> = table({
  'cluster/virtual-router-id-differs': { keepalived: ['virtual_router_id'] },
  'cluster/vrrp-version-differs': { keepalived: ['version', 'vrrp_version', 'vrrp_strict'] },
  'cluster/advert-interval-differs': { keepalived: ['advert_int', 'version', 'vrrp_version'] },
  'cluster/authentication-differs': {
    keepalived: ['authentication', 'auth_type', 'auth_pass', 'version', 'vrrp_version', 'vrrp_strict'],
  },
  'cluster/priorities-equal': { keepalived: ['priority', 'state'] },
  'cluster/state-contradicts-priority': { keepalived: ['priority', 'state', 'nopreempt'] },
  'cluster/virtual-addresses-differ': { keepalived: addresses },
  'cluster/prefix-differs': { keepalived: addresses },
  'cluster/virtual-address-outside-networks': {
    keepalived: [...addresses, 'unicast_src_ip', 'mcast_src_ip', 'interface'],
    haproxy: 'lines',
  },
  'cluster/unicast-and-multicast-mixed': { keepalived: ['unicast_peer'] },
  'cluster/unicast-peer-missing': { keepalived: ['unicast_peer', 'unicast_src_ip'] },
  'cluster/multicast-group-differs': {
    keepalived: ['vrrp_mcast_group4', 'vrrp_mcast_group6', 'mcast_dst_ip', 'unicast_peer'],
  },
  'cluster/nopreempt-on-lower-node-only': { keepalived: ['nopreempt', 'priority', 'state'] },
  'cluster/virtual-address-in-two-groups': { keepalived: addresses },
  'cluster/virtual-address-without-listener': { keepalived: addresses, haproxy: 'listeners' },
  'cluster/bind-differs': { keepalived: [], haproxy: 'lines' },
  'cluster/server-differs': { keepalived: [], haproxy: 'lines' },
  'cluster/timeout-differs': { keepalived: [], haproxy: 'lines' },
  'cluster/setting-differs': { keepalived: [], haproxy: 'lines' },
  'cluster/cookie-value-differs': { keepalived: [], haproxy: 'lines' },
});

/**
 * The findings about a cluster that hold whatever its templates are made into. What a rule does not find in a template
 * may be there, and what it finds may not be; so it is asked what it rests on.
 */
export function certainInCluster(cluster: Cluster, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 0 || !cluster.nodes.some(isTemplate)) return findings;
  return findings.filter((found) => isCertain(cluster, found));
}

function isTemplate({ keepalived, haproxy }: ClusterNode): boolean {
  return keepalived.some(({ config }) => config.template) || haproxy.some(({ config }) => config.template);
}

function isCertain(cluster: Cluster, { rule, at, related }: Finding): boolean {
  const chunks = [at, ...related.map((place) => place.at)].map(({ site }) => site.chunk);
  const needed = needs.get(rule);
  const members = cluster.groups.flatMap((group) => (group.members.some(isOf) ? group.members : []));
  const asked = members.length > 0 ? members : cluster.groups.flatMap((group) => group.members);
  const always = needed?.keepalived.length === 0 ? [] : ['*', 'vrrp_instance'];
  const isOpen = ({ instance }: GroupMember): boolean =>
    needed
      ? [...always, ...needed.keepalived].some((keyword) => instance.unsure?.has(keyword) === true)
      : (instance.unsure?.size ?? 0) > 0;
  if (asked.some(isOpen)) return false;
  if (needed && needed.haproxy === undefined) return true;
  const templates = cluster.nodes.flatMap((node) => node.haproxy.flatMap(({ config }) => config.template ?? []));
  if (templates.length === 0) return true;
  if (!needed || templates.some(({ branches, unsure }) => branches || unsure.has('*'))) return false;
  if (needed.haproxy === 'lines') return !chunks.some(({ text }) => hasExpression(text));
  return !templates.some(({ unsure }) => ['bind', 'frontend', 'listen', 'defaults'].some((word) => unsure.has(word)));

  function isOf({ instance }: GroupMember): boolean {
    return chunks.includes(instance.site.chunk);
  }
}
