import { type Catalog, topLevel } from '../../catalog/keyword.ts';
import { withDefaults } from './catalog/common.ts';
import { globalKeywords } from './catalog/global.ts';
import { lineParameters } from './catalog/parameters.ts';
import { proxyKeywords } from './catalog/proxies.ts';
import { sectionHeaders } from './catalog/sections.ts';

/** A first cut: the keywords of everyday pairs. Only the sections are complete. */
export const haproxyCatalog: Catalog = {
  program: 'HAProxy',
  contexts: [
    { name: topLevel, complete: true },
    ...['global', 'peers', 'resolvers', 'log-forward', ...withDefaults, 'bind parameters', 'server parameters'].map(
      (context) => ({ name: context, complete: false }),
    ),
  ],
  keywords: [...sectionHeaders, ...globalKeywords, ...proxyKeywords, ...lineParameters],
  manual: (keyword) =>
    `https://docs.haproxy.org/3.2/configuration.html#${encodeURIComponent(keyword.name.replace(/ .*/, (rest) => (/^(?:timeout|option|stats)/.test(keyword.name) ? rest : '')))}`,
};
