import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ElementFinding, PreviewView } from '#webview/messages.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOfFolder } from '../support/workspace.ts';
import { pageHarness, pageMissing, viewOf } from './page-harness.ts';
import { manyServers, pictureWith } from './pictures.ts';

const snapshot = () => snapshotOfFolder('examples/pair');

describeNeeding('vscode', 'what if, in the picture', pageMissing, () => {
  const { open, tell, told } = pageHarness();

  /** A page that shows a view and has said what it says by itself. */
  async function showing(view: PreviewView): Promise<Page> {
    const page = await open();
    await tell(page, { type: 'view', view });
    await told(page);
    return page;
  }
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

  test('a click breaks a machine, HAProxy, a check, an interface, the network', async () => {
    const page = await showing(viewOf(snapshot()));
    for (const [id, fault] of [
      ['node:lb1', 'lb1:crash'],
      ['haproxy:lb1', 'lb1:haproxy'],
      ['check:lb2/chk_haproxy', 'lb2:check:chk_haproxy'],
      ['interface:lb2/eth0', 'lb2:if:eth0'],
      ['network:lb2', 'cut:lb2'],
      ['link:lb1-lb2', 'cut:lb1'],
      ['keepalived:lb1', 'lb1:stop'],
    ]) {
      const element = page.locator(`[id="${id}"]`);
      await element.click({ position: { x: 20, y: 12 } });
      expect(await told(page), id).toEqual([{ type: 'faults', faults: [fault] }]);
      expect(await element.getAttribute('aria-pressed')).toBe('false');
    }
    await page.close();
  });

  test('and mends it again, by mouse and by keyboard', async () => {
    const page = await showing(viewOf(snapshot(), ['lb1:haproxy', 'lb2:stop']));
    const haproxy = page.locator('[id="haproxy:lb1"]');
    expect(await haproxy.getAttribute('aria-pressed')).toBe('true');
    await haproxy.click();
    await haproxy.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'keepalived on lb2 is stopped ✕' }).click();
    expect(await told(page)).toEqual([
      { type: 'faults', faults: ['lb2:stop'] },
      { type: 'faults', faults: ['lb2:stop'] },
      { type: 'faults', faults: ['lb1:haproxy'] },
    ]);
    await page.close();
  });

  test('Ctrl+click and Enter go to the line instead', async () => {
    const page = await showing(viewOf(snapshot()));
    const check = page.locator('[id="check:lb1/chk_haproxy"]');
    await check.click({ modifiers: ['Control'] });
    await check.focus();
    await page.keyboard.press('Enter');
    const place = { type: 'reveal', path: 'examples/pair/lb1/keepalived.conf', line: 10 };
    expect(await told(page)).toEqual([place, place]);
    await page.close();
  });

  test('one Tab stop, and arrow keys reach every element', async () => {
    const page = await showing(viewOf(snapshot()));
    expect(await page.locator('#viewport [tabindex="0"]').count()).toBe(1);
    const all = await page.locator('#viewport [role="button"]').evaluateAll((each) => each.map(({ id }) => id));
    const reached = new Set<string>();
    const waiting = [all[0] ?? ''];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']) {
        await page.locator(`[id="${id}"]`).focus();
        await page.keyboard.press(key);
        waiting.push(await focused(page));
      }
    }
    expect([...reached].sort()).toEqual([...all].sort());
    await page.close();
  });

  test('the card offers every fault of a machine, and Escape gives the focus back', async () => {
    const page = await showing(viewOf(snapshot()));
    await page.locator('[id="node:lb2"]').focus();
    await page.keyboard.press('m');
    const card = page.getByRole('dialog');
    expect(await card.getByRole('button').allTextContents()).toEqual([
      'What if lb2 loses power',
      'What if keepalived on lb2 is stopped',
      'What if keepalived on lb2 is killed',
      'What if lb2 is cut off from the others',
      'Go to lb2/keepalived.conf:19',
      'Close',
    ]);
    await card.getByRole('button', { name: 'killed' }).click();
    expect(await told(page)).toEqual([{ type: 'faults', faults: ['lb2:kill'] }]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focused(page)).toBe('node:lb2');
    await page.close();
  });

  test('a badge leads to the finding and its fixes', async () => {
    const view = viewOf(snapshot());
    const finding: ElementFinding = {
      element: 'member:lb1/VI_1',
      rule: 'cluster/priorities-equal',
      severity: 'warning',
      message: 'Both are 100.',
      path: 'examples/pair/lb1/keepalived.conf',
      line: 23,
      column: 5,
      fixes: ['Set the priority to 101'],
    };
    const boxes = view.diagram?.boxes.map((box) =>
      box.id === finding.element ? { ...box, badge: { severity: 'warning', count: 1 } as const } : box,
    );
    const page = await showing({
      ...view,
      findings: [finding],
      ...(view.diagram && { diagram: { ...view.diagram, boxes: boxes ?? [] } }),
    });
    await page.locator('[id="member:lb1/VI_1"] .badge').click();
    expect(await page.getByRole('dialog').textContent()).toContain('! cluster/priorities-equal Both are 100.');
    await page.getByRole('button', { name: 'Set the priority to 101' }).click();
    expect(await told(page)).toEqual([{ type: 'fix', finding, title: 'Set the priority to 101' }]);
    await page.close();
  });

  test('search finds what is folded, dims the rest, and Enter opens it', async () => {
    const page = await showing(viewOf(manyServers()));
    await page.keyboard.press('/');
    await page.keyboard.type('app33-2');
    expect(await page.locator('#found').textContent()).toBe('1 of 1');
    expect(await page.locator('.hit').evaluateAll((each) => each.map(({ id }) => id))).toEqual(['backends:fe_site_3']);
    await page.keyboard.press('Enter');
    expect(await told(page)).toEqual([{ type: 'open', open: ['backends:fe_site_3'] }]);
    await tell(page, { type: 'view', view: viewOf(manyServers(), [], { open: ['backends:fe_site_3'] }) });
    expect(await page.locator('.hit').evaluateAll((each) => each.map(({ id }) => id))).toEqual([
      'servers:be_service_33',
    ]);
    await page.keyboard.press('Escape');
    expect(await page.locator('.hit').count()).toBe(0);
    await page.close();
  });

  test('zoom by buttons, keys and wheel; fit again', async () => {
    const page = await showing(viewOf(snapshot()));
    const width = async (): Promise<number> => (await page.locator('#viewport svg').boundingBox())?.width ?? 0;
    const fit = await width();
    await page.getByRole('button', { name: 'Larger' }).click();
    const larger = await width();
    expect(larger / fit).toBeCloseTo(1.25, 1);
    await page.locator('[id="node:lb1"]').focus();
    await page.keyboard.press('-');
    expect(await width()).toBeCloseTo(fit, -1);
    await page.keyboard.down('Control');
    await page.locator('#viewport').hover();
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    expect(await width()).toBeGreaterThan(fit * 1.1);
    await page.keyboard.press('0');
    expect(await width()).toBe(fit);
    await page.close();
  });

  test('the time line plays the seconds in between', async () => {
    const page = await showing(viewOf(snapshot(), ['lb1:haproxy']));
    await page.getByRole('button', { name: '4.0 s chk_haproxy' }).click();
    expect(await told(page)).toEqual([{ type: 'frame', atMs: 4000 }]);
    const diagram = pictureWith(snapshot(), { atMs: 4000 }, 'lb1:haproxy');
    await tell(page, { type: 'frame', atMs: 4000, diagram });
    expect(await page.locator('[id="vip:192.168.1.100"]').textContent()).toContain('✕ ON lb1, HAPROXY DOWN');
    await page.getByRole('slider', { name: 'Moment' }).press('End');
    expect(await page.locator('[id="vip:192.168.1.100"]').textContent()).toContain('✓ lb1 → lb2');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect((await told(page)).every(({ type }) => type === 'frame')).toBe(true);
    await page.close();
  });

  test('the element of the cursor is marked', async () => {
    const page = await showing(viewOf(snapshot()));
    await tell(page, { type: 'cursor', elements: ['server:gone', 'backend:web_servers', 'haproxy:lb1'] });
    expect(await page.locator('.cursor').evaluateAll((each) => each.map(({ id }) => id))).toEqual([
      'backend:web_servers',
    ]);
    await page.close();
  });
});
