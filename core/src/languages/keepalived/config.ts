import type { IpAddress } from '../../base/ip-address.ts';
import type { Site } from '../../syntax/chunk.ts';
import type { ModelKey } from '../model-key.ts';
import { keepalivedProgram } from '../programs.ts';
import type { Configuration } from './configuration.ts';
import type { KeepalivedSyntax } from './parser.ts';
import type { ActiveStatement } from './statements.ts';

/** A value of the configuration and where it stands. */
export interface Value<T> {
  readonly value: T;
  readonly site: Site;
}

/** A name used or declared in the configuration. */
export interface Named {
  readonly name: string;
  readonly site: Site;
}

/** A word after a keyword. `known` is false when it depends on something outside the text. */
export interface Argument extends Value<string> {
  readonly known: boolean;
  /** Written in double quotes. */
  readonly quoted: boolean;
}

/** A line or block as it holds for the node, for what the named fields leave out. */
export interface Setting {
  readonly keyword: string;
  readonly args: readonly Argument[];
  /** All words of the line. */
  readonly site: Site;
  readonly children: readonly Setting[];
}

/** `<address>[/prefix] [dev <if>] …` of `virtual_ipaddress`; `address` is undefined when it cannot be read. */
export interface VirtualAddress {
  readonly text: string;
  readonly address: IpAddress | undefined;
  readonly device?: string;
  readonly site: Site;
}

/** A line of `track_script`, `track_process`, `track_file` or `track_interface`. */
export interface Tracked extends Named {
  /** Undefined when the line gives none: then the tracker's own default holds. */
  readonly weight?: Value<number>;
  readonly reverse: boolean;
  /** The first word that is no option: keepalived then takes no notice of the line. */
  readonly unknownOption?: string;
}

/** `vrrp_script <name> { … }`. Times in seconds, as written. */
export interface VrrpScript extends Named {
  readonly command?: Value<string>;
  readonly interval?: Value<number>;
  readonly timeout?: Value<number>;
  readonly rise?: Value<number>;
  readonly fall?: Value<number>;
  readonly weight?: Value<number>;
  readonly reverse: boolean;
  readonly settings: readonly Setting[];
  /** The whole block. */
  readonly block: Site;
}

export interface VrrpInstance extends Named {
  readonly interface?: Value<string>;
  /** Missing also when it is written and cannot be read as a number. */
  readonly virtualRouterId?: Value<number>;
  readonly virtualRouterIdWritten: boolean;
  /** As written: only `MASTER` and `BACKUP` mean something to keepalived. */
  readonly state?: Value<string>;
  readonly priority?: Value<number>;
  /** Seconds, as written; VRRPv2 rounds to whole seconds. */
  readonly advertInterval?: Value<number>;
  readonly version?: Value<number>;
  readonly nopreempt?: Site;
  /** Seconds. */
  readonly preemptDelay?: Value<number>;
  readonly authType?: Value<string>;
  readonly authPass?: Value<string>;
  readonly vips: readonly VirtualAddress[];
  readonly excludedVips: readonly VirtualAddress[];
  /** The `virtual_ipaddress` block, or undefined when there is none. */
  readonly vipBlock?: Site;
  readonly unicastSource?: Value<string>;
  readonly unicastPeers: readonly Value<string>[];
  readonly trackScripts: readonly Tracked[];
  readonly trackInterfaces: readonly Tracked[];
  readonly trackProcesses: readonly Tracked[];
  readonly trackFiles: readonly Tracked[];
  readonly dontTrackPrimary: boolean;
  readonly downTimerAdverts?: Value<number>;
  /** Names of blocks and switches that influence the election and that the predictor does not model yet. */
  readonly unmodelled: readonly string[];
  /**
   * Keywords of which a template decides what they say, or whether they are there; of what stands outside of the
   * instance, too. `*`: anything may be there.
   */
  readonly unsure?: ReadonlySet<string>;
  readonly settings: readonly Setting[];
  readonly block: Site;
}

export interface SyncGroup extends Named {
  readonly members: readonly Named[];
  readonly settings: readonly Setting[];
}

/** Something that a configuration has more of than haconf reads. Nothing is claimed of what is left out. */
export interface ReadingLimit {
  readonly kind: 'definitions' | 'nodes' | 'includes';
  /** The line with which it becomes too much. */
  readonly site: Site;
  /** How many are read, and how many are left out; of nodes only. */
  readonly read?: number;
  readonly left?: number;
}

export interface KeepalivedConfig {
  /** What stands outside of blocks, in all files. */
  readonly syntax: KeepalivedSyntax;
  /** The files that it was read from. */
  readonly configuration: Configuration;
  /** What stands outside of blocks, as it holds for the node; virtual servers are left out. */
  readonly statements: readonly ActiveStatement[];
  readonly routerId?: Value<string>;
  /** `vrrp_version` of `global_defs`. */
  readonly vrrpVersion?: Value<number>;
  readonly strict?: Site;
  /** The lines of all `global_defs` blocks. */
  readonly globals: readonly Setting[];
  /** Some line includes a file that is not known, or is not read: what is lacking may stand there. */
  readonly hasIncludes: boolean;
  /** What of it is not read because there is too much of it. */
  readonly limits: readonly ReadingLimit[];
  readonly scripts: readonly VrrpScript[];
  /** Names declared by `vrrp_track_process`. */
  readonly processes: readonly Named[];
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  /** A template engine makes the file: what it says of it all, with `unsure` at its instances. */
  readonly template?: true;
}

/** The last of the lines with this keyword, which is the one that counts. */
export function settingNamed(settings: readonly Setting[], keyword: string): Setting | undefined {
  return settings.findLast((setting) => setting.keyword === keyword);
}

/** The files of a machine that keepalived reads. */
export const keepalivedFiles: ModelKey<KeepalivedConfig> = keepalivedProgram;
