import { join, resolve } from 'node:path';
import { oneLine } from '#core/base/one-line.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { manifestText } from '#core/workspace/write-manifest.ts';
import type { Args, Usage } from '../args.ts';
import { createFile } from '../create-file.ts';
import { loadFiles } from '../files.ts';
import { type Host, type Outcome, usageError } from '../host.ts';

export const initUsage: Usage = {
  name: 'init',
  operands: '[FOLDER]',
  maxOperands: 1,
  summary: 'Writes haconf.json with the clusters that are found, to be corrected and completed by hand.',
  description: `The file says which machines form a cluster and which files are theirs, and there is room for what no
configuration holds: versions and addresses of each machine. An existing one is left alone.`,
  flags: { print: { help: 'print it instead of writing it' } },
};

export function init(args: Args, host: Host): Outcome {
  const folder = args.operands[0] ?? '.';
  const root = resolve(host.cwd, folder);
  const loaded = loadFiles(root, ['.']);
  if ('error' in loaded) return usageError(loaded.error.replace('"."', `"${folder}"`));
  const clusters = new Workspace().applyChange({ set: loaded.files }).clusters();
  if (clusters.length === 0) return usageError(`no cluster in "${folder}": there is nothing to write down`);
  const text = manifestText(clusters, '');
  if (args.has('print')) return { exitCode: 0, stdout: text };
  const path = join(root, 'haconf.json');
  try {
    createFile(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'EEXIST' ? 'it exists already' : String(code ?? error);
    return usageError(`cannot write "${join(folder, 'haconf.json')}": ${reason}`);
  }
  const names = clusters.map((cluster) => `${cluster.name} (${cluster.nodes.map((node) => node.name).join(', ')})`);
  return { exitCode: 0, stdout: `${oneLine(`${join(folder, 'haconf.json')}: ${names.join('; ')}`)}\n` };
}
