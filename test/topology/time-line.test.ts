import { describe, expect, test } from 'vitest';
import { snapshotOfFolder } from '../support/workspace.ts';
import { boxOf, manyGroups, pictureWith, textsOf, timeLineAfter } from './pictures.ts';

const pair = () => snapshotOfFolder('examples/pair');

describe('the seconds around a fault', () => {
  test('HAProxy goes down: the check notices late, then the backup waits for its timer', () => {
    const { title, events, endMs } = timeLineAfter(pair(), 'lb1:haproxy');
    expect(title).toBe('HAProxy on lb1 goes down');
    expect(events.map(({ atMs, text }) => `${atMs} ${text}`)).toMatchInlineSnapshot(`
      [
        "0 HAProxy on lb1 goes down",
        "0 192.168.1.100 on lb1, HAProxy down",
        "4000 chk_haproxy on lb1 has failed often enough",
        "7602 lb1: VI_1 MASTER → BACKUP",
        "7602 lb2: VI_1 BACKUP → MASTER",
        "7602 192.168.1.100 on lb2",
      ]
    `);
    expect(endMs).toBeGreaterThan(7602);
  });

  test('it ends with the longest gap of the prediction', () => {
    const { lanes } = timeLineAfter(pair(), 'lb1:crash');
    const address = lanes.find(({ kind }) => kind === 'vip');
    expect(address?.spans.map(({ text, tone }) => `${text} ${tone}`)).toEqual(['lb1 good', '✕ nobody bad', 'lb2 good']);
    expect(address?.spans[1]).toMatchObject({ fromMs: 0, toMs: 3602 });
  });

  test('a split has two masters, and both advertise', () => {
    const { lanes, events } = timeLineAfter(pair(), 'cut:lb1');
    expect(events.at(-1)).toMatchObject({ text: '192.168.1.100 on lb1 and lb2', tone: 'bad' });
    const members = lanes.filter(({ kind }) => kind === 'member');
    expect(members.map(({ name, spans }) => `${name} ${spans.at(-1)?.text}`)).toEqual(['lb1 MASTER', 'lb2 MASTER']);
    for (const { adverts, spans } of members) expect(adverts.at(-1)).toBeGreaterThanOrEqual(spans.at(-1)?.fromMs ?? 0);
  });

  test('spans follow each other without a hole, and nothing lies outside', () => {
    for (const faults of [
      [],
      ['lb1:crash'],
      ['lb1:stop'],
      ['lb2:if:eth0'],
      ['lb1:crash', 'lb2:haproxy'],
      ['cut:lb2'],
    ]) {
      const { lanes, startMs, endMs, events } = timeLineAfter(pair(), ...faults);
      for (const { spans, adverts, id } of lanes) {
        expect(spans[0]?.fromMs, id).toBe(startMs);
        expect(spans.at(-1)?.toMs, id).toBe(endMs);
        expect(
          spans.slice(1).map(({ fromMs }) => fromMs),
          id,
        ).toEqual(spans.slice(0, -1).map(({ toMs }) => toMs));
        for (const at of adverts) expect(at <= endMs, id).toBe(true);
      }
      const times = events.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });
});

test('without a fault it is the start, and nobody has the address yet', () => {
  const { title, lanes, events } = timeLineAfter(pair());
  expect(title).toBe('all machines start together');
  expect(lanes[0]?.spans.map(({ text, tone }) => `${text} ${tone}`)).toEqual(['nobody yet off', 'lb1 good']);
  expect(events.some(({ tone }) => tone === 'bad')).toBe(false);
});

test('what happens alike is one event', () => {
  const { events, lanes } = timeLineAfter(manyGroups(), 'lb1:crash');
  expect(events.map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "lb1 loses power",
      "lb1: 12 instances MASTER → OFF",
      "lb1: 12 instances BACKUP → OFF",
      "24 addresses without a holder",
      "lb2: 12 instances BACKUP → MASTER",
      "24 addresses on lb2",
    ]
  `);
  expect(lanes.length).toBeLessThan(10);
});

describe('the picture at a moment', () => {
  const texts = (atMs: number): string[] =>
    textsOf(boxOf(pictureWith(pair(), { atMs }, 'lb1:haproxy'), 'vip:192.168.1.100'));

  test('shows what is so then', () => {
    expect(texts(-100)).toContain('✓ on lb1');
    expect(texts(0)).toContain('✕ ON lb1, HAPROXY DOWN');
    expect(texts(7602)).toContain('✓ on lb2');
    expect(textsOf(boxOf(pictureWith(pair(), { atMs: 4000 }, 'lb1:haproxy'), 'check:lb1/chk_haproxy'))).toEqual([
      '✕ chk_haproxy',
    ]);
  });

  test('and every element is where it was', () => {
    const places = (atMs: number | undefined) =>
      pictureWith(pair(), atMs === undefined ? {} : { atMs }, 'lb1:crash').boxes.map(({ id, x, y }) => ({ id, x, y }));
    expect(places(0)).toEqual(places(undefined));
  });
});
