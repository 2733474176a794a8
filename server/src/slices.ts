import { nextTurn } from './debounce.ts';

/** So long may work go on before whoever else waits has a turn. Milliseconds. */
const longest = 8;

/** Cuts long work into slices, so that requests are answered between them. */
export class Slices {
  #since = performance.now();

  /** To be waited for between two pieces of the work. */
  async next(): Promise<void> {
    if (performance.now() - this.#since < longest) return;
    await new Promise<void>((resolve) => nextTurn(resolve));
    this.#since = performance.now();
  }
}
