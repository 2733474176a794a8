import type { Connection } from 'vscode-languageserver/browser';
import { guessByPath } from '#core/languages/languages.ts';
import { slow, tooLarge, tooMany, unreadable, withCommas } from '#core/workspace/file-problem.ts';
import type { FileHost } from './host.ts';
import {
  type ExistingFilesParams,
  existingFilesMethod,
  type FindFilesParams,
  findFilesMethod,
  type ReadFileParams,
  type ReadFileResult,
  readFileMethod,
} from './protocol.ts';

/** Files that may be configurations by their names: more than any workspace with configurations has. */
const mostFiles = 100_000;
/** The most files that are asked for at once whether they are there: those that one document links to. */
const mostAsked = 2_000;
/** An editor's file system that needs longer for one answer is not waited for. Milliseconds. */
const patience = 30_000;

/** A web worker has no disk: the client reads for it. */
export function browserFiles(connection: Connection): FileHost {
  const ask = <T>(method: string, params: object): Promise<T | typeof late> =>
    inTime(connection.sendRequest<T>(method, params));
  return {
    async findFiles(folders) {
      const params: FindFilesParams = { most: mostFiles + 1 };
      const found = await ask<string[]>(findFilesMethod, params);
      const [folder = ''] = folders;
      if (found === late) return { uris: [], problems: [slow(folder, patience)] };
      if (found.length <= mostFiles) return { uris: found, problems: [] };
      const beyond = tooMany(folder, `files beyond the first ${withCommas(mostFiles)}`);
      return { uris: found.slice(0, mostFiles), problems: [beyond] };
    },
    async readFile(uri, limit) {
      const params: ReadFileParams = { uri, limit };
      const read = await ask<ReadFileResult>(readFileMethod, params);
      if (read === null) return null;
      if (typeof read === 'string') return { text: read };
      // A file that only might be one of ours says nothing when it cannot be read.
      if (!guessByPath(uri)?.certain) return null;
      if (read === late) return { problem: slow(uri, patience) };
      return { problem: 'bytes' in read ? tooLarge(uri, read.bytes, limit) : unreadable(uri, read.reason) };
    },
    async existingFiles(uris) {
      const params: ExistingFilesParams = { uris: uris.slice(0, mostAsked) };
      const found = await ask<string[]>(existingFilesMethod, params);
      return found === late ? [] : found;
    },
  };
}

const late = Symbol('late');

function inTime<T>(answer: Promise<T>): Promise<T | typeof late> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, patience, late);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
