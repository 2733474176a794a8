import { type ExtensionContext, FileSystemError, FileType, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import {
  configurationGlob,
  type ExistingFilesParams,
  existingFilesMethod,
  type FindFilesParams,
  findFilesMethod,
  hostGlob,
  manifestGlob,
  type ReadFileParams,
  type ReadFileResult,
  readFileMethod,
} from '#server/protocol.ts';
import { activateWith } from './extension.ts';

let client: { stop(): Promise<void> } | undefined;

/** In a browser the server is a worker, and this side reads files for it. */
export async function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js');
  client = await activateWith(context, (options) => {
    const worker = new Worker(script.toString(true));
    const created = new LanguageClient('haconf', 'haconf', worker, options);
    created.onRequest(findFilesMethod, findFiles);
    created.onRequest<ReadFileResult, Error>(readFileMethod, readFile);
    created.onRequest(existingFilesMethod, existingFiles);
    return created;
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function findFiles({ most }: FindFilesParams): Promise<string[]> {
  const globs = [configurationGlob, manifestGlob, hostGlob];
  const found = await Promise.all(globs.map((glob) => workspace.findFiles(glob, '**/node_modules/**', most)));
  return found
    .flat()
    .slice(0, most)
    .map((uri) => uri.toString());
}

async function readFile({ uri, limit }: ReadFileParams): Promise<ReadFileResult> {
  const file = Uri.parse(uri);
  try {
    const { type, size } = await workspace.fs.stat(file);
    if (!(type & FileType.File)) return null;
    // Asked first: what is beyond the limit is not even loaded.
    if (size > limit) return { bytes: size };
    const bytes = await workspace.fs.readFile(file);
    return bytes.length > limit ? { bytes: bytes.length } : new TextDecoder().decode(bytes);
  } catch (error) {
    const code = error instanceof FileSystemError ? error.code : undefined;
    if (code === 'FileNotFound' || code === 'FileIsADirectory') return null;
    return { reason: code === 'NoPermissions' ? 'permission denied' : 'the editor cannot read it' };
  }
}

async function existingFiles({ uris }: ExistingFilesParams): Promise<string[]> {
  const found = await Promise.all(
    uris.map(async (uri) => {
      try {
        return (await workspace.fs.stat(Uri.parse(uri))).type & FileType.File ? [uri] : [];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
