import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files.node.ts';
import { startServer } from './server.ts';

// A server lives beside an editor for days. By default the heap may grow to several times of what is alive before old
// objects are looked for; a third more is enough, and costs no measurable time.
setFlagsFromString('--heap-growing-percent=30');

// The way of talking (--stdio, --node-ipc, --socket) is read from the command line by createConnection.
startServer(createConnection(ProposedFeatures.all), {
  host: {
    ...nodeFiles,
    // Loaded when first used: most sessions never run a program.
    runProgram: async (request) => (await import('./programs.node.ts')).runProgram(request),
  },
  docsUri: `${pathToFileURL(join(__dirname, 'rules')).href}/`,
});
