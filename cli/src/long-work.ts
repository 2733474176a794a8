/** From how much text on, in UTF-16 units, it pays to ask for what follows. */
const long = 200_000;

/** How the engine's settings follow the work: see `tuneForWork`. */
export interface Tuning {
  /** All files are read: what is made from now on is mostly forgotten again at once. */
  filesAreRead(): void;
}

/**
 * Tells the engine of Node 20 what work comes. A run of half a second spends less on optimising code that is soon done.
 * What is read lives until the end, so the room for young objects grows at once to where they need not be copied often;
 * after that it need not grow any more. Measured as said in docs/decisions/0004-compiled-code.md. For short work the
 * module that can tell it costs more than it gives, and other engines weigh the flags differently.
 */
export function tuneForWork(texts: readonly { readonly text: string }[]): Tuning {
  let length = 0;
  for (const { text } of texts) length += text.length;
  // Not imported: it would be loaded at every start. Node has this function from 20.16 on.
  const v8 = length > long && process.versions.v8.startsWith('11.') ? process.getBuiltinModule?.('node:v8') : undefined;
  v8?.setFlagsFromString('--interrupt-budget=250000');
  v8?.setFlagsFromString('--semi-space-growth-factor=8');
  return { filesAreRead: () => v8?.setFlagsFromString('--semi-space-growth-factor=1') };
}
