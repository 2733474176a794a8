import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgramRequest, ProgramResult } from './host.ts';
import { makePrivateFolder, removeAbandonedFolders, removePrivateFolder } from './private-folder.node.ts';
import { runProcess } from './process-run.node.ts';

/**
 * Runs a command on a text: in a file where the command says `{file}`, else on standard input. Never rejects: what goes
 * wrong is an answer.
 */
export async function runProgram({ command, text, beside, limitMs }: ProgramRequest): Promise<ProgramResult> {
  const folder = folderOf(beside);
  if (!command.some((word) => word.includes('{file}'))) return runProcess(command, { folder, input: text, limitMs });
  let temporary: string | undefined;
  try {
    temporary = makePrivateFolder();
    const file = join(temporary, 'checked.cfg');
    await writeFile(file, text, { mode: 0o600 });
    const words = command.map((word) => word.replaceAll('{file}', () => file));
    return await runProcess(words, { folder, input: '', limitMs, temporary });
  } catch (error) {
    return { error: `cannot be started: no temporary file can be written: ${String(error)}` };
  } finally {
    if (temporary !== undefined) removePrivateFolder(temporary);
  }
}

/** Removes what servers left that were killed together with all that watched over them. */
export function removeLeftovers(): void {
  try {
    removeAbandonedFolders(Date.now());
  } catch {
    // A folder for temporary files that we may not look into holds nothing of ours.
  }
}

/** Relative paths of the configuration start where it is. */
function folderOf(uri: string): string | undefined {
  try {
    return dirname(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}
