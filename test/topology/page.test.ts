import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { PreviewView, ToPage } from '#webview/messages.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';
import { pageHarness, pageMissing, viewOf } from './page-harness.ts';
import { instance, pictureOf, twoGroups } from './pictures.ts';

describeNeeding('vscode', 'the page of the preview', pageMissing, () => {
  const { open, tell, told, script } = pageHarness();
  const pair = (...faults: string[]): PreviewView => viewOf(snapshotOfFolder('examples/pair'), faults);

  test('is small', () => {
    expect(script().length).toBeLessThan(150_000);
  });

  test('shows the picture, the faults and the words, and styles them within its policy', async () => {
    const page = await open();
    expect(await told(page)).toEqual([{ type: 'ready' }]);
    await tell(page, { type: 'view', view: pair() });
    expect(await page.locator('h1').textContent()).toMatch(/lb1 holds 192\.168\.1\.100$/);
    expect(await page.locator('#fault-table tbody').count()).toBe(8);
    expect(await page.locator('#words li').count()).toBe(3);
    const verdict = page.locator('#faults-verdict');
    expect(await verdict.textContent()).toContain('Click a fault');
    expect(await verdict.locator('span').textContent()).toMatch(/^[^.]+\.$/);
    expect(
      await page
        .locator('.t-title')
        .first()
        .evaluate((text) => getComputedStyle(text).fontWeight),
    ).toBe('600');
    await page.close();
  });

  test('a fault is switched on and off by mouse and by keyboard', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: pair() });
    await told(page);
    await page.getByRole('button', { name: 'lb1 loses power', exact: true }).click();
    expect(await told(page)).toEqual([{ type: 'faults', faults: ['lb1:crash'] }]);
    await tell(page, { type: 'view', view: pair('lb1:crash') });
    expect(
      await page.locator('[id="vip:192.168.1.100"] text', { hasText: '✓ lb1 → lb2 after 2.6–3.6 s' }).count(),
    ).toBe(1);
    const next = page.getByRole('checkbox', { name: 'HAProxy on lb2 goes down' });
    await next.focus();
    await page.keyboard.press('Space');
    expect(await told(page)).toEqual([{ type: 'faults', faults: ['lb1:crash', 'lb2:haproxy'] }]);
    await page.getByRole('button', { name: 'Mend all' }).click();
    expect(await told(page)).toEqual([{ type: 'faults', faults: [] }]);
    // Something of the picture has the focus, not the button that is about to go.
    expect(await page.evaluate(() => document.activeElement?.closest('#viewport') !== null)).toBe(true);
    await tell(page, { type: 'view', view: pair() });
    expect(await page.getByRole('button', { name: 'Mend all' }).count()).toBe(0);
    expect(await page.locator('input:checked').count()).toBe(0);
    await page.close();
  });

  test('elements lead to their lines by mouse, Enter and Space', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: pair() });
    await told(page);
    const place = { type: 'reveal', path: 'examples/pair/lb2/keepalived.conf', line: 19 };
    const member = page.locator('[id="member:lb2/VI_1"]');
    await member.click();
    await member.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await told(page)).toEqual([place, place, place]);
    await page.close();
  });

  test('elements keep their identity, the focus and the scrolling through changes', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: pair() });
    await page.evaluate(
      'globalThis.old = new Map([...document.querySelectorAll("[id]")].map((each) => [each.id, each]))',
    );
    await page.locator('[id="node:lb2"]').focus();
    await tell(page, { type: 'view', view: pair('lb1:crash') });
    const fresh = await page.evaluate(
      '[...document.querySelectorAll("[id]")].filter((each) => old.get(each.id) !== each).map((each) => each.id)',
    );
    expect(fresh).toEqual(['scenario', 'mend:lb1:crash', 'mend']);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('node:lb2');
    await page.close();
  });

  test('after any change the page equals a fresh one', async () => {
    const other = viewOf(twoGroups(), ['a:crash']);
    const two: PreviewView = { ...other, clusters: [...pair().clusters, ...other.clusters] };
    const bare = snapshotOf(
      new Map([
        ['a/keepalived.conf', instance({ priority: 101, vips: ['10.0.0.10'] })],
        ['b/keepalived.conf', instance({ priority: 100, vips: ['10.0.0.10'] })],
      ]),
    );
    const withoutHaproxy: PreviewView = { clusters: [], cluster: 'y', faults: [], diagram: pictureOf(bare) };
    const messages: ToPage[] = [
      { type: 'view', view: pair() },
      { type: 'view', view: two },
      { type: 'problem', message: 'stopped' },
      { type: 'view', view: pair('lb1:crash', 'lb2:stop') },
      { type: 'view', view: { clusters: [], faults: [] } },
      { type: 'view', view: withoutHaproxy },
      { type: 'view', view: pair('lb1:haproxy') },
    ];
    // Attributes in alphabetical order; the inline style is the page's own business.
    const content = (page: Page): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('#page, #page *')].map((element) => {
          const names = element.getAttributeNames().filter((name) => name !== 'style');
          const attributes = names.sort().map((name) => `${name}=${element.getAttribute(name)}`);
          const checked = element instanceof HTMLInputElement && element.checked ? ' (checked)' : '';
          const text = [...element.childNodes].map((node) => (node instanceof Text ? node.data : '·')).join('');
          return `${element.tagName} ${attributes.join(' ')}${checked}: ${text}`;
        }),
      );
    const lasting = await open();
    for (const message of messages) {
      const fresh = await open();
      for (const page of [lasting, fresh]) await tell(page, message);
      expect(await content(lasting)).toEqual(await content(fresh));
      await fresh.close();
    }
    await lasting.close();
  });

  test('without a cluster it says what haconf looks for', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: { clusters: [], faults: [] } });
    expect(await page.locator('main').textContent()).toContain('keepalived-master.conf');
    await page.close();
  });

  test('several clusters can be chosen from', async () => {
    const page = await open();
    const view = pair();
    await tell(page, {
      type: 'view',
      view: { ...view, clusters: [...view.clusters, { id: 'other', name: 'other', nodes: ['x', 'y'] }] },
    });
    await told(page);
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption('other');
    expect(await told(page)).toEqual([{ type: 'cluster', cluster: 'other' }]);
    await page.close();
  });

  test('nothing is cut off or scrolls sideways in a narrow panel', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: pair('lb1:crash') });
    for (const width of [460, 700, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width}`).toBe(
        true,
      );
    }
    await page.close();
  });
});
