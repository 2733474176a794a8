import type { Catalog, Keyword, NameKind } from '../../../catalog/keyword.ts';
import { routeLines } from './route-lines.ts';

/** A line of a block that holds values instead of keywords. Its grammar has the empty name, before its first word. */
function line(context: string, doc: string, first: Keyword['arguments'], parameters?: string): Keyword {
  return { name: '', in: [context], doc, ...(first && { arguments: first }), ...(parameters && { parameters }) };
}

function option(
  contexts: readonly string[],
  name: string,
  doc: string,
  ...list: NonNullable<Keyword['arguments']>
): Keyword {
  return { name, in: contexts, doc, ...(list.length > 0 && { arguments: list }) };
}

function tracked(context: string, title: string, kind: NameKind, weightDoc: string): Keyword[] {
  const options = `${context} options`;
  return [
    line(
      context,
      `One ${title} to a line.`,
      [{ name: kind === 'interface' ? 'interface' : 'name', refersTo: kind }],
      options,
    ),
    option(
      [options],
      'weight',
      weightDoc,
      { name: 'weight', doc: '-253 to 253; 0 means FAULT when it fails.' },
      {
        name: 'reverse',
        optional: true,
        choices: [{ value: 'reverse', doc: 'Success counts as failure, and the other way round.' }],
      },
    ),
  ];
}

const addresses = ['virtual_ipaddress', 'virtual_ipaddress_excluded', 'static_ipaddress'];
const vips = ['virtual address options'];
const every = [...vips, 'static address options'];
const addressDoc =
  'One address to a line. Without a prefix it is /32 (/128): nothing else of its network is reached through it.';
const address = [{ name: 'address[/prefix]', doc: 'An IPv4 or IPv6 address with the prefix of its network.' }];

const lineKeywords: readonly Keyword[] = [
  ...addresses.map((context) =>
    line(
      context,
      addressDoc,
      address,
      context.startsWith('static') ? 'static address options' : 'virtual address options',
    ),
  ),
  option(every, 'dev', 'The interface that gets the address; the instance’s own by default.', {
    name: 'interface',
    refersTo: 'interface',
  }),
  option(every, 'label', 'A name for the address, such as `eth0:1`, which old tools show.', { name: 'label' }),
  option(every, 'scope', 'How far the address is valid.', {
    name: 'scope',
    choices: ['global', 'site', 'link', 'host', 'nowhere'].map((value) => ({ value })),
  }),
  option(every, 'brd', 'The broadcast address; `+` works it out.', { name: 'address' }),
  option(every, 'broadcast', 'The broadcast address; `+` works it out.', { name: 'address' }),
  option(every, 'peer', 'The other end of a point-to-point link.', { name: 'address' }),
  option(every, 'home', 'Marks an IPv6 address as the home address.'),
  option(every, '-nodad', 'No duplicate address detection for this IPv6 address.'),
  option(every, 'mngtmpaddr', 'The kernel makes temporary addresses from it (IPv6).'),
  option(every, 'noprefixroute', 'The kernel adds no route for the prefix.'),
  option(every, 'autojoin', 'Joins the multicast group of the address.'),
  option(every, 'no_track', 'The address coming or going does not move the instance.'),
  option(vips, 'use_vmac', 'Puts this address on a virtual interface with the MAC of the virtual router.'),
  option(['static address options'], 'track_group', 'Instances that change state when the address goes.', {
    name: 'group',
    refersTo: 'track_group',
  }),
  line(
    'unicast_peer',
    'The address of one other node; host names are not resolved.',
    [{ name: 'address', doc: 'The address that the other node sends from: its `unicast_src_ip`.' }],
    'peer options',
  ),
  option(['peer options'], 'min_ttl', 'Advertisements with a lower TTL are dropped.', {
    name: 'ttl',
    doc: '0 to 255.',
  }),
  option(['peer options'], 'max_ttl', 'Advertisements with a higher TTL are dropped.', {
    name: 'ttl',
    doc: '0 to 255.',
  }),
  ...tracked('track_script', 'script', 'vrrp_script', 'Added while the script succeeds (above 0) or fails (below 0).'),
  ...tracked(
    'track_interface',
    'interface',
    'interface',
    'Added while the interface is up (above 0) or down (below 0).',
  ),
  ...tracked(
    'track_process',
    'process',
    'vrrp_track_process',
    'Added while the process runs (above 0) or not (below 0).',
  ),
  ...tracked('track_files', 'file', 'track_file', 'What the number in the file is multiplied with; 1 by default.'),
  ...tracked('track_bfd', 'BFD session', 'bfd_instance', 'Added while the session is up (above 0) or down (below 0).'),
  ...['group', 'track_group members'].map((context) =>
    line(context, 'Names of instances, one to a line.', [
      { name: 'instance', refersTo: 'vrrp_instance', repeated: true },
    ]),
  ),
  ...['interfaces', 'linkbeat_interfaces', 'interface_up_down_delays'].map((context) =>
    line(context, 'One interface to a line.', [{ name: 'interface', refersTo: 'interface' }]),
  ),
  ...routeLines,
  line('notification_email', 'Mail addresses, one to a line.', [{ name: 'address', repeated: true }]),
  line('virtual_server_group', 'One address, range of addresses or firewall mark to a line.', [
    { name: 'address', doc: 'An address, `10.0.0.1-9`, or `fwmark` and a number.', choices: [{ value: 'fwmark' }] },
    { name: 'port' },
  ]),
];

/** How the lines of blocks that hold values are written, by the block's context. */
export const lineCatalog: Catalog = {
  contexts: [...new Set(lineKeywords.flatMap((keyword) => keyword.in))].map((name) => ({ name, complete: false })),
  keywords: lineKeywords,
  manual: () => 'https://www.keepalived.org/manpage.html',
};
