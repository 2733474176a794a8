/** From how much text on, in UTF-16 units, it pays to ask for what follows. */
const long = 200_000;

/**
 * Tells the engine of Node 20 that code is to be optimised later: a run of half a second spends less on optimising code
 * that is soon done. Measured as said in docs/decisions/0004-compiled-code.md. For short work the module that can tell
 * it costs more than it gives, and other engines weigh the flag differently.
 */
export function prepareForWork(texts: readonly { readonly text: string }[]): void {
  if (!process.versions.v8.startsWith('11.')) return;
  let length = 0;
  for (const { text } of texts) length += text.length;
  // Not imported: it would be loaded at every start. Node has this function from 20.16 on.
  if (length > long) process.getBuiltinModule?.('node:v8').setFlagsFromString('--interrupt-budget=250000');
}
