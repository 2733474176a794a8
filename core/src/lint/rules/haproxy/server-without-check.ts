import { directiveSite, directivesOf, serverHas, serverSwitchedOn } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import { checkSettings, ownWord } from '../../haproxy-checks.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serverWithoutCheck: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'server-without-check',
  severity: 'information',
  verdict: 'own',
  summary: 'Servers without `check`: a dead one keeps its share of the traffic.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    // What the defaults section says about servers cannot be seen when it is in another file.
    if (!context.defaults && !context.alone) return;
    const unchecked = section.servers.filter((server) => {
      if (serverSwitchedOn(context, server, 'check', 'no-check')) return false;
      if (server.address.kind === 'unix' || server.address.kind === 'unknown') return false;
      // A line that says how to check is another finding.
      return !(
        ownWord(server, checkSettings) !== undefined ||
        serverHas(context, server, 'track') ||
        serverHas(context, server, 'agent-check') ||
        serverSwitchedOn(context, server, 'disabled', 'enabled')
      );
    });
    const [first] = unchecked;
    if (!first) return;
    const alone = section.servers.length === 1;
    const which = unchecked.length === 1 ? `"${first.name}"` : `"${first.name}" and ${unchecked.length - 1} more`;
    const names = new Set(unchecked.map(({ name }) => name));
    const lines = directivesOf(section, 'server').filter(
      ({ negated, first: name }) => !negated && names.has(name?.value ?? ''),
    );
    report({
      at: { path: context.path, site: first.site },
      severity: alone ? 'hint' : 'information',
      message: alone
        ? `Without "check" HAProxy takes "${first.name}" for alive whatever happens, and every request waits for the connect timeout when it is not. Add "check".`
        : `Without "check" HAProxy takes ${which} for alive whatever happens: a dead server keeps its share of the traffic. Add "check" to the lines, or write "default-server check".`,
      ...(lines.length === unchecked.length && {
        fixes: [
          fix(
            lines.length === 1 ? `Add check to ${first.name}` : 'Add check to the servers',
            ...lines.map((line) => insertAfter({ path: context.path, site: directiveSite(section, line) }, ' check')),
          ),
        ],
      }),
    });
  },
};
