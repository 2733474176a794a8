import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files.node.ts';
import { startServer } from './server.ts';

// The way of talking (--stdio, --node-ipc, --socket) is read from the command line by createConnection.
startServer(createConnection(ProposedFeatures.all), {
  host: {
    ...nodeFiles,
    // Loaded when first used: most sessions never run a program.
    runProgram: async (request) => (await import('./programs.node.ts')).runProgram(request),
  },
  docsUri: `${pathToFileURL(join(__dirname, 'rules')).href}/`,
});
