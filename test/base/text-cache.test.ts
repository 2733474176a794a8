import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Workspace } from '#core/workspace/workspace.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

test('a line that is remembered does not keep the text that it was cut out of', () => {
  const text = `backend b\n# ${'x'.repeat(1_000_000)}\n`;
  const workspace = new Workspace();
  const read = (index: number): unknown =>
    workspace
      .applyChange({
        set: [{ path: 'a.cfg', language: 'haproxy', text: `${text}    description a new line ${index}\n` }],
      })
      .fileFindings('a.cfg');
  read(0);
  const before = heapMegabytes();
  for (let index = 1; index <= 60; index++) read(index);
  // The texts together are 60 MB.
  expect(heapMegabytes() - before).toBeLessThan(20);
}, 60_000);
