import { memo } from '../base/memo.ts';
import type { Version } from '../base/version.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import type { HostFileText } from '../languages/host/host-file.ts';
import type { KeepalivedConfig, VirtualAddress, VrrpInstance } from '../languages/keepalived/config.ts';
import type { SysctlConfig } from '../languages/sysctl/sysctl.ts';
import type { Site } from '../syntax/chunk.ts';

/** A place in a file of the workspace. */
export interface FileSite {
  readonly path: string;
  readonly site: Site;
}

/** A parsed file of a node. */
export interface NodeFile<Config> {
  readonly path: string;
  readonly config: Config;
}

/** The files of one machine by language. */
export interface MachineFiles {
  readonly keepalived: readonly NodeFile<KeepalivedConfig>[];
  readonly haproxy: readonly NodeFile<HaproxyConfig>[];
  readonly sysctl: readonly NodeFile<SysctlConfig>[];
  /** Scripts that keepalived may run. */
  readonly scripts?: readonly NodeFile<HostFileText>[];
  /** systemd's units of both programs, and the options that they read. */
  readonly units?: readonly NodeFile<HostFileText>[];
}

/** All files of a node, whatever their language. */
export function filesOfNode({
  keepalived,
  haproxy,
  sysctl,
  scripts = [],
  units = [],
}: MachineFiles): readonly NodeFile<unknown>[] {
  return [...keepalived, ...haproxy, ...sysctl, ...scripts, ...units];
}

/** What a manifest says of a machine beside its files. */
export interface DeclaredFacts {
  readonly haproxy?: Version;
  readonly keepalived?: Version;
  /** Its addresses, without prefix, by interface. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  /** The networks that interfaces are connected to, where it says. */
  readonly segments?: ReadonlyMap<string, string>;
}

/** A machine of a cluster with all files that were assigned to it. A file may belong to several nodes. */
export interface ClusterNode extends MachineFiles {
  readonly name: string;
  readonly declared?: DeclaredFacts;
}

/** One node's instance of a virtual router. */
export interface GroupMember {
  readonly node: ClusterNode;
  readonly path: string;
  readonly instance: VrrpInstance;
  readonly config: KeepalivedConfig;
}

/** The instances on different nodes that are meant to be one virtual router, whatever their settings say. */
export interface VrrpGroup {
  readonly name: string;
  readonly members: readonly [GroupMember, ...GroupMember[]];
}

/** The joined files of nodes that share virtual IPs. */
export interface Cluster {
  /** The path of the folder that holds the nodes; unique in a workspace. */
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly groups: readonly VrrpGroup[];
  /** Why these files were taken for one cluster, in words. */
  readonly why: readonly string[];
  /** Many machines whose names have nothing in common: they may be alternatives, such as a collection of samples. */
  readonly doubtful?: boolean;
  /** Instances of machines beside the cluster whose virtual routers have the id and the network of one of its own. */
  readonly neighbours?: readonly GroupMember[];
}

/** Every virtual address of a member, the excluded ones (not advertised, but moved along) too. */
export function allVips(instance: VrrpInstance): readonly VirtualAddress[] {
  return [...instance.vips, ...instance.excludedVips];
}

/** The text under which a virtual address is compared and shown: the address without prefix where it can be read. */
export function vipKey(vip: VirtualAddress): string {
  return vip.address?.text ?? vip.text;
}

/** The distinct virtual addresses of a group in order of first mention. */
export const groupVips: (group: VrrpGroup) => readonly string[] = memo((group: VrrpGroup) => [
  ...new Set(group.members.flatMap((member) => allVips(member.instance).map(vipKey))),
]);

export function fileSite(member: GroupMember, site: Site): FileSite {
  return { path: member.path, site };
}
