import { memo } from '../base/memo.ts';
import { parseVersion, type Version } from '../base/version.ts';
import type { SourceFile } from '../languages/language.ts';
import type { Versions } from '../languages/programs.ts';
import type { Chunk } from '../syntax/chunk.ts';
import { directivesIn } from '../syntax/comment-directive.ts';
import type { Settings } from './settings.ts';
import { hasDirectives } from './source-file.ts';

/** The settings that hold for a file: what a comment in it says, else its folder's, else everybody's. */
export function settingsFor(settings: Settings, file: SourceFile | undefined): Settings {
  if (!file) return settings;
  const ofFolder = folderSettings(settings, file.path);
  if (!hasDirectives(file)) return ofFolder;
  const said = versionsIn(file);
  if (said.size === 0) return ofFolder;
  return combined(ofFolder)(file);
}

/** The same object for the same file and settings: what is derived from both is kept by it. */
const combined = memo((settings: Settings) =>
  memo((file: SourceFile): Settings => settingsWith(settings, versionsIn(file))),
);

const perFolder = memo((settings: Settings) =>
  settings.folders.map(({ path, versions }) => ({ path, settings: settingsWith(settings, versions) })),
);

/** Those of the innermost folder that has some. */
function folderSettings(settings: Settings, path: string): Settings {
  if (settings.folders.length === 0) return settings;
  const around = perFolder(settings).filter((folder) => path.startsWith(folder.path));
  return around.sort((a, b) => b.path.length - a.path.length)[0]?.settings ?? settings;
}

/** Settings in which some versions are others, but for those that the command line has said. */
export function settingsWith(settings: Settings, versions: Versions): Settings {
  return { ...settings, versions: new Map([...settings.versions, ...versions, ...settings.forced]) };
}

/** `# haconf: haproxy=2.8 keepalived=2.2`: the versions that a file says it is for, the first ones where it repeats itself. */
const versionsIn = memo((file: SourceFile): Versions => {
  const found = new Map<string, Version>();
  for (const { words } of (file.syntax.chunks as readonly Chunk[]).flatMap(directivesIn)) {
    for (const word of words) {
      const [, program = '', text = ''] = /^([\w-]+)=(\d+\.\d+(?:\.\d+)?)$/.exec(word) ?? [];
      const version = parseVersion(text);
      if (version && !found.has(program)) found.set(program, version);
    }
  }
  return found;
});
