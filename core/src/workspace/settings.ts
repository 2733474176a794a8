import { type ByName, table } from '../base/table.ts';
import { parseVersion, type Version } from '../base/version.ts';
import { type Languages, languages, programLanguages } from '../languages/languages.ts';
import type { Versions } from '../languages/programs.ts';

/** What the user chose. */
export interface Settings {
  /** Those of the target machines. */
  readonly versions: Versions;
  /** Leave out every finding that is not the real program's own verdict. */
  readonly onlyProgram: boolean;
  /** Beyond indentation and blanks at line ends. */
  readonly format: { readonly align: boolean };
  /** A rename takes in what has the same name on the other nodes of the cluster. */
  readonly rename: { readonly allNodes: boolean };
  /** Versions of single folders: the beginnings of their files' paths. */
  readonly folders: readonly FolderSettings[];
  /** What the command line says of a version counts, whatever a manifest, files and folders say. */
  readonly forced: Versions;
}

export interface FolderSettings {
  readonly path: string;
  readonly versions: Versions;
}

export const noVersions: Versions = new Map();

/** A program of which no version is said has its usual one. */
export const defaultSettings: Settings = {
  versions: noVersions,
  onlyProgram: false,
  format: { align: false },
  rename: { allNodes: false },
  folders: [],
  forced: noVersions,
};

/** Settings with versions that count whatever else is said. */
export function withForced(settings: Settings, forced: Versions): Settings {
  return {
    ...settings,
    versions: new Map([...settings.versions, ...forced]),
    forced: new Map([...settings.forced, ...forced]),
  };
}

/** Settings as they come from outside, with an entry for each program: `{ haproxy: { version: "3.2" }, … }`. */
export interface RawSettings extends ByName<unknown> {
  readonly onlyProgram?: unknown;
  readonly format?: { readonly align?: unknown };
  readonly rename?: { readonly allNodes?: unknown };
}

/** Takes what it understands; anything else keeps its default. */
export function readSettings(raw: RawSettings | null | undefined, known: Languages = languages): Settings {
  return {
    ...defaultSettings,
    versions: versionsIn(raw ?? {}, known),
    onlyProgram: raw?.onlyProgram === true,
    format: { align: raw?.format?.align === true },
    rename: { allNodes: raw?.rename?.allNodes === true },
  };
}

function versionsIn(raw: object, known: Languages): Versions {
  const found = new Map<string, Version>();
  const said = table(raw as ByName<{ readonly version?: unknown } | null | undefined>);
  for (const { id } of programLanguages(known)) {
    const text = said.get(id)?.version;
    const version = typeof text === 'string' ? parseVersion(text) : undefined;
    if (version) found.set(id, version);
  }
  return found;
}
