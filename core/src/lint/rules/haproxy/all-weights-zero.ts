import { serverHas, serverSwitchedOn, serversMayHave } from '../../../languages/haproxy/config.ts';
import { inheritedFrom, serverValue } from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const allWeightsZero: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'all-weights-zero',
  severity: 'warning',
  verdict: 'own',
  summary: 'No server of a section takes new requests: weight 0 or `disabled` everywhere.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (!serversMayHave(context, 'weight') || hasPreprocessor(section)) return;
    if (section.byKeyword.has('server-template') || section.byKeyword.has('load-server-state-from-file')) return;
    let zero = 0;
    for (const server of section.servers) {
      if (serverSwitchedOn(context, server, 'disabled', 'enabled')) continue;
      if (serverValue(context, server, 'weight') !== '0' || serverHas(context, server, 'agent-check')) return;
      zero++;
    }
    const [first] = section.servers;
    if (!first || zero === 0) return;
    const all = zero === section.servers.length;
    report({
      at: { path: context.path, site: first.site },
      message: `Every new request is answered with 503: ${all ? `${zero === 1 ? `"${first.name}", the only server here, has` : 'all servers here have'} weight 0` : 'the servers here are disabled or have weight 0'}, which means that they get no new clients. Give at least one a weight above 0.`,
      related: inheritedFrom(context, context.path, 'weight'),
    });
  },
};
