import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { existingFilesMethod, findFilesMethod, readFileMethod } from './protocol.ts';
import { startServer } from './server.ts';

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

// A web worker has no disk: the client reads for it.
startServer(connection, {
  host: {
    findFiles: () => connection.sendRequest<string[]>(findFilesMethod),
    existingFiles: (uris) => connection.sendRequest<string[]>(existingFilesMethod, { uris }),
    readFile: (uri) => connection.sendRequest<string | null>(readFileMethod, { uri }),
  },
  docsUri: '',
});
