import { type ExtensionContext, FileType, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import {
  configurationGlob,
  type ExistingFilesParams,
  existingFilesMethod,
  findFilesMethod,
  hostGlob,
  manifestGlob,
  type ReadFileParams,
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
    created.onRequest(readFileMethod, readFile);
    created.onRequest(existingFilesMethod, existingFiles);
    return created;
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function findFiles(): Promise<string[]> {
  const globs = [configurationGlob, manifestGlob, hostGlob];
  const found = await Promise.all(globs.map((glob) => workspace.findFiles(glob, '**/node_modules/**')));
  return found.flat().map((uri) => uri.toString());
}

/** Null for what cannot be read: the server then goes without it. */
async function readFile({ uri }: ReadFileParams): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri)));
  } catch {
    return null;
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
