import { memo } from '../base/memo.ts';
import { parseVersion, type Version } from '../base/version.ts';
import type { Chunk } from '../syntax/chunk.ts';
import { directivesIn } from '../syntax/comment-directive.ts';
import type { Settings } from './settings.ts';
import { hasDirectives, type SourceFile } from './source-file.ts';

/** The settings that hold for a file: what a comment in it says, else its folder's, else everybody's. */
export function settingsFor(settings: Settings, file: SourceFile | undefined): Settings {
  if (!file) return settings;
  const ofFolder = folderSettings(settings, file.path);
  if (!hasDirectives(file)) return ofFolder;
  const said = versionsIn(file);
  if (!said.haproxy && !said.keepalived) return ofFolder;
  return combined(ofFolder)(file);
}

/** The same object for the same file and settings: what is derived from both is kept by it. */
const combined = memo((settings: Settings) =>
  memo((file: SourceFile): Settings => ({ ...settings, ...versionsIn(file), ...settings.forced })),
);

const perFolder = memo((settings: Settings) =>
  settings.folders.map(({ path, ...versions }) => ({
    path,
    settings: { ...settings, ...versions, ...settings.forced },
  })),
);

/** Those of the innermost folder that has some. */
function folderSettings(settings: Settings, path: string): Settings {
  if (settings.folders.length === 0) return settings;
  const around = perFolder(settings).filter((folder) => path.startsWith(folder.path));
  return around.sort((a, b) => b.path.length - a.path.length)[0]?.settings ?? settings;
}

/** `# haconf: haproxy=2.8 keepalived=2.2`: the versions that a file says it is for. */
const versionsIn = memo((file: SourceFile): { readonly haproxy?: Version; readonly keepalived?: Version } => {
  const found: { haproxy?: Version; keepalived?: Version } = {};
  for (const { words } of (file.syntax.chunks as readonly Chunk[]).flatMap(directivesIn)) {
    for (const word of words) {
      const [, program, text = ''] = /^(haproxy|keepalived)=(\d+\.\d+(?:\.\d+)?)$/.exec(word) ?? [];
      const version = parseVersion(text);
      if (version && (program === 'haproxy' || program === 'keepalived')) found[program] ??= version;
    }
  }
  return found;
});
