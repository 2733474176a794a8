/** What happens by itself later: daemons on their way, packets that wait. Times are microseconds. */
export class Agenda {
  /** In order of time; of equal times what was entered first. */
  readonly #entries: { readonly at: number; readonly act: () => void }[] = [];

  /** When the next thing happens; Infinity: nothing is to come. */
  get next(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  enter(at: number, act: () => void): void {
    // Mostly the last one: what is to happen is entered in the order of time.
    let index = this.#entries.length;
    while (index > 0 && (this.#entries[index - 1]?.at ?? 0) > at) index--;
    this.#entries.splice(index, 0, { at, act });
  }

  /** Does the next thing and takes it off. */
  act(): void {
    this.#entries.shift()?.act();
  }
}
