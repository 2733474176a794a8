import type { Connection } from 'vscode-languageserver';
import { type FolderSettings, type RawSettings, readSettings } from '#core/workspace/settings.ts';

/**
 * The versions that each of several folders asks for. Of a single one they are those that the editor sends for the
 * whole window.
 */
export async function folderSettings(connection: Connection, folders: readonly string[]): Promise<FolderSettings[]> {
  if (folders.length < 2) return [];
  const items = folders.map((scopeUri) => ({ scopeUri, section: 'haconf' }));
  const answers = (await connection.workspace.getConfiguration(items)) as readonly (RawSettings | null)[];
  return folders.flatMap((folder, index): FolderSettings[] => {
    const raw = answers[index];
    if (!raw) return [];
    const { versions } = readSettings(raw);
    return [{ path: folder.endsWith('/') ? folder : `${folder}/`, versions }];
  });
}
