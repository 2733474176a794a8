import type { Choice, Keyword, NameKind } from '../../../catalog/keyword.ts';

/** Name, what it does, and what follows it: the argument's name, its choices or what it refers to. */
type Row = readonly [name: string, doc: string, argument?: string, values?: NameKind | readonly string[]];

const scopes = ['global', 'site', 'link', 'host', 'nowhere'];

const routeRows: readonly Row[] = [
  ['via', 'The gateway.', 'address'],
  ['dev', 'The interface that it leaves by.', 'interface', 'interface'],
  ['src', 'The source address of what this machine sends itself.', 'address'],
  ['metric', 'Of two routes the one with the lower number counts.', 'number'],
  ['table', 'The routing table: a number, or a name that the machine knows.', 'table', ['main', 'local', 'default']],
  ['scope', 'How far the destination is.', 'scope', scopes],
  ['protocol', 'Who made the route; only with `no_track`.', 'protocol'],
  ['tos', 'For packets of this type of service only (IPv4).', 'value'],
  ['onlink', 'The gateway counts as reachable although no network says so.'],
  ['mtu', 'Largest packet on the way; `lock` before it switches path discovery off.', 'bytes'],
  ['advmss', 'Largest segment that is advertised.', 'bytes'],
  ['hoplimit', 'Hop limit of packets, up to 255.', 'number'],
  ['initcwnd', 'First congestion window.', 'number'],
  ['initrwnd', 'First receive window.', 'number'],
  ['rtt', 'First estimate of the round trip; milliseconds, or with a unit.', 'time'],
  ['rto_min', 'Shortest time before something is sent again.', 'time'],
  ['quickack', 'Acknowledges at once.', 'switch', ['0', '1']],
  ['features', 'Features of the route.', 'feature', ['ecn']],
  ['congctl', 'How congestion is controlled.', 'name'],
  ['pref', 'Preference of an IPv6 route.', 'preference', ['low', 'medium', 'high']],
  ['expires', 'Seconds until an IPv6 route goes.', 'seconds'],
  ['nexthop', 'One of several ways: `via`, `dev`, `weight`; it and further ones end the line.'],
  ['append', 'Adds it behind equal ones.'],
  ['no_track', 'The route going does not move the instance.'],
];

const ruleRows: readonly Row[] = [
  ['from', 'Packets from this network.', 'network'],
  ['to', 'Packets to this network.', 'network'],
  ['table', 'Looks into this routing table.', 'table', ['main', 'local', 'default']],
  ['preference', 'Place among all rules of the machine; the lower number counts first.', 'number'],
  ['iif', 'Packets that came in by this interface.', 'interface', 'interface'],
  ['oif', 'Packets of programs that are bound to this interface.', 'interface', 'interface'],
  ['fwmark', 'Packets with this firewall mark, `mark/mask`.', 'mark'],
  ['tos', 'Packets of this type of service.', 'value'],
  ['ipproto', 'Packets of this protocol.', 'protocol', ['tcp', 'udp', 'icmp', 'sctp']],
  ['sport', 'Source ports, as a range `80-80`.', 'ports'],
  ['dport', 'Destination ports, as a range `80-80`.', 'ports'],
  ['uidrange', 'Packets of these users, `1000-1999`.', 'users'],
  ['not', 'All other packets.'],
  ['blackhole', 'Drops packets silently.'],
  ['unreachable', 'Drops packets and says so.'],
  ['prohibit', 'Drops packets as forbidden.'],
  ['goto', 'Goes on with the rule of this preference.', 'number'],
  ['nop', 'Does nothing: a mark for `goto`.'],
  ['l3mdev', 'Looks into the table of the VRF.'],
  ['suppress_prefixlength', 'Leaves out routes with so short a prefix.', 'length'],
  ['no_track', 'The rule going does not move the instance.'],
];

const group: Row = ['track_group', 'Instances that change state when it goes.', 'group', 'track_group'];

function keyword(context: string, [name, doc, argument, values]: Row): Keyword {
  const choices: readonly Choice[] | undefined = Array.isArray(values) ? values.map((value) => ({ value })) : undefined;
  const refersTo = typeof values === 'string' ? values : undefined;
  const list = argument && [{ name: argument, ...(choices && { choices }), ...(refersTo && { refersTo }) }];
  return { name, in: [context], doc, ...(list && { arguments: list }) };
}

function block(context: string, doc: string, rows: readonly Row[], first?: string): readonly Keyword[] {
  const parameters = `${context} options`;
  const words = first === undefined ? [] : [{ name: first, doc: 'A network with its prefix, or `default`.' }];
  return [
    { name: '', in: [context], doc, ...(words.length > 0 && { arguments: words }), parameters },
    ...rows.map((row) => keyword(parameters, row)),
  ];
}

/** The lines of routes and routing rules. */
export const routeLines: readonly Keyword[] = [
  ...block('virtual_routes', 'One route to a line.', routeRows, 'network'),
  ...block('static_routes', 'One route to a line.', [...routeRows, group], 'network'),
  ...block('virtual_rules', 'One routing rule to a line.', ruleRows),
  ...block('static_rules', 'One routing rule to a line.', [...ruleRows, group]),
];
