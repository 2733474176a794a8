/** Breaks a text at its spaces into lines of at most `width`; a longer word stands on a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A number stays with its unit, and a factor with its sign.
  for (const word of text.split(/(?<!\d(?= (?:m?s\b|\u00d7))|\u00d7) /)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The text with `first` before its first line and as many spaces before all others. */
export function hang(first: string, text: string, width: number): string {
  const indent = ' '.repeat(first.length);
  return wrap(text, Math.max(20, width - first.length))
    .map((line, index) => `${index === 0 ? first : indent}${line}`)
    .join('\n');
}
