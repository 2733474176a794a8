const condition = /\s*@(\^?)(\S*)/y;

/** The line without its conditions (`@id`, `@^id`), which become blanks; undefined when it does not hold for the id. */
export function activeText(text: string, configId: string | undefined): string | undefined {
  let at = 0;
  for (;;) {
    condition.lastIndex = at;
    const match = condition.exec(text);
    if (!match) break;
    const [whole, negated, id] = match;
    at += whole.length;
    if ((id === configId) === (negated === '^')) return undefined;
  }
  if (at === 0) return text;
  // Nothing behind a condition is nothing that holds.
  const tail = text.slice(at);
  return tail.trim() === '' ? undefined : ' '.repeat(at) + tail;
}
