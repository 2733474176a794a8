import { describe, expect, test } from 'vitest';
import { applyEdits } from '#core/workspace/fixes.ts';
import { repairsFor } from '#core/workspace/repairs.ts';
import { snapshotOf } from '../support/workspace.ts';

/** What is offered for a rule's findings of a text: titles with the text after each. */
function offered(text: string, rule: string, version = '3.2'): Readonly<Record<string, string>> {
  const path = /vrrp_/.test(text) ? 'keepalived.conf' : 'haproxy.cfg';
  const snapshot = snapshotOf(new Map([[path, text]]), { haproxy: { version } });
  const findings = snapshot.fileFindings(path).filter((finding) => finding.rule.endsWith(`/${rule}`));
  expect(findings, `no ${rule} in ${text}`).not.toEqual([]);
  return Object.fromEntries(
    findings.flatMap((finding) =>
      repairsFor(snapshot, finding, finding.at).map(({ title, edits }) => [
        title,
        applyEdits(text, edits.get(path) ?? []),
      ]),
    ),
  );
}

const frontend = 'global\n    maxconn 9\nfrontend f\n    mode http\n    bind :80\n';

describe('the word that was meant', () => {
  test.each([
    ['global\n    maxcon 9\n', 'unknown-keyword', 'maxconn', 'global\n    maxconn 9\n'],
    [`${frontend}    timeout clent 3s\n`, 'unknown-keyword', 'client', `${frontend}    timeout client 3s\n`],
    ['vrrp_instance V {\n    prioriti 5\n}\n', 'unknown-keyword', 'priority', 'vrrp_instance V {\n    priority 5\n}\n'],
    [
      `${frontend}    default_backend ap\nbackend app\n`,
      'undefined-backend',
      'app',
      `${frontend}    default_backend app\nbackend app\n`,
    ],
    [
      'vrrp_script chk {\n    script "/bin/true"\n}\nvrrp_instance V {\n    track_script {\n        chkk\n    }\n}\n',
      'undefined-script',
      'chk',
      'vrrp_script chk {\n    script "/bin/true"\n}\nvrrp_instance V {\n    track_script {\n        chk\n    }\n}\n',
    ],
  ])('%j, %s: %s', (text, rule, word, expected) => {
    expect(offered(text, rule)[`Change to "${word}"`]).toBe(expected);
  });
});

describe('what is missing is created', () => {
  test('a backend at the end of the file', () => {
    const text = `${frontend}    default_backend nowhere\n`;
    expect(offered(text, 'undefined-backend')['Create backend "nowhere"']).toBe(`${text}\nbackend nowhere\n`);
  });

  test('an ACL above its use', () => {
    const text = `${frontend}    http-request deny if internal\n`;
    expect(offered(text, 'undefined-acl')['Create ACL "internal"']).toBe(
      `${frontend}    acl internal always_false\n    http-request deny if internal\n`,
    );
  });

  test('a script above the instance that tracks it', () => {
    const text = 'global_defs {\n}\nvrrp_instance V {\n    track_script {\n        alive\n    }\n}\n';
    expect(offered(text, 'undefined-script')['Create vrrp_script "alive"']).toBe(
      text.replace('vrrp_inst', 'vrrp_script alive {\n    script "/usr/bin/true"\n    interval 2\n}\n\nvrrp_inst'),
    );
  });
});

test('a removed keyword gets its new name, where nothing else about it changed', () => {
  const text = `${frontend}    clitimeout 3s\n`;
  expect(offered(text, 'removed-keyword')['Replace with "timeout client"']).toBe(`${frontend}    timeout client 3s\n`);
  const dispatch = 'global\n    maxconn 9\nbackend b\n    dispatch 10.0.0.1:80\n';
  expect(Object.keys(offered(dispatch, 'deprecated-keyword', '3.4'))).not.toContainEqual(
    expect.stringContaining('Replace'),
  );
});

test('any finding can be ignored with a comment, and is then gone', () => {
  const text = 'global\n    maxcon 9\n';
  const ignored = offered(text, 'unknown-keyword')['Ignore haproxy/unknown-keyword here'] ?? '';
  expect(ignored).toBe('global\n    # haconf: ignore haproxy/unknown-keyword\n    maxcon 9\n');
  expect(snapshotOf(new Map([['haproxy.cfg', ignored]])).findings()).toEqual([]);
});

describe('the brace that is missing is added', () => {
  const instance = (name: string): string =>
    `vrrp_instance ${name} {\n    interface eth0\n    virtual_router_id 5${name.length}\n    priority 100\n    virtual_ipaddress {\n        192.0.2.${name.length}\n    }\n}\n`;
  const text = `${instance('A')}\n# the other\n${instance('BB')}`;

  test.each([
    ['unclosed-block', '}', '    }\n}\n\n', '    }\n\n'],
    ['unclosed-block', '}', '.1\n    }\n', '.1\n'],
    ['unclosed-block', '}', '.2\n    }\n}\n', '.2\n    }\n'],
    ['missing-opening-brace', '{', 'vrrp_instance A {', 'vrrp_instance A'],
    ['missing-opening-brace', '{', 'virtual_ipaddress {\n        192.0.2.2', 'virtual_ipaddress\n        192.0.2.2'],
  ])('%s, %s of %j', (rule, brace, right, wrong) => {
    expect(text).toContain(right);
    expect(offered(text.replace(right, wrong), rule)[`Add the missing "${brace}"`]).toBe(text);
  });
});
