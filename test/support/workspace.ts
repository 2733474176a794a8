import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { recognise } from '#core/languages/languages.ts';
import type { Finding } from '#core/lint/finding.ts';
import { locate } from '#core/workspace/locate.ts';
import { type RawSettings, readSettings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { type FileText, Workspace } from '#core/workspace/workspace.ts';

/** The snapshot of a workspace that holds these files; a file in no known language is left out. */
export function snapshotOf(files: ReadonlyMap<string, string>, settings: RawSettings = {}): Snapshot {
  const set = [...files].flatMap(([path, text]): FileText[] => {
    const language = recognise(path, text);
    return language ? [{ path, language, text }] : [];
  });
  return new Workspace().applyChange({ set, settings: readSettings(settings) });
}

/** The snapshot of the configurations below a folder of the repository. */
export function snapshotOfFolder(folder: string, settings: RawSettings = {}): Snapshot {
  const files = new Map<string, string>();
  const walk = (path: string): void => {
    for (const name of readdirSync(path)) {
      const child = join(path, name);
      if (statSync(child).isDirectory()) walk(child);
      else files.set(child, readFileSync(child, 'utf8'));
    }
  };
  walk(folder);
  return snapshotOf(files, settings);
}

/** A finding in one line: `lb2/keepalived.conf:4:23-25 error cluster/… message`. Line 1-based, columns 0-based. */
export function describeFinding(snapshot: Snapshot, finding: Finding): string {
  const { start, end } = locate(snapshot, finding.at);
  return `${finding.at.path}:${start.line + 1}:${start.column}-${end.column} ${finding.severity} ${finding.rule} ${finding.message}`;
}
