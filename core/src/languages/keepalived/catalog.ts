import { readChoiceTexts, withChoiceTexts } from '../../catalog/choice-texts.ts';
import { type Catalog, type Keyword, topLevel } from '../../catalog/keyword.ts';
import { keepalivedTexts } from './catalog/choice-texts.ts';
import { globalKeywords } from './catalog/global-defs.ts';
import type { KeepalivedKeyword } from './catalog/grammar.ts';
import { sslKeywords, topLevelKeywords, trackGroupKeywords } from './catalog/top-level.ts';
import { serverKeywords } from './catalog/virtual-server.ts';
import { instanceKeywords } from './catalog/vrrp-instance.ts';
import { scriptKeywords } from './catalog/vrrp-script.ts';

/** Everything that keepalived 2.0 to 2.4 knows, with what it does with wrong values. */
export const keepalivedKeywords: readonly KeepalivedKeyword[] = [
  ...topLevelKeywords,
  ...globalKeywords,
  ...scriptKeywords,
  ...instanceKeywords,
  ...trackGroupKeywords,
  ...serverKeywords,
  ...sslKeywords,
];

const keywordContexts = new Set(keepalivedKeywords.flatMap((keyword) => keyword.in));

export const keepalivedCatalog: Catalog = {
  contexts: [topLevel, ...keywordContexts].map((name) => ({ name, complete: true })),
  get keywords() {
    const texts = described ? undefined : readChoiceTexts(keepalivedTexts);
    if (texts) described = keepalivedKeywords.map((keyword) => withChoiceTexts(texts, keyword));
    return described ?? keepalivedKeywords;
  },
  manual: () => 'https://www.keepalived.org/manpage.html',
};

/** Made when the words of a file are first looked up. */
let described: readonly Keyword[] | undefined;
