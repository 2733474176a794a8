import {
  type Server,
  type ServerScope,
  serverHas,
  serverSwitchedOn,
  serversMayHave,
} from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import {
  checkKindOf,
  checkPortOf,
  connectsByRule,
  inheritedFrom,
  isChecked,
  placeOfWord,
  serverPort,
  tlsPorts,
} from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const checkWithoutTls: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'check-without-tls',
  severity: 'warning',
  verdict: 'own',
  summary: '`port` or `addr` of a server takes TLS or the PROXY protocol from its health check.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (!serversMayHave(context, 'port') && !serversMayHave(context, 'addr')) return;
    if (!serversMayHave(context, 'ssl') && !sendsProxy.some((word) => serversMayHave(context, word))) return;
    const kind = checkKindOf(context);
    if (kind === undefined || kind === 'ssl-hello-chk' || kind === 'external-check') return;
    if (hasPreprocessor(section) || connectsByRule(context)) return;
    for (const lost of losses) {
      const servers = section.servers.filter((server) => loses(context, server, lost));
      const [first] = servers;
      if (!first) continue;
      const word = serverHas(context, first, 'port') ? 'port' : 'addr';
      const places = servers.map((server) => placeOfWord(context, context.path, server, 'check'));
      const all = places.flatMap((place) => (place ? [insertAfter(place, ` ${lost.wanted}`)] : []));
      report({
        at: { path: context.path, site: first.site },
        message: `Health checks speak without ${lost.what} here and fail: "${word}" makes them connections of their own, for which "${lost.on}" says nothing, and port ${checkPortOf(context, first)} expects it. HAProxy takes the server for down. Add "${lost.wanted}"${word === 'port' && serverHasOwnPort(context, first) ? ', or remove "port"' : ''}.`,
        related: [
          ...inheritedFrom(context, context.path, word),
          ...servers
            .slice(1, 9)
            .map(({ site }) => ({ at: { path: context.path, site }, message: 'The same.', mirrored: false })),
        ],
        ...(all.length === servers.length && { fixes: [fix(`Add ${lost.wanted}`, ...all)] }),
      });
    }
  },
};

interface Loss {
  readonly what: string;
  readonly on: string;
  readonly wanted: string;
}

const losses: readonly Loss[] = [
  { what: 'TLS', on: 'ssl', wanted: 'check-ssl' },
  { what: 'the PROXY protocol', on: 'send-proxy', wanted: 'check-send-proxy' },
];

function loses(context: ServerScope, server: Server, { on, wanted }: Loss): boolean {
  if (!isChecked(context, server) || serverHas(context, server, wanted)) return false;
  if (!serverHas(context, server, 'port') && !serverHas(context, server, 'addr')) return false;
  const isOn =
    on === 'ssl'
      ? serverSwitchedOn(context, server, 'ssl', 'no-ssl')
      : sendsProxy.some((word) => serverSwitchedOn(context, server, word, `no-${word}`));
  const port = checkPortOf(context, server);
  // Another port may well be one for checks alone, in plain text.
  return isOn && port !== '' && (port === serverPort(server) || (on === 'ssl' && tlsPorts.has(port)));
}

function serverHasOwnPort(context: ServerScope, server: Server): boolean {
  return checkPortOf(context, server) === serverPort(server);
}

const sendsProxy = ['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn'];
