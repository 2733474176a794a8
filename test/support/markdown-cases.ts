import type { RawSettings } from '#core/workspace/settings.ts';

/** Files that belong together, taken from the examples of a Markdown page. */
export interface MarkdownCase {
  /** 1-based line of the first file's fence in the page. */
  readonly line: number;
  readonly files: ReadonlyMap<string, string>;
  readonly settings: RawSettings;
}

const defaultPaths: Readonly<Record<string, string>> = {
  haproxy: 'haproxy.cfg',
  keepalived: 'keepalived.conf',
};

/**
 * Reads the fenced files of a page. A line that holds nothing but a path in backticks names the file after it; files
 * that follow each other without prose between them are one case. A block without a name is a case of its own, and a
 * `json` block without a name sets the settings of the case after it.
 */
export function markdownCases(page: string): MarkdownCase[] {
  const cases: { line: number; files: Map<string, string>; settings: RawSettings }[] = [];
  let current: (typeof cases)[number] | undefined;
  let settings: RawSettings = {};
  let path: string | undefined;
  const lines = page.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const fence = /^```(\w+)$/.exec(line);
    if (fence?.[1]) {
      const end = lines.indexOf('```', i);
      const text = `${lines.slice(i + 1, end).join('\n')}\n`;
      if (fence[1] === 'json' && path === undefined) settings = JSON.parse(text) as RawSettings;
      else {
        const name = path ?? defaultPaths[fence[1]];
        if (name === undefined) throw new Error(`line ${i + 1}: a ${fence[1]} block needs a path above it`);
        if (!current || path === undefined) {
          current = { line: i + 1, files: new Map(), settings };
          cases.push(current);
          settings = {};
        }
        current.files.set(name, text);
        if (path === undefined) current = undefined;
      }
      path = undefined;
      i = end;
    } else if (/^`[^`]+`$/.test(line)) path = line.slice(1, -1);
    else if (line.trim() !== '') current = undefined;
  }
  return cases;
}
