import fc from 'fast-check';
import { recomputeAll } from '#core/base/memo.ts';
import { clusterReport } from '#core/failover/report.ts';
import type { Finding } from '#core/lint/finding.ts';
import { locate } from '#core/workspace/locate.ts';
import { type RawSettings, readSettings } from '#core/workspace/settings.ts';
import { singleFaultWork } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { type Change, Workspace } from '#core/workspace/workspace.ts';
import { historyTexts, languageOf, paths } from './history-texts.ts';

/** What happens to the files and settings of a workspace between two looks at it. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly at: number;
      readonly remove: number;
      readonly text: string;
    }
  /** A checkout of another branch: a text goes to another file, all of it at once. */
  | { readonly kind: 'move' | 'swap'; readonly path: string; readonly other: string }
  /** What two neighbours hold together stays as it is, and only the place where the second begins is another. */
  | { readonly kind: 'divide'; readonly path: string; readonly other: string; readonly at: number }
  | { readonly kind: 'empty' | 'remove'; readonly path: string }
  | { readonly kind: 'settings'; readonly settings: RawSettings };

/** The files and settings that a history has come to. */
export interface World {
  readonly texts: ReadonlyMap<string, string>;
  readonly settings: RawSettings;
}

/** Before anything is there. */
export const emptyWorld: World = { texts: new Map(), settings: {} };

const pathOf = fc.constantFrom(...paths);
const twoPaths = fc
  .tuple(pathOf, pathOf)
  .map(([path, other]) => ({ path, other }))
  .filter(({ path, other }) => path !== other && languageOf(path) === languageOf(other));

/** Files that are read one after the other. */
const neighbours = fc
  .constantFrom(...paths.slice(1).map((other, index) => ({ path: paths[index] ?? other, other })))
  .filter(({ path, other }) => languageOf(path) === languageOf(other));

const settings: readonly RawSettings[] = [
  {},
  { haproxy: { version: '2.4' } },
  { haproxy: { version: '3.2' }, keepalived: { version: '2.0.20' } },
  { keepalived: { version: '2.2.8' } },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: pathOf.chain((path) => historyTexts(path).map((text) => ({ kind: 'write', path, text }) as const)),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      path: pathOf,
      at: fc.nat(400),
      remove: fc.constantFrom(0, 0, 1, 8, 60),
      text: fc.constantFrom(
        ...[
          '',
          'x',
          '\n',
          '#',
          '{',
          '}\n',
          '\n    mode http\n',
          '\n    option httplog\n',
          '\nbackend b\n',
          '\nglobal\n',
        ],
        ...['# haconf: haproxy=2.4 keepalived=2.0.20\n', '# haconf: ignore-file\n', '\n    priority 90\n'],
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: twoPaths.chain((two) =>
      fc.constantFrom('move' as const, 'swap' as const).map((kind) => ({ kind, ...two })),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(neighbours, fc.constantFrom(0, 0, 1, 2, 3, 99, 99))
      .map(([two, at]) => ({ kind: 'divide' as const, at, ...two })),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('empty' as const, 'remove' as const), path: pathOf }) },
  { weight: 1, arbitrary: fc.constantFrom(...settings).map((settings) => ({ kind: 'settings' as const, settings })) },
);

/** Many files are missing or empty: whole texts then come into them. */
const textAtFirst = (path: string) =>
  fc.oneof({ weight: 3, arbitrary: historyTexts(path) }, { weight: 3, arbitrary: fc.constantFrom('', null) });

/** The files that a history begins with, and what then happens to them. */
export const histories = fc.record({
  start: fc.tuple(...paths.map((path) => textAtFirst(path))),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
});

export function worldOf(start: readonly (string | null)[]): World {
  const texts = new Map<string, string>();
  paths.forEach((path, index) => {
    const text = start[index];
    if (text !== null && text !== undefined) texts.set(path, text);
  });
  return { ...emptyWorld, texts };
}

/** The world after a step. */
export function after({ texts, settings }: World, step: Step): World {
  const now = new Map(texts);
  const put = (path: string, text: string | undefined): void => {
    if (text === undefined) now.delete(path);
    else now.set(path, text);
  };
  switch (step.kind) {
    case 'settings':
      return { texts, settings: step.settings };
    case 'write':
      put(step.path, step.text);
      break;
    case 'edit': {
      const text = texts.get(step.path) ?? '';
      const at = step.at % (text.length + 1);
      put(step.path, text.slice(0, at) + step.text + text.slice(at + step.remove));
      break;
    }
    case 'move':
      put(step.other, texts.get(step.path) ?? '');
      put(step.path, '');
      break;
    case 'swap':
      put(step.other, texts.get(step.path));
      put(step.path, texts.get(step.other));
      break;
    case 'divide': {
      const parts = `${texts.get(step.path) ?? ''}${texts.get(step.other) ?? ''}`.split(/^(?=[^\s}])/m);
      put(step.path, parts.slice(0, step.at).join(''));
      put(step.other, parts.slice(step.at).join(''));
      break;
    }
    case 'empty':
      put(step.path, '');
      break;
    case 'remove':
      put(step.path, undefined);
      break;
  }
  return { texts: now, settings };
}

/** What turns one world into another, in one batch. */
export function changeBetween(before: World, now: World): Change {
  const set = [...now.texts].flatMap(([path, text]) =>
    before.texts.get(path) === text ? [] : [{ path, text, language: languageOf(path) }],
  );
  return {
    set,
    remove: [...before.texts.keys()].filter((path) => !now.texts.has(path)),
    ...(before.settings !== now.settings && { settings: readSettings(now.settings) }),
  };
}

/** What a reading says that knows of no world before, not even that a line was ever judged: of a disk, in order. */
export function saidAfresh({ texts, settings }: World): unknown {
  const world = { texts: new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1))), settings };
  return recomputeAll(() => everythingSaid(new Workspace().applyChange(changeBetween(emptyWorld, world))));
}

/** Everything that is said of a workspace, as plain data: nothing in it is an object that two readings could share. */
export function everythingSaid(snapshot: Snapshot): unknown {
  const files = [...snapshot.files.keys()].sort();
  const clusters = snapshot.clusters().filter(({ groups }) => groups.length > 0);
  return {
    files: files.map((path) => ({ path, findings: snapshot.fileFindings(path).map((one) => inFull(snapshot, one)) })),
    between: snapshot.clusterFindings().map((one) => inFull(snapshot, one)),
    predictions: clusters.map((cluster) =>
      clusterReport(
        singleFaultWork(cluster, snapshot.versionsOf(cluster)).finish(),
        (at) => locate(snapshot, at).start.line,
      ),
    ),
  };
}

/** A finding with all its places as lines and columns. */
function inFull(snapshot: Snapshot, { at, related, fixes, ...rest }: Finding): unknown {
  const placed = (place: Finding['at']): unknown => ({ path: place.path, ...locate(snapshot, place) });
  return {
    ...rest,
    at: placed(at),
    related: related.map((one) => ({ ...one, at: placed(one.at) })),
    fixes: fixes?.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, at: placed(edit.at) })) })),
  };
}
