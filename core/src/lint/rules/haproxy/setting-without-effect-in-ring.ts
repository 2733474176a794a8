import { ownWord } from '../../haproxy-checks.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const settingWithoutEffectInRing: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'setting-without-effect-in-ring',
  severity: 'information',
  verdict: 'own',
  summary: '`backup`, `weight` or `check` of a ring’s server: each server gets everything.',
  sections: ['ring'],
  keywords: ['server'],
  checkSection(section, report, { path }) {
    const chosen = section.servers.find((server) => ownWord(server, ['backup', 'weight']));
    const first = chosen ?? section.servers.find((server) => ownWord(server, checks));
    if (!first) return;
    const word = ownWord(first, ['backup', 'weight', ...checks]) ?? '';
    report({
      at: { path, site: first.site },
      severity: chosen ? 'warning' : 'information',
      message: chosen
        ? `All servers of this ring get every message: "${word}" does nothing here, as a ring does not choose among its servers. Remove it; to have one stand in for another, log to a backend with "mode log" (HAProxy 3.0).`
        : `"${word}" does nothing here: a ring keeps a connection to each of its servers and does not check them. Remove it.`,
    });
  },
};

const checks = ['check', 'inter', 'fastinter', 'downinter', 'rise', 'fall', 'agent-check', 'observe', 'slowstart'];
