import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files.node.ts';
import { runProgram } from './programs.node.ts';
import { startServer } from './server.ts';

// The way of talking (--stdio, --node-ipc, --socket) is read from the command line by createConnection.
startServer(createConnection(ProposedFeatures.all), {
  host: { ...nodeFiles, runProgram },
  docsUri: `${pathToFileURL(join(__dirname, 'rules')).href}/`,
});
