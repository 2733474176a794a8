import { describe, expect, test } from 'vitest';
import { filesOf } from '#core/cluster/cluster.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { snapshotOf } from '../support/workspace.ts';
import { instance, lines } from './keepalived-texts.ts';

/** Deeper than any stack. */
const deep = 50_000;

/** Everything that is asked of every file. */
function askAll(files: Readonly<Record<string, string>>): Snapshot {
  const snapshot = snapshotOf(new Map(Object.entries(files)));
  for (const file of snapshot.files.values()) {
    const { path, text } = file;
    snapshot.fileFindings(path);
    tokensOf(file);
    outlineOf(snapshot, path);
    foldsOf(snapshot, path);
    formattingOf(snapshot, path, { indent: '    ', align: true });
    selectionsAt(snapshot, path, text.length >> 1);
  }
  snapshot.clusterFindings();
  return snapshot;
}

function rulesOf(files: Readonly<Record<string, string>>): readonly string[] {
  const snapshot = askAll(files);
  return [
    ...new Set([...snapshot.files.keys()].flatMap((path) => snapshot.fileFindings(path)).map(({ rule }) => rule)),
  ];
}

describe('no depth ends haconf', () => {
  test.each<readonly [string, string]>([
    ['a definition over many lines', `$A=x\\\n${lines(deep, (i) => `$B${i}=y\\`)}last\n$A\n`],
    ['a definition of blocks', `$A=x {\\\n${lines(deep, () => 'a {\\')}last\n$A\n`],
    ['blocks in blocks', `${lines(deep, () => 'a {')}${lines(deep, () => '}')}`],
    ['blocks in blocks on one line', `${'a { '.repeat(10_000)}${'} '.repeat(10_000)}\n`],
    ['blocks that never close', lines(10_000, (i) => `vrrp_instance VI_${i} {\n track_script {`)],
    ['conditions', `${'@a '.repeat(20_000)}x\n${'@^a '.repeat(20_000)}x\n${instance(0)}`],
    ['repetitions', `vrrp_instance V {\n ${'~SEQ(i, 1, 1) '.repeat(4000)}x\n}\n`],
    ['brackets of a repetition', `vrrp_instance V {\n ~LST(${'{}'.repeat(deep)}\n ~LST(${'{'.repeat(deep)}\n}\n`],
    ['a definition with a very long text', `$A=${'ab"c" \\# '.repeat(deep)}\n$A\n`],
    ['words of a very long use', `$A=1\nx "\${A${' a'.repeat(deep)}}"\n`],
  ])('%s', (_, text) => {
    expect(() => askAll({ 'lb1/keepalived.conf': text })).not.toThrow();
  });

  test('includes in blocks, one in the other', () => {
    const files = Array.from({ length: 3000 }, (_, index) => [
      `lb1/keepalived-${index}.conf`,
      `vrrp_instance VI_${index} {\n include keepalived-${index + 1}.conf\n}\n`,
    ]);
    expect(rulesOf(Object.fromEntries(files))).toContain('keepalived/not-read-completely');
  });

  test('a manifest of brackets, and one of a text of megabytes', () => {
    for (const open of ['[', '{"a":', '[{"a":']) {
      expect(rulesOf({ 'haconf.json': open.repeat(deep) })).toContain('haconf/invalid-manifest');
    }
    expect(rulesOf({ 'haconf.json': `{"clusters": "${'a'.repeat(8_000_000)}"}` })).toContain('haconf/invalid-manifest');
  });
});

describe('what is beyond all measure is said', () => {
  const tooMuch = 'keepalived/not-read-completely';

  test('definitions and repetitions of a configuration, not of a line', () => {
    const one = ' ~SEQ(i, 1, 4000) 10.0.0.1/32 dev eth$i\n';
    const configuration = (count: number) => ({
      'lb1/keepalived.conf': instance(0, { more: ` virtual_ipaddress_excluded {\n${one.repeat(count)} }\n` }),
    });
    expect(rulesOf(configuration(1))).not.toContain(tooMuch);
    expect(rulesOf(configuration(20))).toContain(tooMuch);
    const used = `$A=\\\n${lines(1000, (i) => ` 10.0.${i >> 8}.${i & 255}\\`)} 10.1.0.1\n`;
    const uses = (count: number) => ({
      'lb1/keepalived.conf': used + instance(0, { addresses: lines(count, () => '  $A') }),
    });
    expect(rulesOf(uses(1))).not.toContain(tooMuch);
    expect(rulesOf(uses(5000))).toContain(tooMuch);
  });

  test('nodes of conditional lines', () => {
    const nodes = (count: number) => ({
      'lb1/keepalived.conf': instance(0, { more: lines(count, (i) => ` @node${i} router_id R${i}`) }),
    });
    expect(rulesOf(nodes(64))).not.toContain(tooMuch);
    expect(rulesOf(nodes(65))).toContain(tooMuch);
  });

  test('a prediction is then not certain, and nothing is said to be missing', () => {
    const text = (priority: number): string =>
      `${instance(0, { priority, scripts: '  chk\n' })}virtual_server_group g {\n${' ~SEQ(i, 1, 4000) 10.0.0.1 8$i\n'.repeat(20)}}\n`;
    const files = { 'site/lb1/keepalived.conf': text(100), 'site/lb2/keepalived.conf': text(90) };
    const snapshot = askAll(files);
    const [cluster] = snapshot.clusters();
    expect(cluster?.nodes.map((node) => filesOf(node, keepalivedFiles)[0]?.config.limits.length)).toEqual([1, 1]);
    expect(rulesOf(files)).toContain(tooMuch);
    expect(rulesOf(files)).not.toContain('keepalived/undefined-name');
  });
});
