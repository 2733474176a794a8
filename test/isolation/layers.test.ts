import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '#cli/run.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What throws: a step of the work, for texts that hold the word. */
const planted = vi.hoisted(() => ({ step: '', word: 'plant', secret: 'a text of the configuration' }));

const failing = vi.hoisted(() => {
  return <T extends object>(original: T, name: keyof T & string, textOf: (...input: never[]) => string): T => ({
    ...original,
    [name]: (...input: never[]) => {
      if (planted.step === name && textOf(...input).includes(planted.word)) throw new TypeError(planted.secret);
      return (original[name] as (...given: never[]) => unknown)(...input);
    },
  });
});

interface HasChunks {
  readonly chunks: readonly { readonly text: string }[];
}

const textIn = vi.hoisted(
  () =>
    ({ chunks }: HasChunks): string =>
      chunks.map(({ text }) => text).join(''),
);

vi.mock('#core/languages/haproxy/parser.ts', async (original) =>
  failing(await original<typeof import('#core/languages/haproxy/parser.ts')>(), 'parseHaproxy', (text: string) => text),
);
vi.mock('#core/languages/keepalived/parser.ts', async (original) =>
  failing(
    await original<typeof import('#core/languages/keepalived/parser.ts')>(),
    'parseKeepalived',
    (text: string) => text,
  ),
);
vi.mock('#core/languages/haproxy/lower.ts', async (original) =>
  failing(await original<typeof import('#core/languages/haproxy/lower.ts')>(), 'lowerHaproxy', textIn),
);
vi.mock('#core/languages/keepalived/lower.ts', async (original) =>
  failing(
    await original<typeof import('#core/languages/keepalived/lower.ts')>(),
    'lowerConfiguration',
    ({ syntax }: { syntax: HasChunks }) => textIn(syntax),
  ),
);
vi.mock('#core/languages/haproxy/validate/validate.ts', async (original) =>
  failing(await original<typeof import('#core/languages/haproxy/validate/validate.ts')>(), 'validateHaproxy', textIn),
);
vi.mock('#core/languages/keepalived/validate/variants.ts', async (original) =>
  failing(
    await original<typeof import('#core/languages/keepalived/validate/variants.ts')>(),
    'validateKeepalivedVariants',
    ({ syntax }: { syntax: HasChunks }) => textIn(syntax),
  ),
);
vi.mock('#core/cluster/discovery.ts', async (original) =>
  failing(await original<typeof import('#core/cluster/discovery.ts')>(), 'discover', () => planted.word),
);
vi.mock('#core/languages/keepalived/inclusion.ts', async (original) =>
  failing(
    await original<typeof import('#core/languages/keepalived/inclusion.ts')>(),
    'inclusionOf',
    () => planted.word,
  ),
);
vi.mock('#core/failover/vrrp/model.ts', async (original) =>
  failing(await original<typeof import('#core/failover/vrrp/model.ts')>(), 'failoverModel', () => planted.word),
);

const pair = (path: string): string => readFileSync(`examples/pair/${path}`, 'utf8');

/** The sound pair, and beside it a machine whose files hold the word at which a planted step throws. */
const files = {
  'lb1/haproxy.cfg': pair('lb1/haproxy.cfg'),
  'lb1/keepalived.conf': pair('lb1/keepalived.conf'),
  'lb2/haproxy.cfg': pair('lb2/haproxy.cfg'),
  'lb2/keepalived.conf': pair('lb2/keepalived.conf'),
  'other/haproxy.cfg': '# plant\nbackend b\n  server a 192.0.2.1:80\n  nonsense\n',
  'other/keepalived.conf': '# plant\nvrrp_script s {\n    script "/bin/true"\n    nonsense\n}\n',
};

const host = { columns: undefined, colour: false, readStdin: () => ({ bytes: Buffer.alloc(0) }) };

const steps: readonly (readonly [step: string, path: keyof typeof files])[] = [
  ['parseHaproxy', 'other/haproxy.cfg'],
  ['lowerHaproxy', 'other/haproxy.cfg'],
  ['validateHaproxy', 'other/haproxy.cfg'],
  ['parseKeepalived', 'other/keepalived.conf'],
  ['lowerConfiguration', 'other/keepalived.conf'],
  ['validateKeepalivedVariants', 'other/keepalived.conf'],
];

beforeEach(() => {
  planted.step = '';
});

describe.each(steps)('%s that throws at one file', (step, path) => {
  test('is told by check, which judges all else and ends with 1', () => {
    const cwd = tempFolder(files);
    const sound = json(run(['check', '--format', 'json'], { ...host, cwd }));
    planted.step = step;
    const outcome = run(['check', '--format', 'json'], { ...host, cwd });
    const found = json(outcome);
    expect(outcome).toMatchObject({ exitCode: 1 });
    const unjudged = found.findings.filter(({ rule }) => rule === 'haconf/not-judged');
    expect(unjudged.map((finding) => finding.path)).toEqual([path]);
    const elsewhere = ({ findings }: Report) => findings.filter((finding) => finding.path !== path);
    expect(elsewhere(found)).toEqual(elsewhere(sound));
    expect(found.clusters).toEqual(sound.clusters);
    expect(outcome === 'running' ? '' : outcome.stderr).toMatch(/^haconf: .* failed: TypeError at .*\n$/);
    expect(JSON.stringify(outcome)).not.toContain(planted.secret);
  });

  test('leaves the server alive: others are published, the log has one entry, and a mended text is judged', async () => {
    planted.step = step;
    const client = await languageClient(tempFolder(files));
    const logged: unknown[] = [];
    client.onNotification('window/logMessage', (entry) => logged.push(entry));
    await client.open(path);
    await client.diagnostics(path, (found) => found.some(({ code }) => code === 'haconf/not-judged'));
    await client.open('lb1/haproxy.cfg', `${files['lb1/haproxy.cfg']}\nbackend c\n  nonsense\n`);
    await client.diagnostics('lb1/haproxy.cfg', (found) =>
      found.some(({ code }) => code === 'haproxy/unknown-keyword'),
    );
    for (const method of ['hover', 'completion', 'definition']) {
      const place = { textDocument: { uri: client.uriOf(path) }, position: { line: 1, character: 3 } };
      await client.request(`textDocument/${method}`, place);
    }
    await client.change(path, 2, files[path].replace('plant', 'fine'));
    await client.diagnostics(
      path,
      (found) => found.length > 0 && !found.some(({ code }) => code === 'haconf/not-judged'),
    );
    expect(JSON.stringify(logged)).not.toContain(planted.secret);
  });
});

describe.each(['discover', 'inclusionOf'])('%s that throws', (step) => {
  test('costs what is said between files, and is told', () => {
    planted.step = step;
    const outcome = run(['check', '--format', 'json'], { ...host, cwd: tempFolder(files) });
    const found = json(outcome);
    expect(outcome).toMatchObject({ exitCode: 1 });
    expect(found.clusters).toEqual([]);
    expect(found.findings.map(({ rule }) => rule)).toContain('haconf/not-judged');
    expect(found.findings.map(({ rule }) => rule)).toContain('haproxy/unknown-keyword');
    const failover = run(['failover'], { ...host, cwd: tempFolder(files) });
    expect(failover).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/failed: TypeError/) });
  });
});

describe('a prediction that throws', () => {
  test('costs its cluster: failover says so and ends with 1', () => {
    planted.step = 'failoverModel';
    const outcome = run(['failover', '--format', 'json'], { ...host, cwd: tempFolder(files) });
    expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/could not be predicted/) });
  });

  test('is an error of the preview, nothing found for the editor, and a line in the log', async () => {
    planted.step = 'failoverModel';
    const client = await languageClient(tempFolder(files));
    const logged: { readonly type: number; readonly message: string }[] = [];
    client.onNotification('window/logMessage', (entry) => logged.push(entry as (typeof logged)[number]));
    const path = 'lb1/keepalived.conf';
    await client.open(path);
    const [cluster] = await client.request<readonly { readonly id: string }[]>('haconf/clusters');
    await expect(client.request('haconf/topology', { cluster: cluster?.id })).rejects.toThrow(/mistake in haconf/);
    const lenses = await client.request('textDocument/codeLens', { textDocument: { uri: client.uriOf(path) } });
    expect(lenses ?? []).toEqual([]);
    expect(logged.filter(({ type }) => type === 1).length).toBeGreaterThan(0);
    expect(new Set(logged.map(({ message }) => message)).size).toBe(logged.length);
    expect(JSON.stringify(logged)).not.toContain(planted.secret);
  });
});

test('a file whose reading failed is read anew with the next text', () => {
  planted.step = 'parseHaproxy';
  const workspace = new Workspace();
  const set = (text: string) => workspace.applyChange({ set: [{ path: 'a.cfg', language: 'haproxy', text }] });
  expect(
    set('# plant\n')
      .fileFindings('a.cfg')
      .map(({ rule }) => rule),
  ).toEqual(['haconf/not-judged']);
  expect(
    set('backend b\n  nonsense\n')
      .fileFindings('a.cfg')
      .map(({ rule }) => rule),
  ).toContain('haproxy/unknown-keyword');
});

interface Report {
  readonly clusters: readonly unknown[];
  readonly findings: readonly { readonly rule: string; readonly path: string }[];
}

function json(outcome: ReturnType<typeof run>): Report {
  if (outcome === 'running' || outcome.stdout === undefined) throw new Error('there is no output');
  return JSON.parse(outcome.stdout) as Report;
}
