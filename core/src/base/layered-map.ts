/**
 * A map that never changes: with an entry more it is another one, which shares what it has in common with the one
 * before. A map of n entries that was made one by one cost n log n, and a look into it log n.
 */
export class LayeredMap<Key, Value> {
  /**
   * The oldest entries first, each layer more than twice as large as the next, so that there are few of them. An entry
   * of a later one takes the place of one with the same key.
   */
  readonly layers: readonly ReadonlyMap<Key, Value>[];

  private constructor(layers: readonly ReadonlyMap<Key, Value>[]) {
    this.layers = layers;
  }

  static readonly #empty = new LayeredMap<never, never>([]);

  /** The map without entries: always the same one. */
  static empty<Key, Value>(): LayeredMap<Key, Value> {
    return LayeredMap.#empty as unknown as LayeredMap<Key, Value>;
  }

  get(key: Key): Value | undefined {
    for (let at = this.layers.length - 1; at >= 0; at--) {
      const value = this.layers[at]?.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  has(key: Key): boolean {
    return this.layers.some((layer) => layer.has(key));
  }

  /** The map with these entries, too. An `undefined` value counts as none. */
  with(entries: Iterable<readonly [Key, Value]>): LayeredMap<Key, Value> {
    let last = new Map(entries);
    if (last.size === 0) return this;
    const layers = [...this.layers];
    for (let above = layers.at(-1); above !== undefined && above.size <= 2 * last.size; above = layers.at(-1)) {
      const joined = new Map(above);
      for (const [key, value] of last) joined.set(key, value);
      last = joined;
      layers.pop();
    }
    layers.push(last);
    return new LayeredMap(layers);
  }
}
