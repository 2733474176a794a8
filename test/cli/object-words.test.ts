import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Host, Outcome } from '#cli/host.ts';
import { run } from '#cli/run.ts';
import { exportHtml } from '#core/workspace/export.ts';
import { ordinaryWord, otherWords, objectWords as words } from '../support/object-words.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { snapshotOfFolder } from '../support/workspace.ts';

// Nodes, folders, instances, addresses' tags and flags may have any name, and are shown under it.

function haconf(cwd: string, ...args: readonly string[]): Outcome {
  const host: Host = {
    cwd,
    columns: undefined,
    colour: false,
    readStdin: () => {
      throw new Error('no input');
    },
  };
  const outcome = run(args, host);
  if (outcome === 'running') throw new Error('goes on');
  return outcome;
}

const conf = (word: string, priority: number): string => `global_defs {
    router_id ${word}
}
vrrp_script ${word} {
    script "/bin/${word}"
    interval 1
    weight 5
}
vrrp_sync_group ${word} {
    group {
        ${word}
    }
}
vrrp_instance ${word} {
    interface ${word}
    virtual_router_id 7
    priority ${priority}
    virtual_ipaddress {
        192.0.2.1/24 dev ${word} label ${word}
        ${word}
    }
    track_script {
        ${word}
    }
}
`;

/** Two nodes, of which one is called that; what it is called lies between folders of that name. */
function pair(word: string): string {
  const haproxy = `global\ndefaults ${word}\n mode http\nfrontend ${word}\n bind 192.0.2.1:80\n default_backend ${word}\nbackend ${word}\n server ${word} 192.0.2.8:80 check\n`;
  const manifest = {
    clusters: {
      [word]: {
        nodes: {
          [word]: { files: [word], interfaces: { [word]: { addresses: ['192.0.2.10'], segment: word } } },
          zzzz: { files: ['zzzz'], configId: word, [word]: word },
        },
        [word]: word,
      },
    },
    [word]: { [word]: word },
  };
  return tempFolder({
    [`found/${word}/keepalived.conf`]: conf(word, 101),
    [`found/${word}/haproxy.cfg`]: haproxy,
    'found/zzzz/keepalived.conf': conf(word, 100),
    'found/zzzz/haproxy.cfg': haproxy.replace('check', 'weight 3'),
    [`declared/${word}/keepalived.conf`]: conf(word, 101),
    'declared/zzzz/keepalived.conf': conf(word, 100),
    'declared/haconf.json': JSON.stringify(manifest, null, 1),
    [`odd/${word}/haproxy.${word}.cfg`]: haproxy,
    [`odd/${word}/${word}.cfg`]: haproxy,
  });
}

/** The exact output for an ordinary word, with the word in its place. */
function expectLikeOrdinary(word: string, args: (some: string) => readonly string[]): Outcome {
  const plain = ordinaryWord(word);
  const found = haconf(pair(word), ...args(word));
  const expected = haconf(pair(plain), ...args(plain));
  // Names are sorted, and Markdown escapes what is no letter.
  const letters = (name: string): string => name.replaceAll('_', '');
  const named = (text: string | undefined): string | undefined =>
    text?.replaceAll(letters(plain), letters(word)).split(/,?\n/).sort().join('\n');
  expect(
    {
      ...found,
      ...('stdout' in found && { stdout: named(found.stdout) }),
      ...('stderr' in found && { stderr: named(found.stderr) }),
    },
    args(word).join(' '),
  ).toEqual({
    exitCode: expected.exitCode,
    ...('stdout' in expected && { stdout: named(expected.stdout) }),
    ...('stderr' in expected && { stderr: named(expected.stderr) }),
  });
  return found;
}

const commands: readonly (readonly string[])[] = [
  ['check', 'found'],
  ['check', 'found', '--format', 'json'],
  ['check', 'declared', '--format', 'json'],
  ['check', 'odd', '--format', 'github'],
  ['failover', 'found'],
  ['failover', 'found', '--format', 'json', '--max-faults', '2'],
  ['failover', 'declared', '--format', 'json'],
  ['failover', 'found', '--format', 'markdown'],
  ['topology', 'found', '--format', 'mermaid'],
  ['topology', 'found', '--format', 'markdown'],
  ['diff', 'found'],
];

describe.each(words)('a pair whose names are all %s', (word) => {
  test('is shown as one with any other names', () => {
    for (const command of commands) expectLikeOrdinary(word, () => command);
    for (const cluster of ['found', 'declared']) {
      const { stdout = '' } = expectLikeOrdinary(word, () => ['failover', cluster, '--format', 'json']);
      expect(stdout).toContain('"192.0.2.1"');
      expect(stdout).toContain(`"${word}"`);
    }
  });

  test('is drawn', () => {
    const folder = pair(word);
    for (const format of ['svg', 'json']) {
      const { exitCode, stdout = '' } = haconf(folder, 'topology', 'found', '--format', format);
      expect([exitCode, stdout.includes(word)]).toEqual([0, true]);
    }
    const snapshot = snapshotOfFolder(folder);
    expect(snapshot.clusters().length).toBeGreaterThan(1);
    expect(exportHtml(snapshot, snapshot.clusters(), '')).toContain(word);
  });

  test('takes it in a fault', () => {
    for (const fault of ['X', 'X:X', 'X:crash', 'X:check:X', 'X:if:X', 'cut:X', 'zzzz:check:X', 'zzzz:X', 'X:X:X']) {
      expectLikeOrdinary(word, (some) => ['failover', 'found', '--fault', fault.replaceAll('X', some)]);
      expectLikeOrdinary(word, (some) => [
        'topology',
        'found',
        '--format',
        'mermaid',
        '--fault',
        fault.replaceAll('X', some),
      ]);
    }
  });

  test('takes it in every flag and command', () => {
    for (const [flag, value] of [
      ['--X', ''],
      ['--X=X', ''],
      ['--format', 'X'],
      ['--haproxy', 'X'],
      ['--keepalived', 'X'],
      ['--cluster', 'X'],
      ['--max-faults', 'X'],
      ['--compare', 'X'],
    ] as const) {
      for (const command of ['check', 'failover', 'topology', 'diff', 'explain', 'simulate']) {
        if (command === 'topology' && flag === '--cluster') continue;
        const args = (some: string): string[] =>
          [command, flag, ...(value === '' ? [] : [value])].map((text) => text.replaceAll('X', some));
        expectLikeOrdinary(word, args);
      }
    }
    expectLikeOrdinary(word, (some) => [some]);
    for (const rule of ['X', 'haproxy/X', 'X/X', 'cluster/X']) {
      expectLikeOrdinary(word, (some) => ['explain', rule.replaceAll('X', some)]);
    }
  });

  test('is written into a manifest, which is read again', () => {
    const folder = pair(word);
    const { exitCode, stderr } = haconf(join(folder, 'found'), 'init', '.');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const written = readFileSync(join(folder, 'found', 'haconf.json'), 'utf8');
    expect(written).toContain(`"${word}": {`);
    expect(
      JSON.parse(haconf(folder, 'failover', 'found', '--format', 'json').stdout ?? '').clusters[0].nodes,
    ).toContain(word);
  });

  test('is a scenario', () => {
    const node = (some: string, priority: number): string =>
      `{"ifs": {"${some}": ["192.0.2.1${priority}/24"]}, "conf": ${JSON.stringify(conf(some, 100 + priority))}, "version": "${some}", "args": ["-i", "${some}"], "files": {"${some}": "x"}, "${some}": 1}`;
    const scenario = (some: string, verb = 'touch'): string =>
      `{"nodes": {"${some}": ${node(some, 2)}, "zzzz": ${node(some, 1)}}, "vips": ["192.0.2.1"], "until": 20, "${some}": {},
        "events": [[0, "start", "${some}", "zzzz"], [5, "${verb}", "${some}", "${some}"], [6, "down", "${some}", "${some}"],
          [7, "addaddr", "${some}", "${some}", "${some}"], [8, "power", "${some}"], [9, "touch", "zzzz", "${some}"]]}`;
    const outcome = (some: string): Outcome => haconf(tempFolder({ 'a.json': scenario(some) }), 'simulate', 'a.json');
    const plain = ordinaryWord(word);
    const found = outcome(word);
    expect(found).toMatchObject({ exitCode: 0 });
    expect(found.stdout).toBe(outcome(plain).stdout?.replaceAll(plain, word));
    expect(found.stdout).toContain(word);
    const stranger = haconf(
      tempFolder({ 'a.json': scenario(word).replaceAll('"zzzz":', '"yyyy":') }),
      'simulate',
      'a.json',
    );
    expect(stranger).toEqual({ exitCode: 2, stderr: 'haconf: "a.json": events[0]: no node is called "zzzz"\n' });
    const asVerb = haconf(tempFolder({ 'a.json': scenario(plain, word) }), 'simulate', 'a.json');
    expect(asVerb.exitCode).toBe(2);
    expect(asVerb.stderr).toContain(`events[1]: "${word}" is no event;`);
  });
});

test.each(otherWords)('a pair whose names are all %s stops nothing', (word) => {
  const folder = pair(word);
  for (const command of commands) haconf(folder, ...command);
  for (const args of [['explain', word], [word], ['check', `--${word}`], ['check', '--format', word]]) {
    expect(haconf(folder, ...args).exitCode).toBe(2);
  }
});
