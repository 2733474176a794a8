import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensurePackaged } from '../../tools/setup.mjs';
import { findPrograms } from '../oracle/programs.ts';
import { describeNeeding } from '../support/requires.ts';
import { vscodeMissing } from './browser.mjs';
import { bundleSuite, root } from './bundle-suite.mjs';
import { runInExtensionHost } from './integration.mjs';
import { openWorkbench, type Workbench } from './workbench.ts';

const missing = vscodeMissing();
const minutes = 60_000;
let vsix: string;

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
