import { readChoiceTexts, withChoiceTexts } from '../../catalog/choice-texts.ts';
import { type Catalog, type Keyword, topLevel } from '../../catalog/keyword.ts';
import { checkKeywords } from './catalog/checks.ts';
import { generalTexts } from './catalog/choice-texts.ts';
import { globalTexts } from './catalog/choice-texts-global.ts';
import { settingTexts } from './catalog/choice-texts-settings.ts';
import { globalKeywords } from './catalog/global.ts';
import { optionKeywords } from './catalog/options.ts';
import { lineParameters } from './catalog/parameters.ts';
import { proxyKeywords } from './catalog/proxies.ts';
import { actionKeywords } from './catalog/rules.ts';
import { sectionHeaders, sectionKeywordsInside } from './catalog/sections.ts';
import { tuningKeywords } from './catalog/tuning.ts';
import { groupOf, keywordLifetime } from './keyword-lifetimes.ts';

const manualPage = 'https://docs.haproxy.org/3.2/configuration.html';

/** The address of a chapter of the manual, such as `7.4`: for what has no anchor of its own there. */
export function manualChapter(number: string): string {
  return `${manualPage}#${number}`;
}

/** Keywords of HAProxy; fetches and converters, which stand inside of words, are in catalog/samples.ts. */
export const haproxyCatalog: Catalog = {
  get contexts() {
    return all().contexts;
  },
  get keywords() {
    return all().keywords;
  },
  manual: (keyword) =>
    `${manualPage}#${encodeURIComponent(keyword.name.replace(/ .*/, (rest) => (/^(?:timeout|option|stats)/.test(keyword.name) ? rest : '')))}`,
};

/** The tables are read when something first asks for them: a start or a check does not pay for completion. */
function all() {
  read ??= readAll();
  return read;
}

let read: Pick<Catalog, 'contexts' | 'keywords'> | undefined;

function readAll(): Pick<Catalog, 'contexts' | 'keywords'> {
  const texts = readChoiceTexts(generalTexts + settingTexts + globalTexts);
  const keywords: readonly Keyword[] = [
    ...sectionHeaders(),
    ...[...globalKeywords(), ...tuningKeywords(), ...proxyKeywords()].map(withLifetime),
    ...optionKeywords(),
    ...checkKeywords(),
    ...actionKeywords(),
    ...lineParameters(),
    ...sectionKeywordsInside().map(withLifetime),
  ].map((keyword) => withChoiceTexts(texts, keyword));
  const names = [...new Set(keywords.flatMap((keyword) => keyword.in))];
  return { keywords, contexts: names.map((name) => ({ name, complete: name === topLevel })) };
}

/**
 * The validator’s tables and the programs’ inventories say since when a first word exists, where that is the same in all
 * sections of the entry; a version written beside the keyword counts more.
 */
function withLifetime(keyword: Keyword): Keyword {
  const [word = keyword.name] = keyword.name.split(' ', 1);
  const [first, ...others] = new Set(keyword.in.map(groupOf));
  const lifetime = first === undefined ? {} : keywordLifetime(first, word);
  const isSame = others.every((section) => {
    const other = keywordLifetime(section, word);
    return other.since === lifetime.since && other.until === lifetime.until;
  });
  return isSame ? { ...lifetime, ...keyword } : keyword;
}
