import { expect, test } from 'vitest';
import { completionAt } from '#core/workspace/assist.ts';
import { ownSamples, type Sample } from '../support/samples.ts';
import { snapshotOf } from '../support/workspace.ts';

/** Where a word begins or might begin: behind each blank. So many places of each sample are tried. */
const placesOfEach = 12;

interface Place {
  readonly sample: Sample;
  readonly offset: number;
}

function placesOf(sample: Sample, index: number): Place[] {
  const boundaries = [...sample.text.matchAll(/(?<=[ \t])(?=\S)/g)].map((found) => found.index);
  const step = Math.max(1, Math.ceil(boundaries.length / placesOfEach));
  return boundaries.flatMap((offset, at) => ((at + index) % step === 0 ? [{ sample, offset }] : []));
}

const samples = ownSamples().filter(({ path }) => /\.(?:cfg|conf)$/.test(path));
const places = samples.flatMap(placesOf);

/** Offered although the program's own lists lack them there: "interface" goes with "source", the other one came and went. */
const exceptions: ReadonlySet<string> = new Set(['interface', 'tune.quic.conn-buf-limit']);

function describePlace({ sample, offset }: Place): string {
  return `${sample.name}: ${sample.text.slice(sample.text.lastIndexOf('\n', offset - 1) + 1, offset)}`;
}

test('no label is empty, and none is offered twice', () => {
  expect(places.length).toBeGreaterThan(2000);
  const wrong = places.flatMap((place) => {
    const { sample, offset } = place;
    const snapshot = snapshotOf(new Map([[sample.path, sample.text]]));
    const labels = completionAt(snapshot, sample.path, offset)?.candidates.map(({ label }) => label) ?? [];
    const seen = new Set<string>();
    const bad = labels.filter((label) => label.trim() === '' || seen.size === seen.add(label).size);
    return bad.map((label) => `${describePlace(place)}| ${JSON.stringify(label)}`);
  });
  expect(wrong.slice(0, 20)).toEqual([]);
}, 60_000);

test('what is offered is known at its place', () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const [index, place] of places.entries()) {
    if (index % 7 !== 0) continue;
    const { sample, offset } = place;
    const files = new Map([[sample.path, sample.text]]);
    const before = snapshotOf(files);
    // Where a brace is missing, what a place belongs to is a guess.
    if (before.findings().some(({ rule }) => /-(?:brace|block)$/.test(rule))) continue;
    const labels = completionAt(before, sample.path, offset)?.candidates.map(({ label }) => label) ?? [];
    const label = labels[index % Math.max(1, labels.length)];
    // What stands for something else, such as a path or an opening parenthesis, is not complete by itself.
    if (label === undefined || !/^[\w.-]+$/.test(label) || exceptions.has(label)) continue;
    tried++;
    const end = sample.text.slice(offset).search(/\s|$/) + offset;
    const text = sample.text.slice(0, offset) + label + sample.text.slice(end);
    const after = snapshotOf(new Map([[sample.path, text]]), { onlyProgram: true });
    const unknown = after.findings().find(({ rule, at: { site } }) => {
      const start = text.indexOf(site.chunk.text);
      return /unknown-|removed-/.test(rule) && start >= 0 && start + site.range.start === offset;
    });
    if (unknown) wrong.push(`${describePlace(place)}| ${label}: ${unknown.message}`);
  }
  expect(tried).toBeGreaterThan(150);
  expect(wrong.slice(0, 20)).toEqual([]);
}, 60_000);
