import { here, load } from './load.ts';

// What an editor starts. The command line, with all that it loads, is not needed for that: `lsp.ts` does the same.
const [command, ...flags] = process.argv.slice(2);
const isServer =
  command === 'lsp' && flags.length > 0 && flags.every((flag) => /^--(?:stdio|clientProcessId=\d+)$/.test(flag));

load(here, isServer && flags.includes('--stdio') ? 'server.browser.js' : 'program.js');
