import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DiskWorker } from '#disk/run-later.ts';
import { runNow } from '#disk/steps.ts';
import { type WalkLimits, walk } from '#disk/walk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const limits: WalkLimits = { folders: 100, files: 100, entries: 10_000, depth: 50 };
const worker = new DiskWorker({ stepMs: 10_000, totalMs: 20_000 });

/** What is found below a folder, in both ways to look for it: they have to agree. */
async function found(folder: string, own: Partial<WalkLimits> = {}, ends?: () => string | undefined) {
  const shown = (path: string): string => relative(folder, path) || '.';
  const skips = (name: string): boolean => name === 'skipped';
  const options = { folder, limits: { ...limits, ...own }, shown, named: shown, skips, ...(ends && { ends }) };
  const now = runNow(walk(options));
  // Text by text: a folder may be deeper than a comparison of objects cares to show.
  expect(JSON.stringify(await worker.run(walk(options)))).toBe(JSON.stringify(now));
  return { files: now.files.map(({ path }) => path), problems: now.problems.map(({ message }) => message) };
}

test('nearer files come first, and those of a folder by name', async () => {
  const folder = tempFolder({
    'z.cfg': '',
    'a/deep/x.cfg': '',
    'a/x.cfg': '',
    'b/x.conf': '',
    'skipped/x.cfg': '',
    'notes.txt': '',
    'b.cfg/haproxy.cfg': '',
  });
  symlinkSync('.', join(folder, 'loop'));
  symlinkSync('..', join(folder, 'a', 'up'));
  symlinkSync('.', join(folder, 'loop.cfg'));
  expect(await found(folder)).toEqual({
    files: ['loop.cfg', 'z.cfg', 'a/x.cfg', 'b/x.conf', 'b.cfg/haproxy.cfg', 'a/deep/x.cfg'],
    problems: [],
  });
});

describe('what is beyond a limit is left out, and that is said once', () => {
  const folder = (): string =>
    tempFolder({ 'a/1.cfg': '', 'a/2.cfg': '', 'b/3.cfg': '', 'c/d/4.cfg': '', '5.cfg': '' });

  test.each([
    [{ files: 3 }, ['5.cfg', 'a/1.cfg', 'a/2.cfg'], 'files named like configurations beyond the first 3 are'],
    [{ folders: 3 }, ['5.cfg', 'a/1.cfg', 'a/2.cfg', 'b/3.cfg'], 'folders beyond the first 3'],
    [{ depth: 1 }, ['5.cfg', 'a/1.cfg', 'a/2.cfg', 'b/3.cfg'], 'folders more than 1 levels down are'],
    [{ entries: 5 }, ['5.cfg', 'a/1.cfg', 'a/2.cfg'], 'files and folders beyond the first 5 are'],
  ])('%j', async (own, files, said) => {
    const { problems, ...rest } = await found(folder(), own);
    expect(rest).toEqual({ files });
    expect(problems).toEqual([expect.stringContaining(said)]);
  });

  test('a limit that is just reached is none that is passed', async () => {
    const all = ['5.cfg', 'a/1.cfg', 'a/2.cfg', 'b/3.cfg', 'c/d/4.cfg'];
    expect(await found(folder(), { files: 5, folders: 5, depth: 2, entries: 9 })).toEqual({ files: all, problems: [] });
  });

  test('whoever is not waited for any longer', async () => {
    const { files, problems } = await found(folder(), {}, () => 'the files that came too late');
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('the files that came too late are left out')]);
  });
});

test('a folder that is not there is a problem', async () => {
  const { problems } = await found(join(tempFolder(), 'nowhere'));
  expect(problems).toEqual([expect.stringMatching(/^This folder cannot be read: there is no such file or folder\./)]);
});

test('folders below each other, further than a path can tell, are no end of the program', async () => {
  const top = mkdtempSync(join(tmpdir(), 'haconf-deep-'));
  // Node's own way to remove folders knows no longer path either.
  onTestFinished(() => void execFileSync('rm', ['-rf', top]));
  const here = process.cwd();
  try {
    process.chdir(top);
    for (let depth = 0; depth < 1_500; depth++) {
      mkdirSync('dd');
      process.chdir('dd');
    }
    writeFileSync('haproxy.cfg', '');
  } finally {
    process.chdir(here);
  }
  const { files, problems } = await found(top, { folders: 10_000, entries: 100_000, depth: 10_000 });
  expect(files).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('the name is too long')]);
});
