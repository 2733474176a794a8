import { execFileSync } from 'node:child_process';
import { close, closeSync, constants, open, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isFile } from '#disk/is-file.ts';
import { DiskWorker } from '#disk/run-later.ts';
import { DiskTimeout, type Step, type Steps } from '#disk/steps.ts';
import { noOddFiles } from '../support/odd-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Opens a pipe as the reader never does, so that it waits for somebody to write: like a disk that does not answer. */
function* openAndWait(pipe: string): Steps<number> {
  return (yield {
    now: () => openSync(pipe, 'r'),
    later: (done) => open(pipe, 'r', done),
    late: (file) => close(file as number),
  } satisfies Step) as number;
}

const descriptors = (): number => readdirSync('/proc/self/fd').length;

const suite = noOddFiles === undefined ? describe : describe.skip;
suite(`a disk that does not answer${noOddFiles === undefined ? '' : ` [skipped: ${noOddFiles}]`}`, () => {
  test('is given up, keeps a thread for others, and what comes late is given back', async () => {
    const folder = tempFolder({ file: '' });
    const pipes = ['a', 'b', 'c', 'd', 'e'].map((name) => join(folder, name));
    execFileSync('mkfifo', pipes);
    const before = descriptors();
    const writers: number[] = [];
    onTestFinished(() => writers.forEach(closeSync));
    const worker = new DiskWorker({ stepMs: 100, totalMs: 1_000 });
    const stuck = await Promise.allSettled(pipes.map((pipe) => worker.run(openAndWait(pipe))));
    expect(stuck.map((result) => result.status === 'rejected' && result.reason instanceof DiskTimeout)).toEqual(
      pipes.map(() => true),
    );
    // With so many threads kept, nothing is asked any more: one is left for the rest of the program.
    expect(await worker.run(isFile(join(folder, 'file')))).toBe(false);
    // Somebody writes: the threads are free again.
    for (const pipe of pipes.slice(0, 4)) {
      try {
        writers.push(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
      } catch {
        // This one was not even asked for.
      }
    }
    expect(writers).toHaveLength(3);
    await expect.poll(() => worker.run(isFile(join(folder, 'file'))), { timeout: 5_000 }).toBe(true);
    await expect.poll(() => descriptors() - writers.length, { timeout: 5_000 }).toBeLessThanOrEqual(before);
  });
});

test('a few questions are asked at a time, and in the end all of them', async () => {
  const worker = new DiskWorker({ stepMs: 5_000, totalMs: 10_000 });
  let asking = 0;
  let most = 0;
  function* piece(): Steps<void> {
    const later: Step['later'] = (done) => {
      most = Math.max(most, ++asking);
      setTimeout(() => {
        asking--;
        done(null);
      }, 1);
    };
    for (let step = 0; step < 3; step++) yield { now: () => undefined, later };
  }
  await Promise.all(Array.from({ length: 50 }, () => worker.run(piece())));
  expect({ asking, most }).toEqual({ asking: 0, most: 3 });
});

test('a program that was busy takes the answers that came meanwhile', async () => {
  const folder = tempFolder({ file: '' });
  const worker = new DiskWorker({ stepMs: 50, totalMs: 10_000 });
  const answer = worker.run(isFile(join(folder, 'file')));
  for (const end = performance.now() + 200; performance.now() < end; );
  expect(await answer).toBe(true);
});
