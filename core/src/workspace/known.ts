import { firewall, query } from '../base/query.ts';
import { sameItems } from '../base/same-items.ts';
import type { Version } from '../base/version.ts';
import type { Discovery } from '../cluster/discovery.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import type { Finding } from '../lint/finding.ts';
import type { DocumentIdentity } from '../syntax/stretch.ts';
import type { Inclusion } from './inclusion.ts';
import type { Settings } from './settings.ts';
import type { SourceFile } from './source-file.ts';

/** What all snapshots of a workspace share. */
export interface Known {
  /** Findings that need long come later. */
  readonly postpones: boolean;
  /** What is kept for a path from one snapshot to the next is kept with its identity, and goes with it. */
  readonly files: Identities;
  readonly machines: Identities;
  /** The newest ones of all snapshots: the next ones take up what is the same. */
  discovery?: Discovery<SourceFile> | undefined;
  inclusion?: Inclusion | undefined;
}

export type Identities = Map<string, DocumentIdentity>;

/** The same object for all versions of a file, or of a machine. */
export function identityOf(identities: Identities, name: string): DocumentIdentity {
  const known = identities.get(name) ?? {};
  identities.set(name, known);
  return known;
}

/** Lets go of what is kept for files that are no longer there. */
export function forgetOthers({ files, machines }: Known, now: ReadonlyMap<string, SourceFile>): void {
  if (files.size > now.size) for (const path of files.keys()) if (!now.has(path)) files.delete(path);
  // What is still wanted is found again at once.
  if (machines.size > now.size) machines.clear();
}

/**
 * The findings of a file, kept while the inputs are the very same. Not a plain query: what finds them may try another
 * text of the file in a snapshot of its own. So whatever it reads has to be among the inputs.
 */
export const findingsFor = query(
  (_file: DocumentIdentity, _inputs: readonly unknown[], find: () => readonly Finding[]) => find(),
  { same: ([inputs], [others]) => sameItems(inputs, others) },
);

/** The same object for the same versions. */
export const withVersions = query(
  (_file: DocumentIdentity, settings: Settings, haproxy: Version, keepalived: Version): Settings => ({
    ...settings,
    haproxy,
    keepalived,
  }),
);

/** The same list as long as it would hold the same. */
export const sameConfigs = firewall<
  DocumentIdentity,
  [readonly HaproxyConfig[]],
  readonly HaproxyConfig[],
  readonly HaproxyConfig[]
>(
  (configs) => configs,
  sameItems,
  (configs) => configs,
);
