import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { FromPage, PreviewView, ToPage } from '#webview/messages.ts';
import { bundles } from '../../tools/bundle.mjs';
import { makeProfile } from '../../tools/embedded-vscode/code-server.mjs';
import { findChromium, launchBrowser } from '../vscode/browser.mjs';
import { pictureWith, reportOf, timeLineAfter } from './pictures.ts';

/** Why the page cannot be tested here. */
export const pageMissing =
  findChromium() === undefined ? 'there is no Chromium (set CHROMIUM to its program)' : undefined;

/** The preview's page in a browser, with a host that only writes down what it is told. */
export interface PageHarness {
  readonly context: () => BrowserContext;
  open(theme?: Readonly<Record<string, string>>): Promise<Page>;
  tell(page: Page, message: ToPage): Promise<void>;
  /** What the page has said since the last question. */
  told(page: Page): Promise<FromPage[]>;
  script(): string;
}

/** To be called in a suite: it starts a browser before its tests and ends it after them. */
export function pageHarness(): PageHarness {
  let context: BrowserContext;
  let script = '';
  const profile = makeProfile();
  beforeAll(async () => {
    script = await bundled('dist/preview.js');
    context = await launchBrowser(profile, { width: 700, height: 900 });
  });
  afterAll(async () => {
    await context?.close();
    profile.remove();
  });
  return {
    context: () => context,
    script: () => script,
    open: async (theme = {}) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        throw error;
      });
      await page.setContent(pageWith(script, theme));
      return page;
    },
    tell: (page, message) =>
      page.evaluate((data) => {
        window.dispatchEvent(new MessageEvent('message', { data }));
      }, message),
    told: (page) => page.evaluate('told.splice(0)'),
  };
}

/** One of the bundles, as it is shipped. */
export async function bundled(outfile: string): Promise<string> {
  const options = bundles.find((candidate) => candidate.outfile === outfile);
  const built = await build({ ...options, write: false, sourcemap: false });
  return built.outputFiles?.[0]?.text ?? '';
}

/** The page as the extension makes it, but for the theme's colours, which the style of the root element brings. */
function pageWith(script: string, theme: Readonly<Record<string, string>>): string {
  const colours = Object.entries(theme).map(([name, value]) => [`--vscode-${name}`, value]);
  return `<!DOCTYPE html><html lang="en"><head><title>Failover Preview</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-test'">
</head><body><main id="page"></main>
<script nonce="test">
const told = [];
const state = [];
for (const [name, value] of ${JSON.stringify(colours)}) document.documentElement.style.setProperty(name, value);
window.acquireVsCodeApi = () => ({ postMessage: (message) => told.push(message), setState: (value) => state.push(value) });
</script>
<script nonce="test">${script.replaceAll('</', '<\\/')}</script></body></html>`;
}

/** The view of a workspace's first cluster, as the extension sends it. */
export function viewOf(
  snapshot: Snapshot,
  faults: readonly string[] = [],
  options: Parameters<typeof pictureWith>[1] = {},
): PreviewView {
  const diagram = pictureWith(snapshot, options, ...faults);
  const report = reportOf(snapshot);
  return {
    clusters: [{ id: diagram.cluster, name: report.name, nodes: report.nodes }],
    cluster: diagram.cluster,
    faults,
    open: options.open ?? [],
    report,
    diagram,
    timeLine: timeLineAfter(snapshot, ...faults),
  };
}
