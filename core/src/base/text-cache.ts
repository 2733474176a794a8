/**
 * A pure function of a text, computed once for each text as long as it is in use: results that were not asked for
 * while `capacity` others were are forgotten.
 */
export function textCache<Output>(compute: (text: string) => Output, capacity: number): (text: string) => Output {
  // Two generations: when the young one is full it becomes the old one, and what is not asked for again goes with it.
  let young = new Map<string, Output>();
  let old = new Map<string, Output>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const output = (old.size > 0 ? old.get(text) : undefined) ?? compute(text);
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(text, output);
    return output;
  };
}
