import { parseVersion, type Version } from '../base/version.ts';
import type { TargetVersions } from '../cluster/versions.ts';

/** What the user chose. Versions are those of the target machines. */
export interface Settings {
  readonly haproxy: Version;
  readonly keepalived: Version;
  /** Leave out every finding that is not the real program's own verdict. */
  readonly onlyProgram: boolean;
  /** Beyond indentation and blanks at line ends. */
  readonly format: { readonly align: boolean };
  /** A rename takes in what has the same name on the other nodes of the cluster. */
  readonly rename: { readonly allNodes: boolean };
  /** Versions of single folders: the beginnings of their files' paths. */
  readonly folders: readonly FolderSettings[];
  /** What the command line says of a version counts, whatever a manifest, files and folders say. */
  readonly forced?: Partial<TargetVersions>;
}

export interface FolderSettings {
  readonly path: string;
  readonly haproxy: Version;
  readonly keepalived: Version;
}

export const defaultSettings: Settings = {
  haproxy: [3, 2],
  keepalived: [2, 3, 4],
  onlyProgram: false,
  format: { align: false },
  rename: { allNodes: false },
  folders: [],
};

/** Settings with versions that count whatever else is said. */
export function withForced(settings: Settings, forced: Partial<TargetVersions>): Settings {
  return { ...settings, ...forced, forced: { ...settings.forced, ...forced } };
}

/** Settings as they come from outside: `{ haproxy: { version: "3.2" }, … }`. */
export interface RawSettings {
  readonly haproxy?: { readonly version?: unknown };
  readonly keepalived?: { readonly version?: unknown };
  readonly onlyProgram?: unknown;
  readonly format?: { readonly align?: unknown };
  readonly rename?: { readonly allNodes?: unknown };
}

/** Takes what it understands; anything else keeps its default. */
export function readSettings(raw: RawSettings | null | undefined): Settings {
  const version = (value: unknown, otherwise: Version): Version =>
    (typeof value === 'string' ? parseVersion(value) : undefined) ?? otherwise;
  return {
    haproxy: version(raw?.haproxy?.version, defaultSettings.haproxy),
    keepalived: version(raw?.keepalived?.version, defaultSettings.keepalived),
    onlyProgram: raw?.onlyProgram === true,
    format: { align: raw?.format?.align === true },
    rename: { allNodes: raw?.rename?.allNodes === true },
    folders: [],
  };
}
