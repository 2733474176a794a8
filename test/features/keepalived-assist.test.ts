import { describe, expect, test } from 'vitest';
import { completionAt, explanationAt, signatureAt } from '#core/workspace/assist.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { snapshotOf } from '../support/workspace.ts';

const surroundings = `
vrrp_script chk_one {
    script "/usr/bin/true"
}
vrrp_track_process proc_one {
    process haproxy
}
track_file file_one {
    file /run/weight
}
bfd_instance bfd_one {
    neighbor_ip 10.0.0.9
}
track_group tg_one {
    group {
        VI_ONE
    }
}
virtual_server_group vsg_one {
    10.0.0.1 80
}
vrrp_instance VI_ONE {
    interface bond0
    virtual_ipaddress {
        10.0.0.5/24 dev vlan7
    }
}
`;

/** The snapshot of a text with declarations of every kind behind it, and the offset of its `$0`. */
function at(text: string, version = '2.3.4'): [Snapshot, string, number] {
  const whole = text + surroundings;
  const path = 'keepalived.conf';
  const files = new Map([[path, whole.replace('$0', '')]]);
  return [snapshotOf(files, { keepalived: { version } }), path, whole.indexOf('$0')];
}

const labels = (text: string, version?: string): string[] =>
  completionAt(...at(text, version))?.candidates.map((candidate) => candidate.label) ?? [];

const inInstance = (block: string, line: string): string =>
  `vrrp_instance V {\n    ${block} {\n        ${line}\n    }\n}\n`;

describe('completion', () => {
  test.each([
    ['$0', 'vrrp_instance'],
    ['vrrp_instance V {\n    $0\n}\n', 'virtual_router_id'],
    ['vrrp_instance V {\n    state $0\n}\n', 'BACKUP'],
    ['vrrp_instance V {\n    interface $0\n}\n', 'bond0'],
    ['vrrp_instance V {\n    interface $0\n}\n', 'vlan7'],
    [inInstance('track_script', '$0'), 'chk_one'],
    [inInstance('track_script', 'chk_one $0'), 'weight'],
    [inInstance('track_script', 'chk_one weight 5 $0'), 'reverse'],
    [inInstance('track_process', '$0'), 'proc_one'],
    [inInstance('track_file', '$0'), 'file_one'],
    [inInstance('track_file', 'file_one $0'), 'weight'],
    [inInstance('track_bfd', '$0'), 'bfd_one'],
    [inInstance('track_interface', '$0'), 'bond0'],
    [inInstance('virtual_ipaddress', '10.0.0.1/24 $0'), 'dev'],
    [inInstance('virtual_ipaddress', '10.0.0.1/24 dev $0'), 'bond0'],
    [inInstance('virtual_ipaddress', '10.0.0.1/24 dev bond0 $0'), 'label'],
    [inInstance('virtual_ipaddress', '10.0.0.1/24 scope $0'), 'link'],
    [inInstance('virtual_ipaddress_excluded', '10.0.0.1/24 $0'), 'dev'],
    [inInstance('unicast_peer', '10.0.0.1 $0'), 'min_ttl'],
    [inInstance('authentication', 'auth_type $0'), 'PASS'],
    ['vrrp_sync_group G {\n    group {\n        $0\n    }\n}\n', 'VI_ONE'],
    ['vrrp_sync_group G {\n    track_script {\n        $0\n    }\n}\n', 'chk_one'],
    ['track_group G {\n    group {\n        $0\n    }\n}\n', 'VI_ONE'],
    ['track_file F {\n    $0\n}\n', 'file'],
    ['static_ipaddress {\n    10.0.0.1 track_group $0\n}\n', 'tg_one'],
    ['virtual_server $0', 'group'],
    ['virtual_server group $0', 'vsg_one'],
    ['virtual_server 10.0.0.1 80 {\n    $0\n}\n', 'real_server'],
    ['virtual_server 10.0.0.1 80 {\n    real_server 10.0.0.2 80 {\n        $0\n    }\n}\n', 'TCP_CHECK'],
    [
      'virtual_server 10.0.0.1 80 {\n    real_server 10.0.0.2 80 {\n        FILE_CHECK {\n            track_file $0\n',
      'file_one',
    ],
    [
      'virtual_server 10.0.0.1 80 {\n    real_server 10.0.0.2 80 {\n        BFD_CHECK {\n            name $0\n',
      'bfd_one',
    ],
    [
      'virtual_server 10.0.0.1 80 {\n    real_server 10.0.0.2 80 {\n        HTTP_GET {\n            url {\n                $0\n',
      'path',
    ],
    ['@lb1 $0', 'vrrp_instance'],
    ['vrrp_instance V {\n    @lb1 $0\n}\n', 'priority'],
    ['vrrp_instance V { track_script { $0 } }\n', 'chk_one'],
    ['$BODY= \\\n  vrrp_instance V { \\\n    $0 \\\n  }\n', 'priority'],
  ])('%s', (text, label) => {
    expect(labels(text)).toContain(label);
  });

  test.each([
    ['keywords of the block of the same name', inInstance('track_file', '$0'), 'file'],
    ['names in the block that declares them', 'track_file F {\n    $0\n}\n', 'file_one'],
    ['what a version does not know', 'vrrp_instance V {\n    $0\n}\n', 'down_timer_adverts'],
    ['anything in a comment', 'vrrp_instance V {\n    # $0\n}\n', 'priority'],
    ['groups of addresses without the word for them', 'virtual_server 10.0.0.1 $0', 'vsg_one'],
  ])('does not offer %s', (_, text, label) => {
    expect(labels(text, '2.1')).not.toContain(label);
  });

  test('names reach over included files', () => {
    const files = new Map([
      [
        'lb1/keepalived.conf',
        'include keepalived-scripts.conf\nvrrp_instance V {\n    track_script {\n        \n    }\n}\n',
      ],
      ['lb1/keepalived-scripts.conf', 'vrrp_script far {\n    script "/usr/bin/true"\n}\n'],
    ]);
    const path = 'lb1/keepalived.conf';
    const offset = (files.get(path) ?? '').indexOf('        \n') + 8;
    const found = completionAt(snapshotOf(files), path, offset)?.candidates.map(({ label }) => label);
    expect(found).toContain('far');
  });
});

describe('hover', () => {
  test.each([
    ['vrrp_instance V {\n    adve$0rt_int 1\n}\n', 'advert_int'],
    [inInstance('track_file', 'file$0_one weight 5'), '<name>'],
    [inInstance('track_file', 'file_one we$0ight 5'), 'weight <weight>'],
    ['track_f$0ile F {\n}\n', 'track_file <name> { … }'],
    [inInstance('track_fil$0e', 'file_one'), 'track_file { … }'],
    [inInstance('virtual_ipaddress', '10.0.0.1/24 sco$0pe link'), 'scope <scope>'],
  ])('%s', (text, expected) => {
    expect(explanationAt(...at(text))?.explanation.signature).toContain(expected);
  });

  test('says nothing of comments and of words that it does not know', () => {
    expect(explanationAt(...at('# vrrp_ins$0tance\n'))).toBeUndefined();
    expect(explanationAt(...at('nons$0ense\n'))).toBeUndefined();
  });
});

describe('signature help', () => {
  const signature = (text: string): string | undefined => {
    const found = signatureAt(...at(text));
    const active = found?.active === undefined ? undefined : found.arguments[found.active]?.label;
    return found && `${found.label} | ${active ?? ''}`;
  };
  test.each([
    ['vrrp_instance V {\n    priority $0\n}\n', 'priority <priority> | <priority>'],
    ['vrrp_instance V {\n    state $0\n}\n', 'state {MASTER|BACKUP} | {MASTER|BACKUP}'],
    ['vrrp_instance V {\n    priority 100 $0\n}\n', 'priority <priority> | '],
    [inInstance('track_script', 'chk_one weight $0'), 'weight <weight> [{reverse}] | <weight>'],
    [inInstance('track_script', '$0'), '<name> [<parameter> …] | <name>'],
    ['vrrp_instance V {\n    pri$0\n}\n', undefined],
    ['# priority $0\n', undefined],
  ])('%s', (text, expected) => {
    expect(signature(text)).toBe(expected);
  });
});
