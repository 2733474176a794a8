import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import { markdownCases } from './markdown-cases.ts';

/** A configuration that stands for many: right, wrong or half-typed. */
export interface Sample {
  /** Where it comes from. */
  readonly name: string;
  /** What it would be called: the language follows from it. */
  readonly path: string;
  readonly text: string;
}

/** The examples of all rules' pages and those of the examples folder. */
export function ownSamples(): Sample[] {
  const pages = rules.flatMap((rule) => {
    const page = `core/src/lint/rules/${publishedId(rule)}.md`;
    return markdownCases(readFileSync(page, 'utf8')).flatMap(({ line, files }) =>
      [...files].map(([path, text]): Sample => ({ name: `${page}:${line} ${path}`, path, text })),
    );
  });
  return [...pages.filter(({ path }) => isKnown(path)), ...samplesBelow('examples')];
}

/** Real files of others, which are not part of the project: a folder that HACONF_CORPUS names. */
export const corpusFolder: string | undefined = process.env['HACONF_CORPUS'];

export const corpusMissing: string | undefined =
  corpusFolder !== undefined && existsSync(corpusFolder)
    ? undefined
    : 'HACONF_CORPUS names no folder of real configurations';

export function corpusSamples(): Sample[] {
  return corpusMissing === undefined && corpusFolder !== undefined ? samplesBelow(corpusFolder) : [];
}

function samplesBelow(folder: string): Sample[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const name = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isKnown(name)) return [];
    const path = name.endsWith('.cfg') ? 'haproxy.cfg' : 'keepalived.conf';
    return [{ name, path, text: readFileSync(name, 'utf8') }];
  });
}

const isKnown = (path: string): boolean => /\.cfg$|keepalived[^/]*\.conf$|keepalived\/[^/]*\.conf$/.test(path);
