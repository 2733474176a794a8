import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import { lineAt, siteInLine } from '../../../syntax/chunk.ts';
import { deleteLines, fix, replace } from '../../fix.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const defaultServerBelowServers: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'default-server-below-servers',
  severity: 'warning',
  verdict: 'own',
  summary: 'A `default-server` line below all servers of its section: it holds for none.',
  sections: ['backend', 'listen'],
  keywords: ['default-server'],
  checkSection(section, report, { path }) {
    if (hasPreprocessor(section)) return;
    const servers = ['server', 'server-template'].flatMap((keyword) => directivesOf(section, keyword));
    const first = Math.min(...servers.map(({ line }) => line));
    const last = Math.max(...servers.map(({ line }) => line));
    const server = servers.find(({ line }) => line === first);
    const below = directivesOf(section, 'default-server').filter(({ line, negated }) => !negated && line > last);
    const [directive] = below;
    if (!server || !directive) return;
    const at = { path, site: directiveSite(section, directive) };
    const target = section.syntax.lines[first];
    const start = target?.words[0]?.range.start ?? 0;
    const text = lineAt(section.syntax, at.site.range.start)?.line.text.trim() ?? '';
    const place = { path, site: siteInLine(section.syntax, first, { start, end: start }) };
    const moved = `${text}\n${target?.text.slice(0, start) ?? ''}`;
    report({
      at,
      message: `This holds for no server: "default-server" counts for the servers below it, and all ${servers.length === 1 ? 'there is' : `${servers.length} of this section`} stand above. Move it above the first one.`,
      related: [{ at: { path, site: directiveSite(section, server) }, message: 'The first server.', mirrored: false }],
      ...(below.length === 1 && { fixes: [fix('Move it above the servers', replace(place, moved), deleteLines(at))] }),
    });
  },
};
