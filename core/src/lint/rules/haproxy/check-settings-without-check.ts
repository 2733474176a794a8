import { serverHas, serverSwitchedOn } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import { checkSettings, ownWord, placeOfWord } from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const checkSettingsWithoutCheck: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'check-settings-without-check',
  severity: 'warning',
  verdict: 'own',
  summary: 'A server with `inter`, `fall` or `check-ssl` and without `check`: it is never checked.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if ((!context.defaults && !context.alone) || hasPreprocessor(section)) return;
    const servers = section.servers.filter(
      (server) =>
        !serverSwitchedOn(context, server, 'check', 'no-check') &&
        ownWord(server, checkSettings) !== undefined &&
        !['no-check', 'track', 'agent-check'].some((word) => serverHas(context, server, word)) &&
        !serverSwitchedOn(context, server, 'disabled', 'enabled'),
    );
    const [first] = servers;
    if (!first) return;
    const word = ownWord(first, checkSettings) ?? '';
    const places = servers.map((server) =>
      placeOfWord(context, context.path, server, ownWord(server, checkSettings) ?? ''),
    );
    const edits = places.flatMap((place) =>
      place
        ? [
            insertAfter(
              {
                path: place.path,
                site: { ...place.site, range: { start: place.site.range.start, end: place.site.range.start } },
              },
              'check ',
            ),
          ]
        : [],
    );
    report({
      at: { path: context.path, site: first.site },
      message: `"${first.name}" is never checked: "${word}" only says how to check, and "check" is missing. HAProxy takes the server for alive whatever happens, and a dead one keeps its traffic. Add "check".`,
      related: servers
        .slice(1, 9)
        .map(({ site }) => ({ at: { path: context.path, site }, message: 'The same.', mirrored: false })),
      ...(edits.length === servers.length && { fixes: [fix('Add check', ...edits)] }),
    });
  },
};
