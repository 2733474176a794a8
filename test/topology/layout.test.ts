import { describe, expect, test } from 'vitest';
import type { Diagram, DiagramBox } from '#core/topology/diagram.ts';
import { elide, textWidth } from '#core/topology/text-size.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';
import { instance, manyGroups, manyServers, pictureOf, threeMachines, twoGroups } from './pictures.ts';

const examples: readonly (readonly [string, () => Snapshot])[] = [
  ['a pair', () => snapshotOfFolder('examples/pair')],
  ...['different-virtual-addresses', 'different-virtual-router-id', 'equal-priorities', 'unmanaged-bind-address'].map(
    (name) => [name, () => snapshotOfFolder(`examples/broken-pair/${name}`)] as const,
  ),
  ['three machines', threeMachines],
  ['two groups', twoGroups],
  ['many groups', manyGroups],
  ['many servers', manyServers],
  ['long names', longNames],
];

/** Names longer than any box. */
function longNames(): Snapshot {
  const long = 'a-name-that-goes-on-and-on-and-does-not-want-to-end-before-the-line-does';
  const haproxy = `frontend ${long}\n    bind *:80,:::80,/run/${long}.sock\n    default_backend ${long}\nlisten ${long}\n    bind *:81\n    server ${long} ${long}.example.com:80\nbackend ${long}\n    server ${long} ${long}.example.com:80 check\n`;
  const vips = ['2001:db8:1234:5678:9abc:def0:1234:5678'];
  return snapshotOf(
    new Map([
      [`${long}-1/keepalived.conf`, instance({ name: long, priority: 101, vips })],
      [`${long}-2/keepalived.conf`, instance({ name: long, priority: 100, vips })],
      [`${long}-1/haproxy.cfg`, haproxy],
      [`${long}-2/haproxy.cfg`, haproxy],
    ]),
  );
}

/** Boxes that surround others by design. */
const frames = new Set<DiagramBox['kind']>(['lane', 'machine']);

function overlap(a: DiagramBox, b: DiagramBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(inner: { x: number; y: number; width: number; height: number }, outer: Diagram | DiagramBox): boolean {
  const [x, y] = 'x' in outer ? [outer.x, outer.y] : [0, 0];
  return (
    inner.x >= x &&
    inner.y >= y &&
    inner.x + inner.width <= x + outer.width &&
    inner.y + inner.height <= y + outer.height
  );
}

describe.each(examples)('%s', (_, snapshot) => {
  const diagram = pictureOf(snapshot());

  test('equal clusters have equal pictures', () => {
    expect(pictureOf(snapshot())).toEqual(diagram);
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(diagram))).toEqual(diagram);
  });

  test('no two boxes overlap, and all are inside the picture', () => {
    const plain = diagram.boxes.filter((box) => !frames.has(box.kind));
    const machines = diagram.boxes.filter((box) => box.kind === 'machine');
    for (const group of [plain, machines]) {
      group.forEach((box, index) => {
        expect(
          group
            .slice(index + 1)
            .filter((other) => overlap(box, other))
            .map((other) => `${box.id} and ${other.id}`),
        ).toEqual([]);
      });
    }
    expect(diagram.boxes.filter((box) => !inside(box, diagram)).map((box) => box.id)).toEqual([]);
  });

  test('what belongs to a machine is in its frame', () => {
    const frame = (id: string): DiagramBox | undefined => diagram.boxes.find((box) => box.id === id);
    for (const box of diagram.boxes.filter(({ kind }) => kind === 'member' || kind === 'haproxy')) {
      const machine = box.id.replace(/^\w+:/, '').split('/')[0];
      const outer = frame(`node:${machine}`);
      expect(outer && inside(box, outer), box.id).toBe(true);
    }
  });

  test('texts stay in their boxes', () => {
    for (const box of diagram.boxes) {
      for (const { x, text, style, anchor } of box.texts) {
        const width = textWidth(text, style);
        const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
        expect(left >= box.x && left + width <= box.x + box.width, `${box.id}: ${text}`).toBe(true);
      }
    }
  });

  test('lines are horizontal or vertical, and begin and end at their boxes', () => {
    const byId = new Map(diagram.boxes.map((box) => [box.id, box]));
    for (const { id, points, from, to } of diagram.edges) {
      points.slice(1).forEach((point, index) => {
        const before = points[index];
        expect(before && (before.x === point.x || before.y === point.y), id).toBe(true);
      });
      const [source, target, start, end] = [byId.get(from), byId.get(to), points[0], points.at(-1)];
      expect(source && start && inside({ ...start, width: 0, height: 0 }, source), id).toBe(true);
      expect(target && end && inside({ ...end, width: 0, height: 0 }, target), id).toBe(true);
    }
  });

  test('every element has an id of its own and says in words what it shows', () => {
    const ids = [...diagram.boxes, ...diagram.edges].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(diagram.boxes.filter((box) => box.label === '')).toEqual([]);
  });
});

test('ids stay when a priority changes', () => {
  const cluster = (priority: number): Diagram =>
    pictureOf(
      snapshotOf(
        new Map([
          ['lb1/keepalived.conf', instance({ priority, vips: ['10.0.0.10'] })],
          ['lb2/keepalived.conf', instance({ priority: 100, vips: ['10.0.0.10'] })],
        ]),
      ),
    );
  const ids = (diagram: Diagram): string[] => diagram.boxes.map(({ id }) => id);
  expect(ids(cluster(50))).toEqual(ids(cluster(150)));
});

test('a text that is too wide ends in an ellipsis', () => {
  const cut = elide('abcdefghijklmnopqrstuvwxyz', 'normal', 80);
  expect(cut).toMatch(/^abc.*…$/);
  expect(textWidth(cut, 'normal')).toBeLessThanOrEqual(80);
  expect(elide('abc', 'normal', 80)).toBe('abc');
});
