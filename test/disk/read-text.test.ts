import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  openSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readText, type TextRead } from '#disk/read-text.ts';
import { DiskWorker } from '#disk/run-later.ts';
import { runNow, type Steps } from '#disk/steps.ts';
import { noOddFiles } from '../support/odd-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

const worker = new DiskWorker({ stepMs: 10_000, totalMs: 20_000 });
const kilobyte = 1024;

/** Both ways to read: they have to say the same. */
async function read(file: string, limit = 64 * kilobyte, wanted = (_: string): boolean => true): Promise<TextRead> {
  const request = { file, path: 'shown', limit, wanted };
  const now = runNow(readText(request));
  expect(await worker.run(readText(request))).toEqual(now);
  return now;
}

/** Does the steps of some work, and something else before the step of this number. */
function withBetween<T>(steps: Steps<T>, at: number, between: () => void): T {
  let next = steps.next();
  for (let step = 0; !next.done; step++) {
    if (step === at) between();
    next = steps.next(next.value.now());
  }
  return next.value;
}

const asked = { path: 'shown', limit: 64 * kilobyte, wanted: () => true };

describe('a text', () => {
  test.each([0, 1, 8191, 8192, 8193, 20_000, 64 * kilobyte])('of %i bytes is read as it is', async (length) => {
    const text = 'x'.repeat(length);
    expect(await read(join(tempFolder({ file: text }), 'file'))).toEqual({ text });
  });

  test('that is not wanted is left after its head', async () => {
    const heads: string[] = [];
    const folder = tempFolder({ file: `head${'x'.repeat(100_000)}` });
    expect(await read(join(folder, 'file'), 10, (head) => heads.push(head) < 0)).toBeUndefined();
    expect(heads.map((head) => head.length)).toEqual([8192, 8192]);
  });

  test('beyond the limit is not read', async () => {
    const folder = tempFolder({ file: 'x'.repeat(64 * kilobyte + 1) });
    expect(await read(join(folder, 'file'))).toMatchObject({ kind: 'too-large-file', path: 'shown' });
    truncateSync(join(folder, 'file'), 5 * 1024 ** 3);
    expect(await read(join(folder, 'file'))).toMatchObject({ kind: 'too-large-file' });
  });

  test('that nothing has the name of any more is gone; a link that leads nowhere is not', async () => {
    const folder = tempFolder();
    expect(await read(join(folder, 'file'))).toMatchObject({ kind: 'unreadable-file', gone: true });
    symlinkSync('nowhere', join(folder, 'link'));
    expect(await read(join(folder, 'link'))).not.toHaveProperty('gone');
    expect(await read(join(folder, 'x'.repeat(300)))).toMatchObject({ reason: 'the name is too long' });
    expect(await read(join(folder, 'a\0b'))).toMatchObject({ reason: 'no file can have this name' });
    expect(await read(folder)).toMatchObject({ kind: 'not-a-regular-file', gone: true });
  });
});

describe('a file that changes while it is read', () => {
  const [before, after] = ['a', 'b'].map((letter) => letter.repeat(30_000)) as [string, string];
  // Asked for its kind, opened, asked for its size, then read, head and rest, and asked for its size again.
  const steps = [1, 2, 3, 4, 5];

  test.each(steps)('by being replaced, before step %i, is the old text or the new one', (step) => {
    const folder = tempFolder({ file: before });
    const file = join(folder, 'file');
    writeFileSync(join(folder, 'new'), after);
    const found = withBetween(readText({ ...asked, file }), step, () => renameSync(join(folder, 'new'), file));
    expect([{ text: before }, { text: after }]).toContainEqual(found);
  });

  test.each(steps)('in place, before step %i, is the new text', (step) => {
    const file = join(tempFolder({ file: before }), 'file');
    const found = withBetween(readText({ ...asked, file }), step, () => writeFileSync(file, after.slice(5)));
    expect(found).toEqual({ text: after.slice(5) });
  });

  test('by growing beyond the limit is too large', () => {
    const file = join(tempFolder({ file: before }), 'file');
    const found = withBetween(readText({ ...asked, file }), 4, () => writeFileSync(file, after.repeat(3)));
    expect(found).toMatchObject({ kind: 'too-large-file' });
  });

  test('all the time is said to do so, and not half of each text', () => {
    const file = join(tempFolder({ file: before }), 'file');
    const steps = readText({ ...asked, file });
    const open = openSync(file, 'r+');
    onTestFinished(() => closeSync(open));
    let next = steps.next();
    for (let step = 0; !next.done; step++) {
      ftruncateSync(open, 20_000 + step);
      writeSync(open, String(step), 0);
      next = steps.next(next.value.now());
    }
    expect(next.value).toMatchObject({ kind: 'changing-file' });
  });
});

const suite = noOddFiles === undefined ? describe : describe.skip;
suite(`what the system makes up${noOddFiles === undefined ? '' : ` [skipped: ${noOddFiles}]`}`, () => {
  test('is read to its end, which no size tells', async () => {
    expect(await read('/proc/self/limits')).toMatchObject({ text: expect.stringContaining('Max open files') });
  });

  test('is not read further than the limit', async () => {
    expect(await read('/proc/kallsyms')).toMatchObject({ kind: 'too-large-file' });
  });

  test('never becomes a pipe that is waited for', () => {
    const file = join(tempFolder({ file: '' }), 'file');
    const toPipe = (): void => void execFileSync('sh', ['-c', 'rm "$0"; mkfifo "$0"', file]);
    expect(withBetween(readText({ ...asked, file }), 1, toPipe)).toMatchObject({
      kind: 'not-a-regular-file',
      reason: 'it is a named pipe',
    });
  });

  test('that another program holds is told, not waited for', async () => {
    // A lease: who opens the file would wait until it is given back.
    const file = join(tempFolder({ file: 'global\n' }), 'file');
    const hold =
      'import fcntl,os,signal,sys,time\nsignal.signal(signal.SIGIO, signal.SIG_IGN)\nf=os.open(sys.argv[1],os.O_RDWR)\n' +
      'fcntl.fcntl(f,fcntl.F_SETLEASE,fcntl.F_WRLCK)\nprint("held",flush=True)\ntime.sleep(20)\n';
    const holder = spawn('python3', ['-c', hold, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(await read(file)).toMatchObject({
      kind: 'unreadable-file',
      reason: 'another program holds it, or it gives nothing at the moment',
    });
  });
});
