import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Args, Usage } from '../args.ts';
import { type Outcome, usageError } from '../host.ts';
import { programFolder } from '../program-folder.ts';

export const lspUsage: Usage = {
  name: 'lsp',
  operands: '',
  maxOperands: 0,
  summary: 'Runs the language server on standard input and output.',
  flags: {
    stdio: { help: 'speak over standard input and output' },
    clientProcessId: { value: 'PID', hidden: true, help: 'end when this process ends' },
  },
};

/** Starts the server, which then keeps the process alive. It is a program of its own, loaded only here. */
export function lsp(args: Args): Outcome | 'running' {
  if (!args.has('stdio')) return usageError('say how to speak: haconf lsp --stdio');
  const server = join(programFolder, 'server.node.js');
  createRequire(server)(server);
  return 'running';
}
