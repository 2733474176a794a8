import {
  address,
  but,
  decimalSeconds,
  holds,
  inBlocks,
  integer,
  type KeepalivedArgument,
  kw,
  maybe,
  networkInterface,
  oneOf,
  onOff,
  since,
  unsigned,
} from './grammar.ts';

/** Milliseconds of a BFD session. */
function milliseconds(least: number): KeepalivedArgument {
  return {
    name: 'milliseconds',
    doc: `${least} to 4294967.`,
    type: { kind: 'decimal', min: least, max: 4_294_967, digits: 3, decimalSince: '2.2.0', instead: 'the default' },
  };
}

const syncGroup = inBlocks(
  ['vrrp_sync_group'],
  [
    holds('names', 'group', kw('group', 'The instances of the group.')),
    but(kw('global_tracking', 'Old: put the trackers into the group.'), {
      deprecated: 'track_script and the like in the group',
    }),
    since('2.2.0', kw('notify_priority_changes', 'Notifies changes of priority, too.', onOff)),
    kw('sync_group_tracking_weight', 'Lets weights of the members’ own checks work.'),
  ],
);

const garpGroup = inBlocks(
  ['garp_group'],
  [
    kw('garp_interval', 'Seconds between two gratuitous ARPs.', decimalSeconds(0, 4294.967295)),
    kw('gna_interval', 'Seconds between two neighbour advertisements.', decimalSeconds(0, 4294.967295)),
    but(kw('interface', 'An interface with these limits.', networkInterface), { repeatable: true }),
    holds('free', 'interfaces', kw('interfaces', 'Interfaces that share these limits.')),
  ],
);

const bfd = inBlocks(
  ['bfd_instance'],
  [
    kw('source_ip', 'The address of this end.', address('address', 'the system’s choice')),
    kw('neighbor_ip', 'The address of the other end.', maybe(address())),
    kw('neighbour_ip', 'The address of the other end.', maybe(address())),
    kw('min_rx', 'Milliseconds between packets that it takes; 10 by default.', milliseconds(1)),
    kw('min_tx', 'Milliseconds between packets that it sends; 10 by default.', milliseconds(1)),
    kw('idle_tx', 'Milliseconds between packets while the session is down; 1000 by default.', milliseconds(1000)),
    kw('multiplier', 'How many packets may be missing; 5 by default.', unsigned('count', 1, 255, '5')),
    kw('passive', 'Waits for the other end to start.'),
    kw('ttl', 'Time to live of its packets.', unsigned('ttl', 1, 255, '255')),
    kw('hoplimit', 'Hop limit of its packets.', unsigned('hops', 1, 255, '255')),
    kw('max_hops', 'How many hops a packet may have made; 0 by default.', integer('hops', -1, 255, '0')),
    since('2.2.8', kw('multihop', 'The other end is not on the same network segment.', onOff)),
    kw(
      'weight',
      'What the session does to the priority.',
      integer('weight', -253, 253),
      maybe(oneOf('reverse', ['reverse', 'noreverse'])),
    ),
    kw('vrrp', 'The session is for VRRP only.'),
    kw('checker', 'The session is for real servers only.'),
  ],
);

/** What stands beside instances: sync groups, groups of interfaces, and BFD sessions. */
export const groupKeywords = [...syncGroup, ...garpGroup, ...bfd];
