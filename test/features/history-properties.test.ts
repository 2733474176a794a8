import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import {
  after,
  changeBetween,
  emptyWorld,
  everythingSaid,
  histories,
  saidAfresh,
  type World,
  worldOf,
} from '../support/histories.ts';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';

test('after each step of a history of several files, everything that is said equals a fresh reading', {
  timeout: propertyTime(60_000),
}, () => {
  fc.assert(
    fc.property(histories, ({ start, steps }) => {
      const workspace = new Workspace();
      let before = emptyWorld;
      const follow = (now: World): void => {
        const snapshot = workspace.applyChange(changeBetween(before, now));
        before = now;
        expect(everythingSaid(snapshot)).toEqual(saidAfresh(now));
      };
      let world = worldOf(start);
      follow(world);
      for (const step of steps) {
        world = after(world, step);
        follow(world);
      }
    }),
    // Some seconds. Defects that were planted took 25 histories and fewer, one that nobody knew of took 299.
    { numRuns: propertyRuns(30), seed: 16 },
  );
});

test('a whole text that goes to the next file of a machine in one batch is judged as if it had always been there', () => {
  const text =
    'global\n    maxconn 100\n    log stdout local0\nfrontend f\n    bind :80\n    log global\n    timeout client 5s\n    option httplog\n    default_backend b\nbackend b\n    timeout connect 5s\n    timeout server 5s\n    server a 192.0.2.1:80 check\n';
  const [first, second] = ['lb1/haproxy.d/10.cfg', 'lb1/haproxy.d/20.cfg'];
  const world = (a: string, b: string): World => ({
    ...emptyWorld,
    texts: new Map([
      [first, a],
      [second, b],
    ]),
  });
  const [before, now] = [world(text, ''), world('', text)];
  const workspace = new Workspace();
  everythingSaid(workspace.applyChange(changeBetween(emptyWorld, before)));
  const said = everythingSaid(workspace.applyChange(changeBetween(before, now)));
  expect(said).toEqual(saidAfresh(now));
  expect(JSON.stringify(said)).toContain('needs \\"mode http\\"');
});

test('files of a machine are read in the order of their names, in whichever they were opened or written', () => {
  const [first, second] = ['lb1/haproxy.d/10.cfg', 'lb1/haproxy.d/20.cfg'];
  const before: World = { ...emptyWorld, texts: new Map([[second, 'frontend g\n    bind :81\n']]) };
  const now: World = { ...emptyWorld, texts: new Map([...before.texts, [first, 'frontend f\n    bind :80\n']]) };
  const workspace = new Workspace();
  everythingSaid(workspace.applyChange(changeBetween(emptyWorld, before)));
  const said = workspace.applyChange(changeBetween(before, now));
  // The first file says it for all.
  const saying = [first, second].filter((path) =>
    said.fileFindings(path).some(({ rule }) => rule === 'haproxy/checks-across-sections-off'),
  );
  expect(saying).toEqual([first]);
  expect(everythingSaid(said)).toEqual(saidAfresh(now));
});

test('what a manifest says of the version of a node holds for the files that its main file includes', () => {
  const [main, included] = ['lb1/keepalived.conf', 'lb1/keepalived.d/vrrp.conf'];
  const world = (version: string): World => ({
    ...emptyWorld,
    texts: new Map([
      [main, 'include keepalived.d/*.conf\n'],
      [included, 'vrrp_script chk {\n    script "/bin/pidof haproxy"\n}\n'],
      ['haconf.json', JSON.stringify({ clusters: { c: { nodes: { lb1: { files: [main], keepalived: version } } } } })],
    ]),
  });
  const [before, now] = [world('2.3.4'), world('2.0.20')];
  const workspace = new Workspace();
  const rules = (snapshot: Snapshot): readonly string[] => snapshot.fileFindings(included).map(({ rule }) => rule);
  expect(rules(workspace.applyChange(changeBetween(emptyWorld, before)))).toContain(
    'keepalived/script-in-symlinked-folder',
  );
  const said = workspace.applyChange(changeBetween(before, now));
  expect(rules(said)).toContain('keepalived/pidof-through-link');
  expect(everythingSaid(said)).toEqual(saidAfresh(now));
});
