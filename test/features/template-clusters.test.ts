import { describe, expect, test } from 'vitest';
import { filesOf } from '#core/cluster/cluster.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { predict } from '#core/failover/predict.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { overlaps, uncertainStretches } from '#core/syntax/template-branches.ts';
import { hiddenExpression, shownExpressions } from '#core/syntax/template-text.ts';
import { snapshotOf } from '../support/workspace.ts';

const keepalived = [2, 3, 3];

interface Parts {
  readonly id?: string;
  readonly state?: string;
  readonly priority?: string;
  readonly password?: string;
  readonly address?: string;
  readonly more?: string;
}

function instance(parts: Parts): string {
  const { id = '51', state = 'state BACKUP', priority = '100', password = '{{ password }}', more = '' } = parts;
  return `vrrp_instance VI_1 {
    ${state}
    interface {{ nic }}
    virtual_router_id ${id}
    priority ${priority}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass ${password}
    }
    ${more}
    virtual_ipaddress {
        ${parts.address ?? '10.0.0.9/24'}
    }
}
`;
}

const pair = (a: Parts, b: Parts): ReadonlyMap<string, string> =>
  new Map([
    ['lb1/keepalived.conf.j2', instance(a)],
    ['lb2/keepalived.conf.j2', instance(b)],
  ]);

function nowOf(files: ReadonlyMap<string, string>) {
  const cluster = snapshotOf(files).clusters()[0];
  return cluster && predict(failoverOf(cluster, keepalived)).steady.get('10.0.0.9');
}

const rulesOf = (files: ReadonlyMap<string, string>): string[] =>
  snapshotOf(files)
    .clusterFindings()
    .map(({ rule }) => rule);

describe('templates of a pair', () => {
  test.each([
    '{% if x %}101{% else %}99{% endif %}',
    '<% if x %>101<% else %>99<% end %>',
    '{{ if .x }}101{{ else }}99{{ end }}',
    '101{% if x %}0{% endif %}',
  ])('are not certain where a condition stands within a line: %s', (priority) => {
    expect(nowOf(pair({ priority }, { priority: '100' }))?.certain).toBe(false);
    expect(nowOf(pair({ priority: '101' }, { priority }))?.certain).toBe(false);
  });

  test('are predicted with certainty where all that decides is written', () => {
    const now = nowOf(pair({ priority: '101' }, { priority: '100' }));
    expect(now?.holders).toEqual(['lb1']);
    expect(now?.certain).toBe(true);
  });

  test.each<[string, Parts]>([
    ['the priority of lb1 comes from a template', { priority: '{{ priority }}' }],
    ['the state of lb1 comes from a template', { state: 'state {{ state }}' }],
    ['the virtual router id of lb1 comes from a template', { id: '{{ id }}' }],
    ['the password of lb1 comes from a template', { password: 'literal', priority: '101' }],
    [
      'the state and the priority of lb1 come from a template',
      { state: '{% if first %}\n    state MASTER\n    priority 150\n{% else %}\n    state BACKUP\n{% endif %}' },
    ],
    ['the unicast peers of lb1 come from', { more: 'unicast_peer {\n{% for p in peers %}\n{{ p }}\n{% endfor %}\n}' }],
    ['the addresses of lb1 come from', { address: '10.0.0.9/24\n{% for a in more %}\n{{ a }}\n{% endfor %}' }],
    ['some lines of lb1', { more: '{{ extra }}' }],
    ['nopreempt of lb1', { more: '{% if calm %}\n    nopreempt\n{% endif %}' }],
  ])('say that %s', (text, parts) => {
    const now = nowOf(pair(parts, { priority: '100' }));
    expect(now?.certain).toBe(false);
    const words = text.replace('the password of lb1 comes', 'the password of lb2 comes');
    expect(now?.why).toContain(words);
  });

  test('are compared in what is written', () => {
    expect(rulesOf(pair({ priority: '101' }, { id: '52' }))).toContain('cluster/virtual-router-id-differs');
    expect(rulesOf(pair({ priority: '101' }, {}))).toEqual([]);
  });

  test.each<[string, Parts]>([
    ['an open priority', { priority: '{{ priority }}' }],
    ['an open id', { id: '{{ id }}', priority: '101' }],
    ['an open password', { password: 'literal', priority: '101' }],
    [
      'addresses in a repetition',
      { priority: '101', address: '10.0.0.9/24\n{% for a in b %}\n10.0.0.10\n{% endfor %}' },
    ],
    ['an id in a branch', { priority: '101', more: '{% if x %}\n    virtual_router_id 52\n{% endif %}' }],
    ['one alternative of two', { priority: '{% if x %}101{% else %}100{% endif %}' }],
  ])('are not compared in %s', (_, parts) => {
    expect(rulesOf(pair(parts, {}))).toEqual([]);
  });

  test('are joined by what is written only', () => {
    const files = new Map([
      ['red/keepalived.conf.j2', instance({ address: '{{ vip }}' })],
      ['blue/keepalived.conf.j2', instance({ address: '{{ vip }}' })],
    ]);
    expect(snapshotOf(files).clusters()).toEqual([]);
  });

  test('one of them alone is no pair, and gives way to the file that was made of it', () => {
    const template = instance({ priority: '{{ priority }}' });
    expect(snapshotOf(new Map([['templates/keepalived.conf.j2', template]])).clusters()).toEqual([]);
    const made = (priority: string) => instance({ priority, password: 'x' }).replace('{{ nic }}', 'eth0');
    const files = new Map([
      ['lb1/keepalived.conf', made('101')],
      ['lb1/keepalived.conf.j2', template],
      ['lb2/keepalived.conf', made('100')],
    ]);
    const [cluster] = snapshotOf(files).clusters();
    expect(cluster?.nodes.map((node) => filesOf(node, keepalivedFiles).map(({ path }) => path))).toEqual([
      ['lb1/keepalived.conf'],
      ['lb2/keepalived.conf'],
    ]);
  });

  test('names that they make are shown as they are written', () => {
    const named = (priority: string) => instance({ priority }).replace('VI_1', 'VI_{{ id }}');
    const files = new Map([
      ['lb1/keepalived.conf.j2', named('101')],
      ['lb2/keepalived.conf.j2', named('100')],
    ]);
    expect(
      snapshotOf(files)
        .clusters()[0]
        ?.groups.map(({ name }) => name),
    ).toEqual(['VI_{{ id }}']);
  });
});

describe('the proxies of a pair of templates', () => {
  const proxy = (lines: string) => `frontend web\n    bind 10.0.0.9:80\n    timeout client 30s\n${lines}`;
  const files = (a: string, b: string) =>
    new Map([
      ...pair({ priority: '101' }, {}),
      ['lb1/haproxy.cfg.j2', proxy(`    maxconn {{ max }}\n${a}`)],
      ['lb2/haproxy.cfg.j2', proxy(`    maxconn {{ max }}\n${b}`)],
    ]);
  const back = (server: string) => `backend app\n    server w1 ${server}\n`;

  test('are compared where both are written', () => {
    expect(rulesOf(files(back('10.0.0.1:80'), back('10.0.0.2:80')))).toContain('cluster/server-differs');
  });

  test('are not where a value is open, or a line may be missing', () => {
    expect(rulesOf(files(back('10.0.0.1:80'), back('{{ web }}:80')))).toEqual([]);
    expect(rulesOf(files(back('10.0.0.1:80'), `{% if a %}\n${back('10.0.0.2:80')}{% endif %}\n`))).toEqual([]);
  });
});

describe('a stretch that is maybe there', () => {
  const within = (text: string): string => {
    const stretches = uncertainStretches(text);
    return [...text].filter((character, at) => /[A-Z]/.test(character) && overlaps(stretches, at, at + 1)).join('');
  };

  test.each([
    ['A{% if x %}B{% else %}C{% endif %}D{% for y in z %}E{% endfor %}F', 'BCE'],
    ['A{% if x %}B{% for y in z %}C{% endfor %}D{% endif %}E{% set q = 1 %}F', 'BCD'],
    ['A{{ if .X }}B{{ with .Y }}C{{ end }}D{{ end }}E{{ .F }}', 'BCD'],
    ['A<% if x %>B<% end %>C<% y.each do |z| %>D<% end %>E<%= 1 %>', 'BD'],
    ['A<% if x -%>B<% else -%>C<%- end -%>D', 'BC'],
    ['A{{#if x}}B{{/if}}C', 'B'],
    ['A{% if x %}B', 'B'],
  ])('in %s is %s', (text, expected) => {
    const shown = text.replace(/[{<][{%#](?:(?![%}][}>]).)*[%}][}>]/g, (mark) => mark.toLowerCase());
    expect(within(shown)).toBe(expected);
  });
});

test('an expression can be read again where it is shown', () => {
  expect(shownExpressions(`a ${hiddenExpression('{{ x }}')} b`)).toBe('a {{ x }} b');
});
