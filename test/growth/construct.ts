/** Files that grow with a number in one way: what a sealed test of growth would write. */
export interface Construct {
  /** `haproxy/if-parentheses`: the language, then what is repeated. */
  readonly id: string;
  /** Each four times the one before. Large enough to be measured where growth would be square. */
  readonly sizes: readonly [number, number, number];
  /** The files of a workspace by their paths. Deterministic. */
  make(size: number): Readonly<Record<string, string>>;
}

/** `count` texts that are made of their numbers from 0, one behind the other. */
export function times(count: number, text: (index: number) => string): string {
  let all = '';
  for (let index = 0; index < count; index++) all += text(index);
  return all;
}

/** Sizes that grow by four. */
export function sizesFrom(smallest: number): readonly [number, number, number] {
  return [smallest, 4 * smallest, 16 * smallest];
}
