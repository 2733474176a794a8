import { describe, expect, test } from 'vitest';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { askAt, askOfFile } from '../support/ask-everything.ts';
import { haproxyLines, keepalivedLines, type Lines } from '../support/catalogue-lines.ts';
import { objectWords, ordinaryWord, otherWords } from '../support/object-words.ts';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';
import { corpusSamples, ownSamples, type Sample } from '../support/samples.ts';
import { snapshotOf } from '../support/workspace.ts';

// What a plain object answers for, in every place of a configuration: `option toString` once ended the language server.
const haproxyVersions = ['2.2', '2.4', '2.6', '2.8', '3.0', '3.2', '3.4'];
const keepalivedVersions = ['2.0', '2.1', '2.2', '2.3.3', '2.3.4'];

/** One in so many is tried; with HACONF_PROPERTY_RUNS more, up to all. */
const every = Math.max(1, Math.round(6 / propertyRuns(1)));

/** Everything is asked of a text; what comes out are the findings without their messages. */
function asked(path: string, text: string, word: string, turn: number): string[] {
  const version = <T>(all: readonly T[]): T => all[turn % all.length] as T;
  const snapshot = snapshotOf(new Map([[path, text]]), {
    haproxy: { version: version(haproxyVersions) },
    keepalived: { version: version(keepalivedVersions) },
    // What follows from a word depends on what it is near to.
    onlyProgram: true,
  });
  askOfFile(snapshot, path);
  const places = [...text.matchAll(new RegExp(escaped(word), 'g'))].map((match) => match.index + (turn % 3));
  // A few places of each text, others in each turn.
  const step = Math.max(1, Math.floor(places.length / 6));
  for (let at = turn % step; at < places.length; at += step) askAt(snapshot, path, places[at] ?? 0, word);
  return findingsOf(snapshot, path);
}

function findingsOf(snapshot: Snapshot, path: string): string[] {
  return snapshot.fileFindings(path).map((finding) => {
    const { start, end } = locate(snapshot, finding.at);
    return `${start.line + 1}:${start.column}-${end.column} ${finding.severity} ${finding.rule}`;
  });
}

function sameAsOrdinary(path: string, textWith: (word: string) => string, word: string, turn: number): void {
  const plain = ordinaryWord(word);
  expect(asked(path, textWith(word), word, turn), `${path} with ${word}`).toEqual(
    asked(path, textWith(plain), plain, turn),
  );
}

const textOf = ({ head, lines, end }: Lines): string => `${[head, ...lines, end].join('\n')}\n`;

describe('a word that every object knows is an unknown word behind every keyword', () => {
  const compare = (path: string, linesWith: (word: string) => readonly Lines[], word: string, turn: number): void => {
    const ordinary = linesWith(ordinaryWord(word)).map(textOf);
    linesWith(word).forEach((lines, index) => {
      expect(asked(path, textOf(lines), word, turn), `${lines.head} ${index}`).toEqual(
        asked(path, ordinary[index] ?? '', ordinaryWord(word), turn),
      );
    });
  };

  describe.each(haproxyVersions)('HAProxy %s', (version) => {
    const turn = haproxyVersions.indexOf(version);
    const words = objectWords.filter((_, index) => (index + turn) % (2 * every) === 0);

    test.each(words)('%s', { timeout: propertyTime(120_000) }, (word) => {
      compare('haproxy.cfg', (some) => haproxyLines(version, some), word, turn);
    });
  });

  test.each(objectWords)('keepalived: %s', { timeout: propertyTime(120_000) }, (word) => {
    compare('keepalived.conf', keepalivedLines, word, objectWords.indexOf(word));
  });

  test('the lines have all that they should', () => {
    const haproxy = haproxyLines('3.2', 'x');
    const heads = haproxy.map(({ head }) => head);
    expect(heads).toEqual(expect.arrayContaining(['global', 'listen a', 'peers a', 'userlist a']));
    expect(haproxy.flatMap(({ lines }) => lines).length).toBeGreaterThan(2500);
    expect(keepalivedLines('x').length).toBeGreaterThan(20);
  });
});

describe('a word that every object knows is an unknown word in the place of every word', () => {
  const words = [...objectWords, ...otherWords];
  const samples = [...ownSamples(), ...corpusSamples()];

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('%i words into a line', { timeout: propertyTime(120_000) }, (place) => {
    let texts = 0;
    samples.forEach((sample, index) => {
      const word = words[(index * 7 + place * 3) % words.length] ?? '';
      for (const lines of place === 0 ? someLines(sample, index) : [undefined]) {
        const textWith = (some: string): string => replaced(sample.text, place, some, lines);
        if (textWith(word) === sample.text) continue;
        texts++;
        if (objectWords.includes(word)) sameAsOrdinary(sample.path, textWith, word, index);
        else asked(sample.path, textWith(word), word, index);
      }
    });
    expect(texts).toBeGreaterThan(15);
  });
});

/** Of the first words one is replaced at a time: they say what the others are. */
function someLines({ text }: Sample, turn: number): number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => ((index + turn) % every === 0 && /\w/.test(line) ? [index] : []));
}

/** The text with one word of each line, or of one line alone, replaced. */
function replaced(text: string, place: number, word: string, only: number | undefined): string {
  const lines = text.split('\n').map((line, index) => {
    if (only !== undefined && only !== index) return line;
    let at = -1;
    return line.replace(/[\w.-]+/g, (found) => (++at === place ? word : found));
  });
  return lines.join('\n');
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
