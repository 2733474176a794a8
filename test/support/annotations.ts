/** A finding that a text expects under one of its lines. Line 1-based, columns 0-based. */
export interface Annotation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly text: string;
}

/**
 * Reads lines such as `#   ^^^ error: text`: the carets mark columns of the line above that is not an annotation
 * itself. A `#` covers column 0, so a mark that starts there is written `#|^^^`.
 */
export function annotationsOf(text: string): Annotation[] {
  const found: Annotation[] = [];
  let target = 0;
  text.split('\n').forEach((line, index) => {
    const match = /^#(\|?)( *)(\^+) (error|warning|information|hint): (.*)$/.exec(line);
    if (!match) {
      target = index + 1;
      return;
    }
    const start = (match[1] ? 0 : 1) + (match[2] ?? '').length;
    found.push({
      line: target,
      start,
      end: start + (match[3] ?? '').length,
      severity: match[4] ?? '',
      text: match[5] ?? '',
    });
  });
  return found;
}
