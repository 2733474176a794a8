import { describe, expect, test } from 'vitest';
import { compareVersions } from '#core/workspace/compare-versions.ts';
import { locate } from '#core/workspace/locate.ts';
import { readSettings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { snapshotOf } from '../support/workspace.ts';

const shown = (snapshot: Snapshot): string[] =>
  snapshot.findings().map((finding) => `${locate(snapshot, finding.at).start.line + 1} ${finding.rule}`);
const found = (text: string): string[] => shown(snapshotOf(new Map([['haproxy.cfg', text]])));

describe('a comment that asks to ignore', () => {
  const global = (lines: string): string[] => found(`global\n${lines}`);

  test.each([
    ['maxcon 1 # haconf: ignore haproxy/unknown-keyword\n', []],
    ['maxcon 1 # haconf: ignore unknown-keyword, invalid-number\n', []],
    ['# haconf: ignore unknown-keyword\n\tmaxcon 1\nmaxcon 2\n', ['4 haproxy/unknown-keyword']],
    ['# haconf: ignore\n# because of X\nmaxcon 1\n', []],
    ['# haconf: ignore invalid-number\nmaxcon 1\n', ['3 haproxy/unknown-keyword']],
    ['maxcon 1\n# haconf: ignore unknown-keyword\n', ['2 haproxy/unknown-keyword']],
    ['maxcon 1\nmaxcon 2\n# haconf: ignore-file unknown-keyword\n', []],
    ['log "# haconf: ignore" x\nmaxcon 1\n', ['3 haproxy/unknown-keyword']],
  ])('%j leaves %j', (lines, expected) => {
    expect(global(lines).filter((line) => line.includes('unknown-keyword'))).toEqual(expected);
  });

  test('stands above a section, too', () => {
    const text = 'global\n\n# haconf: ignore duplicate-name\nbackend a\nbackend b\nbackend a\n';
    expect(found(text)).toContain('6 haproxy/duplicate-name');
    expect(found(text.replace('backend a\n', 'backend b\n'))).not.toContain('4 haproxy/duplicate-name');
  });

  test('takes a finding between files away from all of them', () => {
    const node = (router: number, comment = ''): string =>
      `vrrp_instance VI_1 {\n    state BACKUP\n    interface eth0\n    virtual_router_id ${router}${comment}\n    priority 10${router}\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n`;
    const rules = (one: string, two: string): string[] =>
      snapshotOf(
        new Map([
          ['lb1/keepalived.conf', one],
          ['lb2/keepalived.conf', two],
        ]),
      )
        .clusterFindings()
        .map(({ rule }) => rule);
    const comment = ' # haconf: ignore virtual-router-id-differs';
    expect(rules(node(1), node(2))).toContain('cluster/virtual-router-id-differs');
    expect(rules(node(1, comment), node(2))).not.toContain('cluster/virtual-router-id-differs');
    expect(rules(node(1), node(2, comment))).not.toContain('cluster/virtual-router-id-differs');
  });
});

describe('the versions that a file is for', () => {
  const text = 'global\n    nbproc 2\n';

  test('are those of its comment, of its folder, of everybody', () => {
    const rules = (source: string, settings = readSettings({ haproxy: { version: '3.2' } })): string[] => {
      const files = [{ path: 'old/haproxy.cfg', language: 'haproxy' as const, text: source }];
      return shown(new Workspace().applyChange({ set: files, settings }));
    };
    const removed = '2 haproxy/removed-keyword';
    expect(rules(text)).toContain(removed);
    expect(rules(`${text}# haconf: haproxy=2.4\n`)).not.toContain(removed);
    const settings = readSettings({ haproxy: { version: '3.2' } });
    const folders = [
      {
        path: 'old/',
        versions: new Map([
          ['haproxy', [2, 4]],
          ['keepalived', [2, 2]],
        ]),
      },
    ];
    expect(rules(text, { ...settings, folders })).not.toContain(removed);
    expect(rules(`${text}# haconf: haproxy=3.0\n`, { ...settings, folders })).toContain(removed);
    expect(
      rules(`${text}# haconf: haproxy=2.4\n`, { ...settings, folders, forced: new Map([['haproxy', [3, 2]]]) }),
    ).toContain(removed);
  });

  test('compared with others: what breaks and what goes', () => {
    const snapshot = snapshotOf(new Map([['haproxy.cfg', `${text}    # haconf: haproxy=2.8\n`]]));
    const { added, gone } = compareVersions(snapshot, new Map([['haproxy', [2, 4]]]), new Map([['haproxy', [3, 2]]]));
    expect(added.map(({ rule }) => rule)).toContain('haproxy/removed-keyword');
    const back = compareVersions(snapshot, new Map([['haproxy', [3, 2]]]), new Map([['haproxy', [2, 4]]]));
    expect(back.gone.map(({ rule }) => rule)).toContain('haproxy/removed-keyword');
    expect(back.added).toHaveLength(gone.length);
    expect(compareVersions(snapshot, new Map([['haproxy', [3, 2]]]), new Map([['haproxy', [3, 2]]]))).toEqual({
      added: [],
      gone: [],
    });
  });
});

describe('a comment of which nothing is read', () => {
  const said = (comment: string, path = 'haproxy.cfg'): string[] =>
    snapshotOf(new Map([[path, `${comment}\n`]]))
      .findings()
      .filter(({ rule }) => rule === 'haconf/unknown-directive')
      .map(({ severity, message }) => `${severity}: ${message}`);

  test.each([
    ['# haconf: haproxi=2.8', 'Did you mean "haproxy=2.8"?'],
    ['# haconf: haproxy=2.7x', '"2.7x" is no version'],
    ['# haconf: haproxy=1.8', 'haconf knows HAProxy 2.2 to 3.4, not 1.8.'],
    ['# haconf: haproxy=2.8 keepalived=7.7', 'haconf knows keepalived 2.0 to 2.4, not 7.7.'],
    ['# haconf: ignore keepalived/not-a-rule', 'There is no rule "keepalived/not-a-rule"'],
    ['# haconf: ignore unknown-keywrd, invalid-number', 'Did you mean "unknown-keyword"?'],
    ['# haconf: ignore-file nonsense', 'There is no rule "nonsense"'],
    ['# haconf: ignroe unknown-keyword', 'Did you mean "ignore"?'],
    ['global # haconf: Ignore', 'Did you mean "ignore"?'],
  ])('%s: %s', (comment, message) => {
    for (const path of ['haproxy.cfg', 'keepalived.conf']) {
      expect(said(comment, path)).toEqual([expect.stringMatching(/^warning: /)]);
      expect(said(comment, path)[0]).toContain(message);
    }
  });

  test.each([
    '# haconf: haproxy=2.8 keepalived=2.2.7',
    '# haconf: ignore',
    '# haconf: ignore *',
    '# haconf: ignore haproxy/unknown-keyword, invalid-number',
    '# haconf: ignore unknown-keyword because the long-running job needs it, see haproxy/README.md',
    '# haconf: ignore-file haconf/unknown-directive',
    '# haconf: this file is made by a role, version=3',
    '# haconf: ignored by the others',
    '# haconfig: haproxi=2.8',
    '# see haconf: haproxi=2.8',
    '# haconf: haproxy={{ version }}',
    'log "# haconf: haproxi=2.8" x',
  ])('%s is none', (comment) => {
    expect(said(comment)).toEqual([]);
  });

  test('marks the comment, may be left out, and is no verdict of the program', () => {
    const text = 'global\n    maxconn 1 # haconf: haproxi=2.8\n';
    expect(found(text)).toContain('2 haconf/unknown-directive');
    const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]));
    const [finding] = snapshot.findings().filter(({ rule }) => rule.startsWith('haconf/'));
    expect(finding && locate(snapshot, finding.at).start.column).toBe(14);
    expect(found(`# haconf: ignore-file haconf/unknown-directive\n${text}`)).not.toContain(
      '3 haconf/unknown-directive',
    );
    const settings = readSettings({ onlyProgram: true });
    const files = [{ path: 'haproxy.cfg', language: 'haproxy' as const, text }];
    expect(shown(new Workspace().applyChange({ set: files, settings }))).not.toContain('2 haconf/unknown-directive');
  });
});
