import { memo } from '../base/memo.ts';
import type { FileSite } from '../cluster/cluster.ts';
import type { SourceFile } from '../languages/language.ts';
import { type Finding, placesOf } from '../lint/finding.ts';
import { notJudgedRule } from '../lint/not-judged.ts';
import type { Chunk } from '../syntax/chunk.ts';
import { directivesIn } from '../syntax/comment-directive.ts';
import { linesOfSite } from '../syntax/site-lines.ts';
import { hasDirectives } from './source-file.ts';

/** What the comments of a file ask to leave out: ids of rules, or `*` for all, by line (from 0) and for the file. */
interface Suppressions {
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
  readonly file: ReadonlySet<string>;
}

/**
 * The findings that no comment asks to leave out. `# haconf: ignore RULE …` is about its own line or, alone on a line,
 * about the next one; `# haconf: ignore-file RULE …` is about the file. Without a rule, all are meant. A finding
 * between files is left out in all of them. What haconf failed to judge is told in any case.
 */
export function withoutIgnored(
  files: ReadonlyMap<string, SourceFile>,
  findings: readonly Finding[],
): readonly Finding[] {
  // Findings of one file come one after the other, and there may be thousands.
  let latest: { path: string; file: SourceFile | undefined } | undefined;
  const ignores = (at: FileSite, rule: string): boolean => {
    if (latest?.path !== at.path) {
      const file = files.get(at.path);
      latest = { path: at.path, file: file && suppressionsOf(file) !== nothing ? file : undefined };
    }
    return latest.file !== undefined && isIgnored(latest.file, at, rule);
  };
  return findings.filter(
    (finding) => finding.rule === notJudgedRule || !placesOf(finding).some((at) => ignores(at, finding.rule)),
  );
}

function isIgnored(file: SourceFile, { site }: FileSite, rule: string): boolean {
  const { lines, file: everywhere } = suppressionsOf(file);
  const { line } = linesOfSite(file.syntax, site).start;
  const short = rule.slice(rule.indexOf('/') + 1);
  const names = (list: ReadonlySet<string> | undefined): boolean =>
    list !== undefined && (list.has('*') || list.has(rule) || list.has(short));
  return names(everywhere) || names(lines.get(line));
}

const nothing: Suppressions = { lines: new Map(), file: new Set() };

const suppressionsOf = memo((file: SourceFile): Suppressions => {
  if (!hasDirectives(file)) return nothing;
  const lines = new Map<number, Set<string>>();
  const everywhere = new Set<string>();
  const texts = file.text.split('\n');
  const below = linesBelowComments(texts);
  for (const chunk of file.syntax.chunks as readonly Chunk[]) {
    const directives = directivesIn(chunk);
    if (directives.length === 0) continue;
    const first = linesOfSite(file.syntax, { chunk, range: { start: 0, end: 0 } }).start.line;
    for (const { words, line, alone } of directives) {
      const [word, ...rules] = words;
      const names = rules.length > 0 ? rules : ['*'];
      if (word === 'ignore-file') for (const name of names) everywhere.add(name);
      if (word !== 'ignore') continue;
      // Further comments may stand between it and the line that it is about.
      const target = alone ? (below[first + line] ?? first + line) : first + line;
      const known = lines.get(target) ?? new Set();
      for (const name of names) known.add(name);
      lines.set(target, known);
    }
  }
  return { lines, file: everywhere };
});

/** For each line the first one from it on that is no comment. */
function linesBelowComments(texts: readonly string[]): readonly number[] {
  const below: number[] = Array.from({ length: texts.length + 1 }, (_, line) => line);
  for (let line = texts.length - 1; line >= 0; line--) {
    if (/^\s*[#!]/.test(texts[line] ?? '')) below[line] = below[line + 1] ?? line + 1;
  }
  return below;
}
