import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeProfile, startCodeServer } from '../../tools/embedded-vscode/code-server.mjs';
import { ensurePackaged } from '../../tools/setup.mjs';
import { findPrograms } from '../oracle/programs.ts';
import { describeNeeding } from '../support/requires.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { vscodeMissing } from './browser.mjs';
import { bundleSuite, root } from './bundle-suite.mjs';
import { runInExtensionHost } from './integration.mjs';
import { openWorkbench, type Workbench } from './workbench.ts';

const missing = vscodeMissing();
const minutes = 60_000;
let vsix: string;
const folderOfTests = import.meta.dirname;

beforeAll(async () => {
  if (missing === undefined) vsix = await ensurePackaged();
}, 5 * minutes);

describeNeeding('vscode', 'in the extension host of the real VS Code', missing, () => {
  test(
    'the suite passes',
    async () => {
      const suite = await bundleSuite();
      const { code, lines, logs } = await runInExtensionHost({
        extension: root,
        suite,
        folder: join(root, 'examples/pair'),
        env: { HACONF_HAPROXY: findPrograms().haproxy.at(-1)?.path ?? '' },
      });
      expect(code, `${lines.join('\n')}\n${logs}`).toBe(0);
      expect(lines.filter((line) => line.startsWith('ok ')).length).toBeGreaterThanOrEqual(12);
    },
    4 * minutes,
  );
});

describeNeeding('vscode', 'the real VS Code, as a user sees it', missing, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench({ folder: join(root, 'examples/pair'), vsix });
  }, 4 * minutes);

  afterAll(async () => {
    await workbench?.close();
  });

  test(
    'an edited priority shows in the other file and in the preview',
    async () => {
      await workbench.open('lb2/keepalived.conf');
      await workbench.open('lb1/keepalived.conf');
      await workbench.command('haconf: Open Failover Preview to the Side');
      const preview = workbench.webview();
      await preview.getByText('lb1 holds 192.168.1.100').first().waitFor();
      expect(await workbench.problems()).toEqual([]);
      await workbench.screenshot('preview-pair');

      // Priority 101 becomes 100: equal to that of lb2.
      await workbench.editor('lb1/keepalived.conf').locator('.view-line', { hasText: 'priority' }).click();
      await workbench.page.keyboard.press('End');
      await workbench.page.keyboard.press('Backspace');
      await workbench.page.keyboard.type('0');
      const files = async (): Promise<string[]> => (await workbench.problems()).map(({ file }) => file).sort();
      await expect.poll(files, { timeout: 30_000 }).toEqual(['lb1/keepalived.conf', 'lb2/keepalived.conf']);
      await workbench.screenshot('problems-in-both-files');

      // And 99: now lb2 is the better one.
      await workbench.editor('lb1/keepalived.conf').locator('.view-line', { hasText: 'priority' }).click();
      await workbench.page.keyboard.press('End');
      for (let i = 0; i < 3; i++) await workbench.page.keyboard.press('Backspace');
      await workbench.page.keyboard.type('99');
      await preview.getByText('lb2 holds 192.168.1.100').first().waitFor();
      await workbench.command('View: Hide Panel');
      await workbench.screenshot('preview-after-edit');
    },
    3 * minutes,
  );
});

describeNeeding('vscode', 'a folder of somebody else in the real VS Code', missing, () => {
  test(
    'is not trusted before the user says so, and its commands are not run',
    async () => {
      const folder = tempFolder({ 'haproxy.cfg': 'defaults\n    timeout client 3s\n    no such word\n' });
      const mark = join(tempFolder(), 'ran');
      const settings = { 'haconf.haproxy.command': ['sh', '-c', `touch ${mark}`] };
      mkdirSync(join(folder, '.vscode'));
      writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      for (const trusted of [false, true]) {
        const workbench = await openWorkbench({ folder, vsix, trusted });
        try {
          const restricted = workbench.page.getByText('Restricted Mode', { exact: true });
          if (!trusted) await restricted.first().waitFor();
          else expect(await restricted.count()).toBe(0);
          await workbench.open('haproxy.cfg');
          await workbench.waitForSquiggle();
          await workbench.type('# more', { line: 2 });
          await workbench.page.keyboard.press('Control+S');
          // Where it is trusted, the command has run by then: that it has not says something.
          if (trusted) await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
          else await workbench.page.waitForTimeout(5000);
          expect(existsSync(mark)).toBe(trusted);
        } finally {
          await workbench.close();
        }
      }
    },
    4 * minutes,
  );

  test(
    'cannot be reached but through the gate',
    async () => {
      const profile = makeProfile();
      const server = await startCodeServer(profile);
      onTestFinished(() => server.stop());
      const ask = async (path: string): Promise<number> => (await fetch(`http://${server.authority}${path}`)).status;
      expect(await ask('/')).toBe(403);
      expect(await ask('/stable/static/out/vs/code/browser/workbench/workbench.js')).toBe(403);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${server.url}/?folder=${folderOfTests}`)).status).toBe(200);
      expect((await fetch(`${server.url}/proxy/1/`)).status).toBeGreaterThanOrEqual(400);
      expect(statSync(profile.temporary).mode & 0o777).toBe(0o700);
      expect(statSync(join(profile.temporary, 'vscode.sock')).mode & 0o777).toBe(0o600);
      expect(statSync(profile.root).mode & 0o777).toBe(0o700);
      // Nothing that other users can read of a process holds the secret.
      const secret = new URL(server.url).pathname.slice(1);
      const lines = readdirSync('/proc').flatMap((pid) => {
        try {
          return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
        } catch {
          return [];
        }
      });
      expect(lines.some((line) => line.includes('vscode.sock'))).toBe(true);
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    },
    minutes,
  );
});
