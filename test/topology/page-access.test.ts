import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOfFolder } from '../support/workspace.ts';
import { pageHarness, pageMissing, viewOf } from './page-harness.ts';
import { manyGroups, manyServers } from './pictures.ts';
import { themeColours } from './theme-colours.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const broken = 'examples/broken-pair/weight-too-small';
const views = {
  'a pair': () => viewOf(snapshotOfFolder('examples/pair')),
  'a broken pair': () => viewOf(snapshotOfFolder(broken), ['lb1:haproxy', 'cut:lb2']),
  'many servers': () => viewOf(manyServers()),
  'many groups': () => viewOf(manyGroups(), ['lb1:crash']),
  'no cluster': () => ({ clusters: [], faults: [] }),
};

describeNeeding('vscode', 'the page is accessible', pageMissing, () => {
  const { open, tell } = pageHarness();

  test.each(Object.keys(themeColours) as (keyof typeof themeColours)[])(
    'axe finds nothing serious: %s',
    async (theme) => {
      for (const [name, view] of Object.entries(views)) {
        const page = await open(themeColours[theme]);
        await tell(page, { type: 'view', view: view() });
        if (name.includes('pair')) {
          await page.locator('[id="node:lb1"]').focus();
          await page.keyboard.press('m');
        }
        // A string is evaluated by the browser's debugger, which the page's policy does not concern.
        await page.evaluate(axe);
        const violations: Violation[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        const told = serious.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
        );
        expect(told, name).toEqual([]);
        await page.close();
      }
    },
    60_000,
  );

  test('the text alternative says what the picture shows', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: views['a broken pair']() });
    const words = await page.locator('#words').textContent();
    for (const fact of ['192.168.1.100', 'lb1', 'lb2']) expect(words).toContain(fact);
    expect(await page.locator('[id="haproxy:lb1"]').getAttribute('aria-label')).toContain('lb1: HAProxy is down');
    expect(await page.locator('[id="link:lb1-lb2"]').getAttribute('aria-label')).toContain(
      'network between lb1 and lb2: cut',
    );
    await page.close();
  });

  test('where motion is not wanted, nothing moves by itself', async () => {
    const page = await open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await tell(page, { type: 'view', view: views['a pair']() });
    const transition = await page
      .locator('.shape')
      .first()
      .evaluate((shape) => getComputedStyle(shape).transitionDuration);
    expect(transition).toBe('0s');
    await page.close();
  });
});
