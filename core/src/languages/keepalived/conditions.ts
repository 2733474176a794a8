/** The line without its conditions (`@id`, `@^id`), which become blanks; undefined when it does not hold for the id. */
export function activeText(text: string, configId: string | undefined): string | undefined {
  let rest = text;
  for (;;) {
    const condition = /^(\s*@(\^?)(\S*))(.*)$/s.exec(rest);
    if (!condition) return rest;
    const [, prefix = '', negated, id, tail = ''] = condition;
    if (tail.trim() === '' || (id === configId) === (negated === '^')) return undefined;
    rest = ' '.repeat(prefix.length) + tail;
  }
}
