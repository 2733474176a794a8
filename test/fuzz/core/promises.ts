import { applyEdits, placeFix } from '#core/workspace/fixes.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { repairsFor } from '#core/workspace/repairs.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import type { Dice } from '../../lab/random/dice.ts';
import { type Failure, threw } from '../area.ts';
import { asFile } from '../trial.ts';

/** What threw and was caught, so that it cost its own answer only: the finding that is in its place says so. */
export function keptFailures(snapshot: Snapshot): Failure[] {
  return snapshot.findings().flatMap(({ failure }) => {
    return failure ? [threw(failure.what, failure.kind, failure.stack)] : [];
  });
}

/** Any text parses, and its parts put together are the text again. */
export function losslessFailures(snapshot: Snapshot, texts: ReadonlyMap<string, string>): Failure[] {
  return [...snapshot.files.values()].flatMap((file): Failure[] => {
    const joined = file.syntax.chunks.map((chunk) => chunk.text).join('');
    const text = texts.get(file.path);
    // The marks of a template are replaced, by as many characters.
    const same = file.template ? joined.length === text?.length : joined === text;
    const broken = (what: string): Failure => ({
      oracle: 'lossless',
      key: `${file.language.id} ${what}`,
      detail: what,
    });
    return [
      ...(same ? [] : [broken('the parts of the syntax are not the text')]),
      ...(file.text === text ? [] : [broken('the text of the file is not what was set')]),
      ...(file.syntax.length === text?.length ? [] : [broken('the length of the syntax is not that of the text')]),
    ];
  });
}

const layouts = [
  { indent: '  ', align: false },
  { indent: '    ', align: true },
];

/** Formatting changes blanks only, and a second time nothing. */
export function formatFailures(snapshot: Snapshot, texts: ReadonlyMap<string, string>): Failure[] {
  return [...texts].flatMap(([path, text]) =>
    layouts.flatMap((layout): Failure[] => {
      const edits = formattingOf(snapshot, path, layout);
      if (edits.length === 0) return [];
      const once = applyEdits(text, edits);
      const failures: Failure[] = [];
      if (withoutBlanks(once) !== withoutBlanks(text)) {
        failures.push({ oracle: 'format', key: 'more than blanks', detail: `${path} becomes\n${once.slice(0, 2000)}` });
      }
      const file = asFile(path, once);
      const after = new Workspace().applyChange({ set: file ? [file] : [] });
      const again = formattingOf(after, path, layout);
      if (again.length > 0 && applyEdits(once, again) !== once) {
        const detail = `${path}: a second formatting changes ${JSON.stringify(again.slice(0, 3))}`;
        failures.push({ oracle: 'format', key: 'not at rest', detail });
      }
      return failures;
    }),
  );
}

const withoutBlanks = (text: string): string => text.replace(/[ \t\v\f\r\n]+/g, '');

/** Whatever a fix or a repair makes of the texts can be read and judged. */
export function fixFailures(snapshot: Snapshot, dice: Dice): Failure[] {
  const findings = dice.shuffled(snapshot.findings()).slice(0, 6);
  const failures: Failure[] = [];
  for (const finding of findings) {
    const repairs = repairsFor(snapshot, finding, finding.at).map(({ title, edits }) => ({ title, edits }));
    const fixes = (finding.fixes ?? []).flatMap((fix) => {
      const edits = placeFix(snapshot, fix);
      return edits ? [{ title: fix.title, edits }] : [];
    });
    for (const { title, edits } of [...fixes, ...repairs].slice(0, 3)) {
      const workspace = new Workspace();
      const texts = new Map([...snapshot.files].map(([path, file]) => [path, file.text]));
      for (const [path, list] of edits) {
        const text = texts.get(path);
        if (text === undefined || !areInOrder(list, text.length)) {
          failures.push({ oracle: 'fix', key: finding.rule, detail: `"${title}" edits a place that is not there` });
          continue;
        }
        texts.set(path, applyEdits(text, list));
      }
      const set = [...texts].flatMap(([path, text]) => asFile(path, text) ?? []);
      const after = workspace.applyChange({ set, settings: snapshot.settings });
      for (const path of edits.keys()) after.fileFindings(path);
      failures.push(...losslessFailures(after, texts));
    }
  }
  return failures;
}

function areInOrder(edits: readonly { readonly range: { start: number; end: number } }[], length: number): boolean {
  let end = 0;
  return edits.every(({ range }) => {
    const fits = range.start >= end && range.end >= range.start && range.end <= length;
    end = range.end;
    return fits;
  });
}
