import { topLevel } from '../../../catalog/keyword.ts';
import { but, holds, inBlocks, kw, many, maybe, opens, replaced, since, text, unsigned } from './grammar.ts';

const name = text('name');

export const topLevelKeywords = inBlocks(
  [topLevel],
  [
    opens('global_defs', kw('global_defs', 'Settings of the whole daemon.')),
    opens(
      'vrrp_script',
      kw(
        'vrrp_script',
        'A command that keepalived runs at an interval; its exit code 0 means good. It must stand above the instances that track it.',
        text('name', 'The name that `track_script` uses.'),
      ),
    ),
    since(
      '2.0.11',
      opens(
        'vrrp_track_process',
        kw(
          'vrrp_track_process',
          'A process whose existence is watched through the kernel: noticed at once, without a script.',
          name,
        ),
      ),
    ),
    opens('track_file', kw('track_file', 'A file whose number is read as a weight whenever it changes.', name)),
    but(
      opens(
        'track_file',
        kw('vrrp_track_file', 'A file whose number is read as a weight; the old name of `track_file`.', name),
      ),
      {
        deprecated: 'track_file',
      },
    ),
    opens(
      'vrrp_instance',
      kw(
        'vrrp_instance',
        'One virtual router: addresses that exactly one of the nodes holds at a time. All nodes must agree on its id, version, authentication and addresses.',
        text('name', 'Local to the file; best the same on all nodes.'),
      ),
    ),
    opens('vrrp_sync_group', kw('vrrp_sync_group', 'Instances that change state only together.', name)),
    opens(
      'virtual_server',
      but(
        kw(
          'virtual_server',
          'A load-balanced service of the kernel (IPVS). An HAProxy pair does not need it.',
          {
            name: 'address',
            doc: 'An address, `fwmark` and a number, or `group` and a name.',
            choices: [{ value: 'group' }, { value: 'fwmark' }],
          },
          maybe(text('port')),
        ),
        { takesMore: true },
      ),
    ),
    holds(
      'group-entry',
      'virtual_server_group',
      kw('virtual_server_group', 'Addresses that a `virtual_server` serves together.', name),
    ),
    holds(
      'static-address',
      'static_ipaddress',
      kw('static_ipaddress', 'Addresses that keepalived adds at start and that do not move.'),
    ),
    holds('route', 'static_routes', kw('static_routes', 'Routes that keepalived adds at start.')),
    holds('rule', 'static_rules', kw('static_rules', 'Routing rules that keepalived adds at start.')),
    since('2.0.3', opens('track_group', kw('track_group', 'Instances that a static address or route follows.', name))),
    opens(
      'bfd_instance',
      kw('bfd_instance', 'A BFD session to a neighbour, to notice within milliseconds that it is gone.', name),
    ),
    opens('garp_group', kw('garp_group', 'Interfaces that share limits on gratuitous ARP.')),
    since(
      '2.0.13',
      holds(
        'free',
        'linkbeat_interfaces',
        kw('linkbeat_interfaces', 'Interfaces whose link is polled because their driver does not report it.'),
      ),
    ),
    since(
      '2.2.3',
      holds(
        'free',
        'interface_up_down_delays',
        kw(
          'interface_up_down_delays',
          'How long a change of an interface must last before it counts: interface, seconds down, seconds up.',
        ),
      ),
    ),
    opens('SSL', kw('SSL', 'Certificates for SSL_GET checks.')),
    kw('linkbeat_use_polling', 'Polls the link state of all interfaces instead of listening to the kernel.'),
    kw('net_namespace', 'The network namespace that keepalived runs in.', name),
    since('2.1.0', kw('net_namespace_ipvs', 'The network namespace for IPVS.', maybe(name))),
    kw('namespace_with_ipsets', 'Allows ipsets in a network namespace.'),
    kw('use_pid_dir', 'Keeps the PID files in /run/keepalived.'),
    kw('instance', 'A name for this of several keepalived processes on the host.', name),
    kw(
      'child_wait_time',
      'Seconds that the parent waits for its children to end; 5 by default.',
      unsigned('seconds', 0),
    ),
    but(
      kw(
        'include',
        'Reads other files at this place; patterns and paths count from this file’s folder.',
        many(text('pattern')),
      ),
      { repeatable: true },
    ),
  ],
);

export const sslKeywords = inBlocks(
  ['SSL'],
  [
    replaced(kw('password', 'Password of the private key.', text('password'))),
    replaced(kw('ca', 'File with the certificate authority.', text('file'))),
    replaced(kw('certificate', 'File with the certificate.', text('file'))),
    replaced(kw('key', 'File with the private key.', text('file'))),
  ],
);

export const trackGroupKeywords = inBlocks(
  ['track_group'],
  [holds('names', 'track_group members', kw('group', 'The instances of the group.'))],
);
