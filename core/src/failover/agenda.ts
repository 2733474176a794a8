/** What happens by itself later: daemons on their way, packets that wait. Times are microseconds. */
export class Agenda {
  /** In order of time; of equal times what was entered first. */
  readonly #entries: { readonly at: number; readonly act: () => void }[] = [];

  /** When the next thing happens; Infinity: nothing is to come. */
  get next(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  enter(at: number, act: () => void): void {
    const index = this.#entries.findIndex((other) => other.at > at);
    this.#entries.splice(index < 0 ? this.#entries.length : index, 0, { at, act });
  }

  /** Does the next thing and takes it off. */
  act(): void {
    this.#entries.shift()?.act();
  }
}
