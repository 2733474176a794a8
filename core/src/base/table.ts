/**
 * A read-only lookup by a word that came from outside: from a file, a manifest, a setting, a command line, an editor.
 *
 * A plain object answers for words that nobody put into it (`toString`, `constructor`, `__proto__`), and a
 * configuration may hold any word. So no object of ours is indexed by a word; test/lookups.test.ts sees to it.
 */
export type Table<Value> = ReadonlyMap<string, Value>;

/** The table of an object's own entries, in their order. It keeps nothing of the object. */
export function table<Value>(entries: ByName<Value>): Table<Value> {
  return new Map(Object.entries(entries));
}

/**
 * A JSON object whose keys are names from files, as in a report, or an object that becomes a `table`. It is written and
 * listed; what is looked up in it by a name is looked up in a `table` of it. `Object.fromEntries` makes one that has
 * every name, `__proto__` too.
 */
export interface ByName<Value> {
  readonly [name: string]: Value;
}
