import { directiveSite } from '../../../languages/haproxy/config.ts';
import type { CountersRule } from '../../haproxy-counters.ts';
import { type Counters, countersOfFile, nameOf, siteOf, tableNamed } from '../../haproxy-counters.ts';
import type { SectionCounters, Track } from '../../haproxy-section-counters.ts';

export const tableTypeLosesKeys: CountersRule = {
  scope: 'haproxy',
  id: 'table-type-loses-keys',
  severity: 'warning',
  verdict: 'own',
  summary: 'A stick table whose type cannot hold the keys that are tracked.',
  factsOf: countersOfFile,
  judge(counters, report, path) {
    for (const owner of counters.own) {
      for (const track of owner.tracks) {
        const why = lost(counters, owner, track);
        if (why === undefined) continue;
        const table = tableNamed(counters, owner, track.table);
        report({
          at: siteOf(path, owner, track.directive),
          message: why,
          ...(table &&
            counters.sections.has(table.section) && {
              related: [
                {
                  at: { path, site: directiveSite(table.section, table.directive) },
                  message: 'The table.',
                  mirrored: false,
                },
              ],
            }),
        });
        break;
      }
    }
  },
};

function lost(counters: Counters, owner: SectionCounters, track: Track): string | undefined {
  const table = tableNamed(counters, owner, track.table);
  if (!table?.known) return undefined;
  const { type } = table;
  if (/^(?:ip|ipv4|ipv6)$/.test(type) && textual.test(track.key)) {
    return `Nothing is ever tracked: "${track.key}" is no address, and ${nameOf(table)} has "type ${type}". HAProxy accepts that and passes over each key that it cannot convert. Write "type string len 64" there, or track "src".`;
  }
  if (type === 'integer' && textual.test(track.key)) {
    return `All requests share one counter: "${track.key}" is text, which is 0 in ${nameOf(table)}, whose type is integer. Write "type string len 64" there.`;
  }
  if (!/^ip(?:v4)?$/.test(type) || track.key !== 'src' || owner.section.kind === 'defaults') return undefined;
  if (owner.tracks.some((other) => tableNamed(counters, owner, other.table)?.type !== type)) return undefined;
  const bind = owner.section.binds.find(({ address }) => isOfIpv6(address));
  if (!bind) return undefined;
  return `Clients with IPv6 addresses are never counted: ${nameOf(table)} has "type ${type}", which holds IPv4 only, and this section listens on "${bind.text}". Limits do not apply to them. Write "type ipv6", which holds both.`;
}

type Address = SectionCounters['section']['binds'][number]['address'];

function isOfIpv6(address: Address): boolean {
  return address.kind === 'ip' && address.family === 6 && (address.host === undefined || address.host.text !== '::1');
}

/** Samples that are never an address or a number. */
const textual =
  /^(?:path|pathq|url|base|method|ssl_fc_sni|req[._]ssl_sni|(?:req\.)?cook\([^()]*\)|(?:req\.)?f?hdr\((?:host|user-agent|authorization|referer|cookie|x-api-key)(?:,-?\d+)?\))(?:,(?:lower|upper))?$/i;
