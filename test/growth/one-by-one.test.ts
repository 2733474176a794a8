import { expect, test } from 'vitest';
import { Workspace } from '#core/workspace/workspace.ts';
import { times } from './construct.ts';
import { frontend } from './haproxy-text.ts';
import { most } from './measure.ts';

let texts = 0;

/** As much as a machine usually has, and no text like it was read before. `own`: which servers it has. */
function config(own: number): string {
  texts++;
  const address = `${own >> 8}.${own & 255}`;
  const server = (index: number): string =>
    `    server s${index} 10.${index}.${address}:80 check cookie c${texts}-${index}\n`;
  return `${frontend}backend c\n    balance roundrobin\n    cookie c insert\n${times(20, server)}`;
}

/** Milliseconds of CPU: everything that an editor wants to know after each file of a new machine that it opens. */
function cost(count: number): number {
  const workspace = new Workspace({ postpones: true });
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) {
    const snapshot = workspace.applyChange({
      set: [{ path: `lb${index}/haproxy.cfg`, language: 'haproxy', text: config(index) }],
    });
    for (const path of snapshot.files.keys()) snapshot.fileFindings(path);
    snapshot.clusters();
    snapshot.findingsByCluster();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test(`files of machines, opened one by one: four times as many cost at most ${most} times as much`, () => {
  cost(50);
  const least = { few: Number.POSITIVE_INFINITY, many: Number.POSITIVE_INFINITY };
  for (let run = 0; run < 3 && !(least.many / least.few <= most); run++) {
    least.few = Math.min(least.few, cost(100));
    least.many = Math.min(least.many, cost(400));
  }
  expect(least.many / least.few).toBeLessThanOrEqual(most);
}, 120_000);
