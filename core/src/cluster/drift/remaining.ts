/** Items of which each finds one partner: the first that is left and has a key. */
export class Remaining<Item extends object, Key extends string> {
  private readonly items: readonly Item[];
  private readonly taken = new Set<Item>();
  /** By kind of key and key: the items in order. */
  private readonly queues = new Map<Key, Map<string, Item[]>>();

  constructor(items: readonly Item[], keys: readonly (readonly [Key, (item: Item) => string])[]) {
    this.items = items;
    for (const [kind, keyOf] of keys) {
      const queues = new Map<string, Item[]>();
      // The last one first, as the first one is taken from the end.
      for (let at = items.length - 1; at >= 0; at--) {
        const item = items[at];
        if (!item) continue;
        const key = keyOf(item);
        const queue = queues.get(key);
        if (queue) queue.push(item);
        else queues.set(key, [item]);
      }
      this.queues.set(kind, queues);
    }
  }

  take(kind: Key, key: string): Item | undefined {
    const queue = this.queues.get(kind)?.get(key);
    for (let item = queue?.pop(); item !== undefined; item = queue?.pop()) {
      if (this.taken.has(item)) continue;
      this.taken.add(item);
      return item;
    }
    return undefined;
  }

  /** Those that nobody took, in order. */
  left(): readonly Item[] {
    return this.items.filter((item) => !this.taken.has(item));
  }
}
