import { firewall, query } from '../base/query.ts';
import { sameItems } from '../base/same-items.ts';
import type { Discovery } from '../cluster/discovery.ts';
import type { SourceFile } from '../languages/language.ts';
import type { Languages } from '../languages/languages.ts';
import type { Versions } from '../languages/programs.ts';
import type { Finding } from '../lint/finding.ts';
import type { DocumentIdentity } from '../syntax/stretch.ts';
import { settingsWith } from './file-settings.ts';
import type { Inclusions } from './inclusions.ts';
import type { Settings } from './settings.ts';

/** What all snapshots of a workspace share. */
export interface Known {
  /** Findings that need long come later. */
  readonly postpones: boolean;
  readonly languages: Languages;
  /** What is kept for a path from one snapshot to the next is kept with its identity, and goes with it. */
  readonly files: Identities;
  readonly machines: Identities;
  /** The newest ones of all snapshots: the next ones take up what is the same. */
  discovery?: Discovery<SourceFile> | undefined;
  inclusion?: Inclusions | undefined;
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
  (_file: DocumentIdentity, settings: Settings, versions: Versions): Settings => settingsWith(settings, versions),
);

/** The same list as long as it would hold the same. */
export const sameModels = firewall<DocumentIdentity, [readonly unknown[]], readonly unknown[], readonly unknown[]>(
  (models) => models,
  sameItems,
  (models) => models,
);
