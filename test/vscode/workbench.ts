import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import type { CodeServer } from '../../tools/embedded-vscode/code-server.mjs';
import {
  installExtension,
  makeProfile,
  startCodeServer,
  workbenchAddress,
} from '../../tools/embedded-vscode/code-server.mjs';
import { launchBrowser } from './browser.mjs';
import { root } from './bundle-suite.mjs';

/** A real VS Code with the packaged extension, driven as a user drives it: through its page. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open: a copy, so a test may change its files. */
  readonly folder: string;
  /** The editor of a file that `open` has shown. */
  editor(file: string): Locator;
  /** Opens a file, by its path relative to the folder, and gives its editor the focus. */
  open(file: string): Promise<Locator>;
  /** Runs a command by the title that the command palette shows, e.g. `haconf: Show Failover`. */
  command(title: string): Promise<void>;
  /** Waits for an underline of this severity, anywhere or in the editor of one file. */
  waitForSquiggle(severity?: Severity, file?: string): Promise<void>;
  /** Types as a keyboard does, at a place of the focused editor. */
  type(text: string, place?: Place): Promise<void>;
  /** Every entry of the Problems view (the view gets the focus, the editor keeps its cursor). */
  problems(): Promise<Problem[]>;
  /** Waits until the Problems view has an entry whose message holds `text`. */
  waitForProblem(text: string): Promise<Problem>;
  /** The document inside the visible webview panel. */
  webview(): FrameLocator;
  /** Replaces the folder's settings (they win over those of the start); VS Code takes them up at once. */
  settings(settings: Readonly<Record<string, unknown>>): void;
  /** Changes the colour theme in the folder's settings and waits until it shows. */
  theme(theme: Theme): Promise<void>;
  /** Writes `test/artifacts/NAME.png` and gives its path. */
  screenshot(name: string): Promise<string>;
  /** Ends every process and removes every file. */
  close(): Promise<void>;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type Theme = keyof typeof themes;

/** Where to type: 1-based; without a column at the end of the line, without a line where the cursor is. */
export interface Place {
  readonly line: number;
  readonly column?: number;
}

/** One entry of the Problems view. */
export interface Problem {
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the open folder. */
  readonly file: string;
  /** 1-based, as `column`. */
  readonly line: number;
  readonly column: number;
  /** All that the row shows: the message, the source, the code, the place. */
  readonly text: string;
}

export interface WorkbenchOptions {
  /** Absolute; opened as a copy. */
  readonly folder: string;
  /** The packaged extension. */
  readonly vsix: string;
  /** The user's settings, from the start on. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the folder is trusted without asking; by default it is, as the test has made it. */
  readonly trusted?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Generous: the machine may be busy. */
const stepMs = 30_000;
const startMs = 120_000;

const themes = {
  dark: { name: 'Default Dark Modern', className: 'vs-dark' },
  light: { name: 'Default Light Modern', className: 'vs' },
  'high-contrast': { name: 'Default High Contrast', className: 'hc-black' },
  'high-contrast-light': { name: 'Default High Contrast Light', className: 'hc-light' },
} as const;

/** What is typed must arrive as it is: Enter is a line break also while suggestions show, and does not indent. */
const editorSettings = { 'editor.acceptSuggestionOnEnter': 'off', 'editor.autoIndent': 'none' };

/** Starts VS Code with a folder and the extension; resolves when the workbench is ready. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const profile = makeProfile({ settings: { ...editorSettings, ...options.settings } });
  let server: CodeServer | undefined;
  let browser: BrowserContext | undefined;
  const close = async () => {
    await browser?.close().catch(() => {});
    await server?.stop();
    profile.remove();
  };
  try {
    const folder = join(profile.root, 'workspace', basename(options.folder));
    cpSync(options.folder, folder, { recursive: true });
    installExtension(profile, options.vsix);
    server = await startCodeServer(profile, { testDriver: true, trusted: options.trusted ?? true });
    browser = await launchBrowser(profile, options.viewport ?? { width: 1400, height: 900 });
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(stepMs);
    await page.goto(workbenchAddress(server, folder), { waitUntil: 'commit', timeout: startMs });
    await page.waitForFunction('window.driver !== undefined', undefined, { timeout: startMs });
    await page.evaluate('window.driver.whenWorkbenchRestored()');
    return workbenchOf(page, folder, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function workbenchOf(page: Page, folder: string, close: () => Promise<void>): Workbench {
  let current: Readonly<Record<string, unknown>> = {};
  const editor = (file: string) => page.locator(`.editor-instance .monaco-editor[data-uri$="${folder}/${file}"]`);
  const settings = (next: Readonly<Record<string, unknown>>) => {
    current = next;
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(next));
  };
  return {
    page,
    folder,
    close,
    editor,
    settings,
    open: async (file) => {
      await quickInput(page, 'Control+P', join(folder, file));
      // Until the search is done, the list offers the files opened before.
      const label = file.includes('/') ? `${basename(file)} ${dirname(file)}` : file;
      const rows = [`${label},`, `${label} unsaved changes,`].map(
        (start) => `.monaco-list-row[aria-label^="${start}"]`,
      );
      await page.locator(`.quick-input-list :is(${rows.join()})`).first().click();
      await editor(file).locator('.view-line').first().waitFor();
      return editor(file);
    },
    command: (title) => runCommand(page, title),
    waitForSquiggle: async (severity = 'error', file) => {
      const scope = file === undefined ? page.locator('.editor-instance .monaco-editor') : editor(file);
      await scope.locator(`.squiggly-${severity}`).first().waitFor({ state: 'attached' });
    },
    type: async (text, place) => {
      if (place !== undefined) await goTo(page, place);
      await page.keyboard.type(text);
    },
    problems: () => readProblems(page),
    waitForProblem: async (text) => {
      for (const start = Date.now(); ; ) {
        const all = await readProblems(page);
        const found = all.find((problem) => problem.message.includes(text));
        if (found !== undefined) return found;
        if (Date.now() - start > stepMs) {
          throw new Error(`no problem "${text}" among: ${all.map((problem) => problem.message).join(' | ')}`);
        }
        await page.waitForTimeout(200);
      }
    },
    webview: () => page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame'),
    theme: async (theme) => {
      const { name, className } = themes[theme];
      settings({ ...current, 'workbench.colorTheme': name });
      await page.locator(`.monaco-workbench.${className}`).waitFor();
    },
    screenshot: async (name) => {
      const path = join(root, 'test', 'artifacts', `${name}.png`);
      mkdirSync(join(root, 'test', 'artifacts'), { recursive: true });
      await page.screenshot({ path });
      return path;
    },
  };
}

/** Opens the quick input with a key and fills it. */
async function quickInput(page: Page, key: string, text: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator('.quick-input-widget input[type="text"]').fill(text);
}

async function runCommand(page: Page, title: string): Promise<void> {
  await quickInput(page, 'F1', `>${title}`);
  const labels = page.locator('.quick-input-list .monaco-list-row');
  await labels
    .and(page.locator(`[aria-label="${title}"], [aria-label^="${title},"]`))
    .first()
    .click();
}

/** Moves the cursor with "Go to Line"; column 100000 is the end of any line. */
async function goTo(page: Page, { line, column = 100_000 }: Place): Promise<void> {
  await quickInput(page, 'Control+G', `:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** The view draws only the rows that fit, so this scrolls through it (the keyboard would move the editor along). */
async function readProblems(page: Page): Promise<Problem[]> {
  await runCommand(page, 'Problems: Focus on Problems View');
  const view = page.locator('.markers-panel');
  await view.waitFor();
  const { x, y, height } = (await view.boundingBox()) ?? { x: 0, y: 0, height: 0 };
  await page.mouse.move(x + 50, y + height / 2);
  await page.mouse.wheel(0, -1_000_000);
  const all = new Map<number, ProblemRow>();
  for (let before = -1; all.size > before; ) {
    before = all.size;
    await page.waitForTimeout(100);
    const drawn = await view
      .locator('.monaco-list-row[data-index]:not(.monaco-tree-sticky-row)')
      .evaluateAll((elements) =>
        elements.map((element) => ({
          index: Number(element.getAttribute('data-index')),
          level: Number(element.getAttribute('aria-level')),
          label: element.getAttribute('aria-label') ?? '',
          text: (element.textContent ?? '').trim(),
        })),
      );
    for (const { index, ...row } of drawn) all.set(index, row);
    await page.mouse.wheel(0, height / 2);
  }
  return problemsOf([...all.entries()].sort(([a], [b]) => a - b).map(([, row]) => row));
}

interface ProblemRow {
  readonly level: number;
  readonly label: string;
  readonly text: string;
}

/** Reads the rows' labels, which are what a screen reader says. Level 1 is a file, 2 a problem, 3 a related place. */
function problemsOf(rows: readonly ProblemRow[]): Problem[] {
  const problems: Problem[] = [];
  let file = '';
  for (const { level, label, text } of rows) {
    if (level === 1) {
      const [, name = '', folder = ''] = /in file (.*?)(?: of folder (.*))?$/.exec(label) ?? [];
      file = folder === '' ? name : `${folder}/${name}`;
    } else if (level === 2) {
      const found = /^(\w+): (.*) at line (\d+) and character (\d+)\./s.exec(label);
      if (found === null) throw new Error(`the Problems view has an entry of another form: ${label}`);
      const [, severity = '', message = '', line, column] = found;
      problems.push({
        severity: severities[severity] ?? 'hint',
        message,
        file,
        line: Number(line),
        column: Number(column),
        text,
      });
    }
  }
  return problems;
}

const severities: Readonly<Record<string, Severity>> = { Error: 'error', Warning: 'warning', Info: 'info' };
