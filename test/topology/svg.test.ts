import { describe, expect, test } from 'vitest';
import type { Diagram } from '#core/topology/diagram.ts';
import { diagramSvg } from '#core/topology/svg.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';
import { instance, pictureOf, reportOf, threeMachines, twoGroups } from './pictures.ts';

/** Why a text is not well-formed XML (elements, attributes and character data: all that an SVG of ours may hold). */
function malformed(text: string): string | undefined {
  const open: string[] = [];
  let at = 0;
  const tag = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>|([^<&]|&#\d+;)+/g;
  for (; at < text.length; at = tag.lastIndex) {
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (match?.index !== at) return `at ${at}: ${text.slice(at, at + 60)}`;
    const [, closing, name = '', attributes = '', empty] = match;
    if (!name) continue;
    const names = [...attributes.matchAll(/ ([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice in <${name}${attributes}>`;
    if (closing) {
      if (open.pop() !== name) return `at ${at}: </${name}> closes something else`;
    } else if (!empty) open.push(name);
  }
  return open.length > 0 ? `not closed: ${open.join(', ')}` : undefined;
}

describe.each<readonly [string, () => Diagram]>([
  ['a pair', () => pictureOf(snapshotOfFolder('examples/pair'))],
  ['a pair after a fault', () => pictureOf(snapshotOfFolder('examples/pair'), 'lb1:if:eth0')],
  ['three machines', () => pictureOf(threeMachines())],
  ['two groups', () => pictureOf(twoGroups())],
  ['names that are markup', () => pictureOf(withMarkup())],
])('%s', (_, picture) => {
  test.each([true, false])('is well-formed, standalone: %s', (standalone) => {
    expect(malformed(diagramSvg(picture(), { standalone }))).toBeUndefined();
  });
});

function withMarkup() {
  const haproxy =
    'frontend <b>&"\'\n    bind *:80\n    default_backend \u0001\ud800x\nbackend \u0001\ud800x\n    server </svg><script> 10.0.0.1:80\n';
  return snapshotOf(
    new Map([
      ['lb1/keepalived.conf', instance({ name: "<i>&'", priority: 101, vips: ['10.0.0.10'] })],
      ['lb2/keepalived.conf', instance({ name: "<i>&'", priority: 100, vips: ['10.0.0.10'] })],
      ['lb1/haproxy.cfg', haproxy],
      ['lb2/haproxy.cfg', haproxy],
    ]),
  );
}

test('the check of well-formedness finds mistakes', () => {
  for (const bad of ['<a>', '<a></b>', '<a b="1" b="2"/>', '<a b=1/>', '<a>&</a>', '<a>&nbsp;</a>', '<a b="<"/>']) {
    expect(malformed(bad), bad).toBeDefined();
  }
});

test('a file of its own names itself and brings style, text alternative and nothing from elsewhere', () => {
  const svg = diagramSvg(pictureOf(snapshotOfFolder('examples/pair')), { standalone: true });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('<desc id="haconf-summary">lb1 holds 192.168.1.100.');
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|href|<script|tabindex/);
});

test('in a page everything that can be broken, opened or found in the files is a button', () => {
  const diagram = pictureOf(snapshotOfFolder('examples/pair'));
  const svg = diagramSvg(diagram, { standalone: false });
  const active = diagram.boxes.filter((box) => box.reveal ?? box.faults ?? box.fold);
  expect(svg.match(/role="button" tabindex="-1"/g)?.length).toBe(active.length);
  expect(svg).not.toContain('<style>');
});

test('secrets are in no picture and in no report', () => {
  const files = new Map<string, string>();
  for (const [number, secret] of [
    [1, 'hunter2A'],
    [2, 'hunter2B'],
  ] as const) {
    const lines = `    authentication {\n        auth_type PASS\n        auth_pass ${secret}\n    }\n`;
    files.set(`lb${number}/keepalived.conf`, instance({ priority: 102 - number, vips: ['10.0.0.10'], lines }));
    files.set(
      `lb${number}/haproxy.cfg`,
      'userlist people\n    user admin insecure-password hunter2C\nfrontend www\n    bind *:80\n    stats auth admin:hunter2D\n    default_backend app\nbackend app\n    server a 10.0.1.1:80\n',
    );
  }
  const snapshot = snapshotOf(files);
  const diagram = pictureOf(snapshot, 'lb1:crash');
  const written =
    JSON.stringify([diagram, pictureOf(snapshot), reportOf(snapshot)]) + diagramSvg(diagram, { standalone: true });
  // Different passwords make both nodes MASTER: the reason may be told, the passwords not.
  expect(written).toContain('authentication');
  expect(written).not.toContain('hunter2');
});
