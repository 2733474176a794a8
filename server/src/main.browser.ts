import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { browserFiles } from './files.browser.ts';
import { gate } from './gate.ts';
import { startServer } from './server.ts';

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), gate());

// A web worker has no disk: the client reads for it.
startServer(connection, {
  host: browserFiles(connection),

  docsUri: '',
});
