import { describe, expect, test } from 'vitest';
import { keepalivedProgram, versionOf } from '#core/languages/programs.ts';
import { readSettings, type Settings, withForced } from '#core/workspace/settings.ts';
import { predictSingleFaults } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';

const addresses = ['192.0.2.100', '192.0.2.101'];

/** lb1 has an address more than lb2, which keepalived takes another way since 2.3.3. */
function node(priority: number, vips: readonly string[], comment: string): string {
  const list = vips.map((vip) => `        ${vip}\n`).join('');
  return `${comment}vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    virtual_ipaddress {\n${list}    }\n}\n`;
}

interface Pair {
  readonly comments?: readonly [string, string];
  readonly settings?: Settings;
  readonly manifest?: object;
}

function pair({ comments = ['', ''], settings = readSettings({}), manifest }: Pair): Snapshot {
  return new Workspace().applyChange({
    set: [
      { path: 'a/lb1/keepalived.conf', language: 'keepalived', text: node(101, addresses, comments[0]) },
      { path: 'a/lb2/keepalived.conf', language: 'keepalived', text: node(100, addresses.slice(0, 1), comments[1]) },
      ...(manifest ? [{ path: 'a/haconf.json', language: 'manifest' as const, text: JSON.stringify(manifest) }] : []),
    ],
    settings,
  });
}

/** The finding between the files, and who holds the address that both nodes list. */
function said(snapshot: Snapshot): readonly unknown[] {
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  const { steady } = predictSingleFaults(cluster, snapshot.versionsOf(cluster));
  const findings = snapshot.clusterFindings().filter(({ rule }) => rule === 'cluster/virtual-addresses-differ');
  return [findings.map(({ severity }) => severity), [...steady.values()].map(({ holders }) => holders)];
}

const old = '# haconf: keepalived=2.0\n';
const [oldSettings, newSettings] = [readSettings({ keepalived: { version: '2.0' } }), readSettings({})];
const inOld = said(pair({ settings: oldSettings }));
const inNew = said(pair({ settings: newSettings }));

const manifest = (versions: object): object => ({
  clusters: { a: { ...versions, nodes: { lb1: { files: ['lb1'] }, lb2: { files: ['lb2'] } } } },
});

describe('the versions of a cluster are those', () => {
  test('that tell two answers apart', () => {
    expect(inOld).not.toEqual(inNew);
    expect(inOld[0]).toEqual(['error']);
  });

  test('of a comment in the files, for findings and for predictions', () => {
    expect(said(pair({ comments: [old, old] }))).toEqual(inOld);
  });

  test('of the folder', () => {
    const folders = [{ path: 'a/', versions: new Map([['keepalived', [2, 0]]]) }];
    expect(said(pair({ settings: { ...newSettings, folders } }))).toEqual(inOld);
    const elsewhere = [{ path: 'b/', versions: new Map([['keepalived', [2, 0]]]) }];
    expect(said(pair({ settings: { ...newSettings, folders: elsewhere } }))).toEqual(inNew);
    const commented = pair({ comments: [old, old], settings: { ...newSettings, folders: elsewhere } });
    expect(said(commented)).toEqual(inOld);
  });

  test('of the manifest, before those of a comment', () => {
    expect(said(pair({ manifest: manifest({ keepalived: '2.0' }) }))).toEqual(inOld);
    const newer = '# haconf: keepalived=2.3.4\n';
    expect(said(pair({ manifest: manifest({ keepalived: '2.0' }), comments: [newer, newer] }))).toEqual(inOld);
  });

  test('of the command line, before all others', () => {
    const forced = withForced(newSettings, new Map([['keepalived', [2, 3, 4]]]));
    expect(said(pair({ settings: forced, comments: [old, old] }))).toEqual(inNew);
    expect(said(pair({ settings: forced, manifest: manifest({ keepalived: '2.0' }) }))).toEqual(inNew);
  });

  test('of its own program: a version of HAProxy says nothing of keepalived', () => {
    const forced = withForced(newSettings, new Map([['haproxy', [2, 6]]]));
    expect(said(pair({ settings: forced, comments: [old, old] }))).toEqual(inOld);
    expect(said(pair({ settings: forced, manifest: manifest({ keepalived: '2.0' }) }))).toEqual(inOld);
  });

  test('of each node by itself', () => {
    const snapshot = pair({ comments: [old, ''] });
    const [cluster] = snapshot.clusters();
    const versions = cluster && snapshot.versionsOf(cluster);
    expect(
      versions && [...versions.byNode].map(([name, found]) => [name, versionOf(found, keepalivedProgram)]),
    ).toEqual([
      ['lb1', [2, 0]],
      ['lb2', [2, 3, 4]],
    ]);
    // The newer one hears the other, and yields to its higher priority: only an old one that is lower makes two masters.
    expect(said(snapshot)).toEqual([['warning'], inNew[1]]);
    expect(said(pair({ comments: ['', old] }))).toEqual(inOld);
  });

  test('of each node by itself, in the words of the finding and of the prediction', () => {
    const snapshot = pair({ comments: ['', old] });
    const [cluster] = snapshot.clusters();
    const finding = snapshot.clusterFindings().find(({ rule }) => rule === 'cluster/virtual-addresses-differ');
    expect(finding?.message).toContain('on lb2 rejects the advertisements of lb1, so lb2 becomes MASTER beside it');
    const steady = cluster && predictSingleFaults(cluster, snapshot.versionsOf(cluster)).steady;
    expect([...(steady?.values() ?? [])].map(({ why }) => why)).toContain(
      'lb2 ignores the advertisements of lb1 because the virtual addresses differ',
    );
  });

  test('of each node by itself, and no promise where nobody knows which node is the lower one', () => {
    for (const [path, priority] of [
      ['keepalived.conf.j2', '{{ priority }}'],
      ['keepalived.conf', `\${_ENV_PRIORITY}`],
    ] as const) {
      const snapshot = new Workspace().applyChange({
        set: [
          {
            path: `a/lb1/${path}`,
            language: 'keepalived',
            text: node(101, addresses, '').replace('priority 101', `priority ${priority}`),
          },
          { path: 'a/lb2/keepalived.conf', language: 'keepalived', text: node(90, addresses.slice(0, 1), old) },
        ],
      });
      const findings = snapshot.clusterFindings().filter(({ rule }) => rule === 'cluster/virtual-addresses-differ');
      expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
    }
  });

  test('that a comment says after an edit', () => {
    const workspace = new Workspace();
    const set = (comment: string) => ({
      set: [
        { path: 'a/lb1/keepalived.conf', language: 'keepalived' as const, text: node(101, addresses, comment) },
        {
          path: 'a/lb2/keepalived.conf',
          language: 'keepalived' as const,
          text: node(100, addresses.slice(0, 1), comment),
        },
      ],
    });
    expect(said(workspace.applyChange(set('# haconf: keepalived=2.3.4\n')))).toEqual(inNew);
    expect(said(workspace.applyChange(set(old)))).toEqual(inOld);
    expect(said(workspace.applyChange(set('')))).toEqual(inNew);
  });
});
