import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '#core/cluster/cluster.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { exportHtml, exportMermaid, exportRunbook, exportSvg } from '#core/workspace/export.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';
import { pageHarness, pageMissing, viewOf } from './page-harness.ts';
import { instance, manyGroups, manyServers, threeMachines, twoGroups } from './pictures.ts';

const pair = () => snapshotOfFolder('examples/pair');

function clusterOf(snapshot: Snapshot): Cluster {
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

function faults(snapshot: Snapshot, ...words: readonly string[]): Fault[] {
  const failover = failoverOf(clusterOf(snapshot), [2, 3, 4]);
  return words.map((word) => {
    const fault = parseFault(failover, word);
    if ('error' in fault) throw new Error(fault.error);
    return fault;
  });
}

/** Names with everything that means something to Mermaid, Markdown, HTML or a script. */
function markup(): Snapshot {
  const name = '</script><b>"x"`y`|#;end%%&{}[]\\';
  const haproxy = `frontend ${name}\n    bind *:80\n    default_backend ${name}\nbackend ${name}\n    server ${name} 10.0.0.1:80\n`;
  return snapshotOf(
    new Map([
      ['lb1/keepalived.conf', instance({ name: 'end', priority: 101, vips: ['10.0.0.10'] })],
      ['lb2/keepalived.conf', instance({ name: 'end', priority: 100, vips: ['10.0.0.10'] })],
      ['lb1/haproxy.cfg', haproxy],
      ['lb2/haproxy.cfg', haproxy],
    ]),
  );
}

/** Passwords in every place that may hold one. */
function secrets(): Snapshot {
  const keepalived = (priority: number) =>
    instance({
      priority,
      vips: ['10.0.0.10'],
      lines: '    authentication {\n        auth_type PASS\n        auth_pass hunter2A\n    }\n',
    });
  const haproxy =
    'userlist people\n    user admin insecure-password hunter2B\nfrontend www\n    bind 10.0.0.10:80\n    stats auth admin:hunter2C\n    default_backend app\nbackend app\n    option httpchk GET http://admin:hunter2D@x/\n    server a 10.0.1.1:80 check\n';
  return snapshotOf(
    new Map([
      ['lb1/keepalived.conf', keepalived(101)],
      ['lb2/keepalived.conf', keepalived(100)],
      ['lb1/haproxy.cfg', haproxy],
      ['lb2/haproxy.cfg', haproxy],
    ]),
  );
}

describe('a runbook', () => {
  test('tells the state and every fault', () => {
    const text = exportRunbook(pair(), clusterOf(pair()), []);
    expect(text).toMatch(/^# Failover of pair\n\npair: lb1 holds 192\.168\.1\.100\n/);
    expect(text).toContain('| HAProxy on lb1 goes down | ✓ moves to lb2 | 4.6–7.6 s |');
    expect(text.match(/^\| (?!What|---)/gm)?.length).toBe(8);
    expect(text).toContain('```mermaid\n---\ntitle:');
  });

  test('is a table whatever the names are', () => {
    const text = exportRunbook(markup(), clusterOf(markup()), []);
    for (const row of text.split('\n').filter((line) => line.startsWith('|'))) {
      expect(row.replace(/\\./g, '').match(/\|/g)?.length, row).toBe(5);
    }
  });
});

test('no secret is in any export', () => {
  const snapshot = secrets();
  const cluster = clusterOf(snapshot);
  const all = [
    exportSvg(snapshot, cluster, { faults: [] }),
    exportMermaid(snapshot, cluster, []),
    exportRunbook(snapshot, cluster, []),
    exportHtml(snapshot, [cluster], 'script'),
  ].join('\n');
  expect(all).toContain('10.0.0.10');
  expect(all).not.toContain('hunter2');
});

test('a page holds nothing of where the files are', () => {
  const [found] = /.{0,80}(examples|keepalived\.conf).{0,80}/.exec(exportHtml(pair(), [clusterOf(pair())], '')) ?? [];
  expect(found).toBeUndefined();
});

describeNeeding('vscode', 'exports in a browser', pageMissing, () => {
  const { context, script, open, tell } = pageHarness();

  /** A file of its own, opened as a browser opens it. */
  async function opened(html: string): Promise<Page> {
    const page = await context().newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.setContent(html);
    expect(asked).toEqual([]);
    return page;
  }

  test('the HTML page asks nobody, and the what-if is in it', async () => {
    const page = await opened(exportHtml(pair(), [clusterOf(pair())], script()));
    await page.locator('[id="haproxy:lb1"]').click();
    await page.locator('[id="vip:192.168.1.100"] text', { hasText: '✓ lb1 → lb2 after 4.6–7.6 s' }).waitFor();
    await page.locator('[id="node:lb2"]').focus();
    await page.keyboard.press('Space');
    await page.locator('[id="vip:192.168.1.100"] text', { hasText: '✕ ON lb1, HAPROXY DOWN' }).waitFor();
    await page.getByRole('button', { name: 'Mend all' }).click();
    await page.locator('[id="vip:192.168.1.100"] text', { hasText: '✓ on lb1' }).waitFor();
    expect(await page.getByRole('button', { name: 'Export…' }).count()).toBe(0);
    await page.close();
  });

  test('and it works with several clusters and with names that are markup', async () => {
    const snapshot = markup();
    const page = await opened(exportHtml(snapshot, [clusterOf(snapshot), clusterOf(pair())], script()));
    expect(await page.locator('b').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption('1');
    await page.locator('h1', { hasText: 'pair: lb1 holds' }).waitFor();
    await page.close();
  });

  test('Mermaid itself understands the diagram', async () => {
    const page = await context().newPage();
    const program = readFileSync(
      createRequire(import.meta.url).resolve('@mermaid-js/tiny/dist/mermaid.tiny.js'),
      'utf8',
    );
    await page.setContent('<!DOCTYPE html><body></body>');
    await page.addScriptTag({ content: program });
    for (const [name, snapshot, ...broken] of [
      ['a pair', pair()],
      ['a broken pair', snapshotOfFolder('examples/broken-pair/weight-too-small'), 'lb1:haproxy'],
      ['a dead pair', pair(), 'lb1:crash', 'lb2:crash'],
      ['two groups', twoGroups()],
      ['three machines', threeMachines()],
      ['many groups', manyGroups()],
      ['many servers', manyServers()],
      ['markup', markup()],
    ] as const) {
      const text = exportMermaid(snapshot, clusterOf(snapshot), faults(snapshot, ...broken));
      const found = await page.evaluate(async (diagram) => {
        const { mermaid } = globalThis as unknown as {
          mermaid: { render(id: string, text: string): Promise<{ svg: string }> };
        };
        return (await mermaid.render('drawn', diagram)).svg;
      }, text);
      expect(found, name).toContain('flowchart');
      expect(found, name).not.toContain('Syntax error');
    }
    await page.close();
  }, 60_000);

  test('the SVG is drawn as in the panel', async () => {
    const page = await open();
    await tell(page, { type: 'view', view: viewOf(twoGroups(), ['a:crash']) });
    const seen = (selector: string, target: Page): Promise<string[]> =>
      target.locator(`${selector} .box, ${selector} .edge`).evaluateAll((each) =>
        each
          .filter((element) => element.closest('#legend') === null)
          .map((element) => {
            const [shape] = element.querySelectorAll('.shape:last-of-type, .line');
            const style = shape ? getComputedStyle(shape) : undefined;
            const box = (element as SVGGraphicsElement).getBBox();
            const texts = [...element.querySelectorAll('text')].map((text) => text.textContent);
            return [element.id, box.x, box.y, box.width, texts, style?.strokeWidth, style?.strokeDasharray].join(' ');
          })
          .sort(),
      );
    const snapshot = twoGroups();
    const alone = await context().newPage();
    await alone.setContent(exportSvg(snapshot, clusterOf(snapshot), { faults: faults(snapshot, 'a:crash') }));
    expect(await seen('svg', alone)).toEqual(await seen('#viewport svg', page));
    const parsed = await alone.evaluate(
      (svg) => {
        const errors = new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror');
        return errors?.textContent ?? 'valid';
      },
      exportSvg(markup(), clusterOf(markup()), { faults: [] }),
    );
    expect(parsed).toBe('valid');
    await alone.close();
    await page.close();
  });
});
