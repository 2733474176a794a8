import { table } from '../../base/table.ts';
import { parseVersion, type Version } from '../../base/version.ts';
import { type Cluster, type ClusterNode, filesOf } from '../../cluster/cluster.ts';
import { groupMember, vrrpGroup } from '../../cluster/vrrp.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../../languages/keepalived/config.ts';
import { type FailoverModel, modelOf } from './model.ts';
import type { Scenario, ScenarioNode } from './scenario.ts';
import { standbyDoubts } from './standby.ts';

const newest: Version = [2, 3, 4];

/** Makes the model of a keepalived.conf, as a node with that configuration id sees it. */
export type ReadConf = (text: string, configId: string | undefined) => KeepalivedConfig;

/** The folder that stands for `%D%`. */
export function folderOf(node: string): string {
  return `/scenario/${node}`;
}

export function versionOf(node: ScenarioNode | undefined): Version {
  return parseVersion(node?.version ?? '') ?? newest;
}

/** The model of a scenario's nodes with the configurations that `confOf` says they have now. */
export function scenarioModel(scenario: Scenario, confOf: (node: string) => KeepalivedConfig): FailoverModel {
  const given = table(scenario.nodes);
  const nodes = Object.keys(scenario.nodes).map(
    (name): ClusterNode => ({
      name,
      files: new Map([[keepalivedFiles.id, [{ path: `${name}/keepalived.conf`, config: confOf(name) }]]]),
    }),
  );
  const members = nodes.flatMap((node) =>
    filesOf(node, keepalivedFiles).flatMap(({ path, config }) =>
      config.instances.map((instance) => groupMember(node, path, instance, config)),
    ),
  );
  // Who hears whom is decided by interface and id alone; a group of its own for each instance states nothing.
  const groups = members.map((member) => vrrpGroup([member]));
  const cluster: Cluster = { id: 'scenario', name: 'scenario', nodes, groups, why: [] };
  const model = modelOf(cluster, (name) => {
    const node = given.get(name);
    const addresses = Object.entries(node?.ifs ?? {}).map(
      ([key, list]) => [key, list.map((address) => address.replace(/\/.*$/, ''))] as const,
    );
    const terse = node?.detail === false;
    return { name, keepalived: versionOf(node), addresses: new Map(addresses), terse };
  });
  return { ...model, doubts: withStandbys(model.doubts) };
}

/** What a scenario does not say: whether HAProxy runs where notify lines start and stop it. */
function withStandbys(doubts: FailoverModel['doubts']): FailoverModel['doubts'] {
  return new Map(
    [...doubts].map(([group, said]) => [
      group,
      [...said, ...group.members.flatMap((member) => standbyDoubts(group, member))],
    ]),
  );
}
