import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cluster, filesOf } from '#core/cluster/cluster.ts';
import { vrrpNeighbours } from '#core/cluster/vrrp.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { describeFinding } from '../support/workspace.ts';

function keepalived(vip: string, id: number, name: string, extra = ''): string {
  return `vrrp_instance ${name} {\n    interface eth0\n    virtual_router_id ${id}\n    priority 100\n${extra}    virtual_ipaddress {\n        ${vip}\n    }\n}\n`;
}

const set = (path: string, text: string) =>
  ({ path, text, language: path.endsWith('.cfg') ? 'haproxy' : 'keepalived' }) as const;

/** Everything that discovery says, in words. */
function describeAll(snapshot: Snapshot): unknown {
  return {
    clusters: snapshot.clusters().map(({ id, name, why, nodes, groups, neighbours }) => ({
      id,
      name,
      why,
      nodes: nodes.map((node) => [
        node.name,
        filesOf(node, keepalivedFiles).map((f) => f.path),
        filesOf(node, haproxyFiles).map((f) => f.path),
      ]),
      groups: groups.map((group) => group.candidates.map(({ path, name }) => `${path} ${name}`)),
      neighbours:
        neighbours &&
        vrrpNeighbours({ neighbours }).map((member) => `${member.path} ${member.instance.virtualRouterId?.value}`),
    })),
    findings: snapshot.clusterFindings().map((finding) => describeFinding(snapshot, finding)),
  };
}

const paths = ['a1', 'a2', 'b1', 'b2', 'x/lb1', 'x/lb2', 'x'].flatMap((folder) => [
  `${folder}/keepalived.conf`,
  `${folder}/haproxy.cfg`,
]);
const text = fc.oneof(
  fc
    .tuple(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.9.0.1'), fc.constantFrom(51, 52), fc.constantFrom('V', 'W'))
    .map(([vip, id, name]) => keepalived(vip, id, name)),
  fc.constantFrom('', keepalived('10.0.0.1', 51, 'V', '    @lb1 advert_int 2\n    @lb2 advert_int 3\n')),
  fc.constantFrom('frontend f\n    bind 10.0.0.1:80\n', 'backend b\n    server s 10.1.0.1:80\n'),
);
const change = fc.tuple(fc.constantFrom(...paths), fc.option(text, { freq: 8 }));

test('after any edits, discovery says what a fresh one says', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), fc.array(fc.boolean()), (changes, looks) => {
      const workspace = new Workspace();
      const files = new Map<string, string>();
      changes.forEach(([path, content], index) => {
        if (content === null) files.delete(path);
        else files.set(path, content);
        workspace.applyChange(content === null ? { remove: [path] } : { set: [set(path, content)] });
        // Somebody may ask after every edit, or only after several.
        if (looks[index]) workspace.snapshot.clusters();
      });
      const fresh = new Workspace().applyChange({ set: [...files].map(([path, content]) => set(path, content)) });
      expect(describeAll(workspace.snapshot)).toEqual(describeAll(fresh));
    }),
    { numRuns: 150 },
  );
});

/** More machines than are compared with each other by name. */
const crowd = fc.array(
  fc.tuple(
    fc.constantFrom('lb', 'web-a', 'web-b', 'x/lb', 'y/lb').chain((stem) => fc.nat(30).map((n) => `${stem}${n}`)),
    fc.option(fc.constantFrom('10.1.0.1', '10.1.0.2', '10.1.0.3'), { freq: 6 }),
  ),
  { minLength: 60, maxLength: 160 },
);

test('machines that come and go one by one are paired as they are all at once', () => {
  fc.assert(
    fc.property(crowd, (changes) => {
      const workspace = new Workspace();
      const files = new Map<string, string>();
      for (const [folder, server] of changes) {
        const path = `${folder}/haproxy.cfg`;
        if (server === null) files.delete(path);
        else files.set(path, `backend b\n    server s ${server}:80\n`);
        const text = files.get(path);
        workspace.applyChange(text === undefined ? { remove: [path] } : { set: [set(path, text)] }).clusters();
      }
      const fresh = new Workspace().applyChange({ set: [...files].map(([path, content]) => set(path, content)) });
      expect(describeAll(workspace.snapshot)).toEqual(describeAll(fresh));
    }),
    { numRuns: 30 },
  );
});

test('an edit leaves every other cluster the same object', () => {
  const workspace = new Workspace();
  const files = Array.from({ length: 20 }, (_, i) =>
    [1, 2].map((n) => set(`c${i}/lb${n}/keepalived.conf`, keepalived(`10.0.${i}.1`, 51, 'V'))),
  ).flat();
  const before = workspace.applyChange({ set: files }).clusters();
  const edits = [keepalived('10.0.3.1', 51, 'V', '    advert_int 2\n'), keepalived('10.0.3.99', 51, 'V')];
  for (const edit of edits) {
    const after = workspace.applyChange({ set: [set('c3/lb2/keepalived.conf', edit)] }).clusters();
    const changed = after.filter((cluster: Cluster) => !before.includes(cluster));
    expect(changed.map(({ name }) => name)).toEqual(['c3']);
  }
});
