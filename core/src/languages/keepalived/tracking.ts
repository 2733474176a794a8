import { memo } from '../../base/memo.ts';
import { chunkStart, type Site } from '../../syntax/chunk.ts';
import { firstByName } from './by-name.ts';
import type { KeepalivedConfig, Tracked } from './config.ts';
import { type ActiveStatement, childrenOf } from './statements.ts';
import { lowerTracked } from './tracked.ts';

/** A declared `track_file`: its number, times the weight, is added to the priority. */
export interface TrackFile {
  readonly name: string;
  readonly path: string;
  readonly weight: number;
  /** Whether its block says the weight; else it is 1. */
  readonly hasWeight: boolean;
  /** What keepalived writes into it at its start (`init_file`), where it says so. */
  readonly initial: number | undefined;
  readonly site: Site;
}

/** A declared `vrrp_track_process`: whether a program runs. */
export interface TrackProcess {
  readonly name: string;
  /** The program with its arguments, as written. */
  readonly command: string;
  readonly weight: number;
  readonly reverse: boolean;
  /** Seconds until a start or an end of the program counts. */
  readonly forkDelay: number;
  readonly terminateDelay: number;
  readonly site: Site;
}

/** What a sync group adds to its members. */
export interface SyncSettings {
  readonly name: string;
  readonly members: readonly string[];
  readonly trackScripts: readonly Tracked[];
  readonly trackFiles: readonly Tracked[];
  readonly trackProcesses: readonly Tracked[];
  readonly trackInterfaces: readonly Tracked[];
  /** Weights of its members' own trackers count: `sync_group_tracking_weight`. */
  readonly memberWeights: boolean;
}

/** Settings that only the election needs, read from the blocks of a configuration. */
export interface ElectionSettings {
  /** Tracked files and processes by name; of several of one name the first. */
  readonly fileNamed: (name: string) => TrackFile | undefined;
  readonly processNamed: (name: string) => TrackProcess | undefined;
  /** The first sync group that an instance of the name is a member of. */
  readonly syncGroupOf: (instance: string) => SyncSettings | undefined;
  /** Seconds before any instance takes part. */
  readonly startupDelay: number;
  readonly files: readonly TrackFile[];
  readonly processes: readonly TrackProcess[];
  readonly syncGroups: readonly SyncSettings[];
  /** Whether a script asks for a user other than root, whom nobody may know. */
  readonly unknownUser: (script: string) => boolean;
  /**
   * Whether a script would run as keepalived_script, a user that no package makes: `enable_script_security` without
   * any user named. Where that user does not exist, keepalived drops the script.
   */
  readonly needsDefaultUser: (script: string) => boolean;
  /** Offset of a place in the file: declarations count only below where they stand. */
  readonly position: (site: Site) => number;
}

export const electionSettings: (config: KeepalivedConfig) => ElectionSettings = memo((config: KeepalivedConfig) => {
  const { syntax, statements: top } = config;
  const global = top.filter((statement) => statement.keyword === 'global_defs').flatMap(childrenOf);
  const users = new Map(
    top
      .filter((statement) => statement.keyword === 'vrrp_script')
      .map((statement) => [
        statement.args[0]?.value,
        childrenOf(statement).findLast((child) => child.keyword === 'user')?.args[0]?.value,
      ]),
  );
  const isSet = (keyword: string): boolean => global.some((statement) => statement.keyword === keyword);
  const secured = isSet('enable_script_security') && !isSet('script_user');
  const settings = {
    needsDefaultUser: (script: string) => secured && !config.hasIncludes && users.get(script) === undefined,
    unknownUser: (script: string) => (users.get(script) ?? 'root') !== 'root',
    startupDelay: numberOf(global.findLast((statement) => statement.keyword === 'vrrp_startup_delay')) ?? 0,
    files: top.flatMap((statement): TrackFile[] => {
      const name = statement.args[0]?.value;
      if (!/^(?:vrrp_)?track_file$/.test(statement.keyword) || name === undefined) return [];
      const inner = childrenOf(statement);
      const path = inner.findLast((child) => child.keyword === 'file')?.args[0]?.value ?? '';
      const ownWeight = numberOf(inner.findLast((child) => child.keyword === 'weight'));
      const words = inner.findLast((child) => child.keyword === 'init_file')?.args.map(({ value }) => value);
      const written = words && Number(words.find((word) => /^-?\d+$/.test(word)) ?? 0);
      return [
        {
          name,
          path,
          weight: ownWeight ?? 1,
          hasWeight: ownWeight !== undefined,
          initial: written,
          site: statement.site,
        },
      ];
    }),
    processes: top.flatMap((statement): TrackProcess[] => {
      const name = statement.args[0]?.value;
      if (statement.keyword !== 'vrrp_track_process' || name === undefined) return [];
      return [{ name, ...processOf(childrenOf(statement)), site: statement.site }];
    }),
    syncGroups: top.flatMap((statement): SyncSettings[] => {
      const name = statement.args[0]?.value;
      if (statement.keyword !== 'vrrp_sync_group' || name === undefined) return [];
      const inner = childrenOf(statement);
      const nested = (keyword: string): ActiveStatement[] =>
        inner.filter((child) => child.keyword === keyword).flatMap(childrenOf);
      return [
        {
          name,
          members: nested('group').flatMap((line) => [line.keyword, ...line.args.map((word) => word.value)]),
          trackScripts: nested('track_script').map(lowerTracked),
          trackFiles: nested('track_file').map(lowerTracked),
          trackProcesses: nested('track_process').map(lowerTracked),
          trackInterfaces: nested('track_interface').map(lowerTracked),
          memberWeights: inner.some((child) => child.keyword === 'sync_group_tracking_weight'),
        },
      ];
    }),
    position: (site: Site) => (chunkStart(syntax, site.chunk) ?? 0) + site.range.start,
  };
  const files = firstByName(settings.files);
  const processes = firstByName(settings.processes);
  const groups = new Map<string, SyncSettings>();
  for (const group of settings.syncGroups) {
    for (const name of group.members) if (!groups.has(name)) groups.set(name, group);
  }
  return {
    ...settings,
    fileNamed: (name) => files.get(name),
    processNamed: (name) => processes.get(name),
    syncGroupOf: (name) => groups.get(name),
  };
});

function processOf(inner: readonly ActiveStatement[]): Omit<TrackProcess, 'name' | 'site'> {
  const last = (keyword: string): ActiveStatement | undefined => inner.findLast((child) => child.keyword === keyword);
  const weight = last('weight');
  const delay = numberOf(last('delay')) ?? 0;
  return {
    command: (last('process')?.args ?? []).map((word) => word.value).join(' '),
    weight: numberOf(weight) ?? 0,
    reverse: weight?.args.some((word) => word.value === 'reverse') ?? false,
    forkDelay: numberOf(last('fork_delay')) ?? delay,
    terminateDelay: numberOf(last('terminate_delay')) ?? delay,
  };
}

function numberOf(statement: ActiveStatement | undefined): number | undefined {
  const text = statement?.args[0]?.value ?? '';
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
