import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { failureLine } from '#core/base/failure.ts';
import { nodeFiles } from './files.node.ts';
import { watchFrames } from './frames.node.ts';
import { gate } from './gate.ts';
import { catchTheRest } from './last-net.node.ts';
import { startServer } from './server.ts';

// The way of talking (--stdio, --node-ipc, --socket) is read from the command line by createConnection.
const connection = createConnection(ProposedFeatures.all, gate());
catchTheRest((failure) => connection.console.error(`${failureLine(failure)}\n${failure.stack}`));
startServer(connection, {
  host: {
    ...nodeFiles,
    // Loaded when first used: most sessions never run a program.
    runProgram: async (request) => (await import('./programs.node.ts')).runProgram(request),
  },
  docsUri: `${pathToFileURL(join(__dirname, 'rules')).href}/`,
});
if (process.argv.includes('--stdio')) {
  watchFrames(process.stdin, (reason) => {
    process.stderr.write(`haconf: the client sent ${reason}; nothing that follows can be understood, so this ends\n`);
    process.exit(1);
  });
}

// When the work of the start is done. A server that ends before leaves it to the next one.
setTimeout(() => void import('./programs.node.ts').then(({ removeLeftovers }) => removeLeftovers()), 5000).unref();
