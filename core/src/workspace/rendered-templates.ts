import type { SourceFile } from '../languages/language.ts';

/**
 * The files that machines have: a template beside the file that was made of it says the same less well, and is left out.
 */
export function withoutRenderedTemplates(
  files: ReadonlyMap<string, SourceFile>,
  machineOf: (path: string) => string,
): ReadonlyMap<string, SourceFile> {
  const keyOf = ({ path, language }: SourceFile): string => `${language.id} ${machineOf(path)}`;
  const templates = new Set<string>();
  for (const file of files.values()) if (file.template) templates.add(keyOf(file));
  if (templates.size === 0) return files;
  const rendered = new Set<string>();
  for (const file of files.values()) if (!file.template && templates.has(keyOf(file))) rendered.add(keyOf(file));
  return rendered.size === 0 ? files : new Map([...files].filter(([, f]) => !f.template || !rendered.has(keyOf(f))));
}
