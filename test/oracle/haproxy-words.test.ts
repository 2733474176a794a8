import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { run } from '../support/run.ts';
import { words } from '../validate/haproxy/words.ts';
import { findPrograms, oracleMissing } from './programs.ts';

/** A backend that is missing is named in the complaint, with its value. */
const before = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend web
    bind 127.0.0.1:8080
`;

describeNeeding('oracle', 'each word has the value that the real HAProxy sees', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test.concurrent.each(words)(`${program.version}: %s`, async (written, value) => {
      const folder = await mkdtemp(join(tmpdir(), 'haconf-words-'));
      try {
        const file = join(folder, 'haproxy.cfg');
        await writeFile(file, `${before}    default_backend ${written}\n`);
        const { stderr } = await run(program.path, ['-c', '-f', file], { timeoutMs: 20_000, cwd: folder });
        expect(stderr).toContain(`'${value}'`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
