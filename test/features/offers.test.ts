import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import { markdownCases } from '../support/markdown-cases.ts';
import { filesAfter, moreThan, type Offer, offersOf, ruleCounts } from '../support/offers.ts';
import { describeFinding, snapshotOf } from '../support/workspace.ts';

/** What may be said after something that was offered is done, and was not before. */
const mayFollow: readonly { readonly offer: RegExp; readonly says: string | RegExp; readonly because: string }[] = [
  {
    offer: /^Create backend /,
    says: 'information haproxy/backend-without-servers',
    because: 'it is the place for what somebody has to write',
  },
  {
    offer: /^Create vrrp_script /,
    says: 'warning keepalived/check-always-succeeds',
    because: 'it is the place for what somebody has to write, and must not look like a check until then',
  },
  {
    offer: /^Write "or" between them$/,
    says: 'warning haproxy/condition-matched-earlier',
    because: 'the example has several conditions that never apply, one of them below the one that is mended',
  },
  {
    offer: /^Use 0\.2 on lb1$/,
    says: 'information keepalived/advert-interval-short',
    because: 'the other node had it before, and the first fix is the other way round',
  },
  {
    offer: /^Write \S+\/24 on lb\d$/,
    says: 'hint keepalived/prefix-missing-on-some',
    because: 'other addresses of the block have no prefix',
  },
  {
    offer: /^Add "timeout /,
    says: 'warning cluster/timeout-differs',
    because: 'the other node has other times or none, where the same is offered',
  },
  {
    offer: /^Add the missing "[{}]"$/,
    says: /^(?:hint |warning keepalived\/virtual-server-default$)/,
    because: 'nothing was read of the block without its brace',
  },
];

function isAllowed({ title }: Offer, says: string): boolean {
  return mayFollow.some(
    (one) => one.offer.test(title) && (typeof one.says === 'string' ? one.says === says : one.says.test(says)),
  );
}

describe('what is offered for the findings of a page', () => {
  for (const id of rules.map(publishedId)) {
    const path = `core/src/lint/rules/${id}.md`;
    const cases = markdownCases(readFileSync(path, 'utf8'));
    test(`${id} mends it and nothing is said that was not before`, () => {
      for (const { files, settings } of cases) {
        const before = snapshotOf(files, settings);
        const counts = ruleCounts(before);
        for (const offer of offersOf(before)) {
          const { finding, title } = offer;
          const name = `${describeFinding(before, finding)}\noffered: ${title}`;
          const texts = filesAfter(files, offer);
          const after = snapshotOf(texts, settings);
          const now = ruleCounts(after);
          const key = `${finding.severity} ${finding.rule}`;
          expect(now.get(key) ?? 0, name).toBeLessThan(counts.get(key) ?? 0);
          expect(
            moreThan(counts, now).filter((says) => !isAllowed(offer, says)),
            name,
          ).toEqual([]);
          // Done once, it is not asked for again.
          const again = offersOf(after).filter((other) => {
            const same = other.title === title && other.finding.message === finding.message;
            return same && [...filesAfter(texts, other).values()].join('') === [...texts.values()].join('');
          });
          expect(again, name).toEqual([]);
        }
      }
    });
  }
});

describe('what is offered for a broken text', () => {
  const marked = rules.map(publishedId).flatMap((id) => {
    return markdownCases(readFileSync(`core/src/lint/rules/${id}.md`, 'utf8')).map((found) => ({ ...found, id }));
  });
  /** Every so many damaged texts are tried: all of them take minutes. */
  const every = 61;

  test.each(['a brace less', 'half a line', 'a line less', 'a letter less', 'an open value'] as const)(
    '%s: not more errors than before',
    (damage) => {
      let drawn = 0;
      let judged = 0;
      for (const { files, settings, id } of marked) {
        for (const [path, text] of files) {
          for (const broken of damagedBy(damage, text)) {
            if (drawn++ % (damage === 'a brace less' ? 5 : every) !== 0) continue;
            const texts = new Map(files).set(path, broken);
            const before = snapshotOf(texts, settings);
            judged++;
            for (const offer of offersOf(before)) {
              const after = snapshotOf(filesAfter(texts, offer), settings);
              const name = `${id}: ${describeFinding(before, offer.finding)}\noffered: ${offer.title}\n${broken}`;
              // A brace makes the block to what it was before the damage, with the mistakes that it has.
              const had = /^Add the missing "[{}]"$/.test(offer.title) ? errorsIn(snapshotOf(files, settings)) : 0;
              expect(errorsIn(after), name).toBeLessThanOrEqual(Math.max(errorsIn(before), had));
            }
          }
        }
      }
      expect(judged).toBeGreaterThan(50);
    },
    60_000,
  );
});

function errorsIn(snapshot: ReturnType<typeof snapshotOf>): number {
  return snapshot.findings().filter(({ severity }) => severity === 'error').length;
}

function damagedBy(damage: string, text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index): string[] => {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) return [];
    const without = (...instead: string[]): string[] => [lines.toSpliced(index, 1, ...instead).join('\n')];
    const word = /[\w./-]{3,}/.exec(line);
    const [start, end] = word ? [word.index, word.index + word[0].length] : [0, 0];
    switch (damage) {
      case 'a brace less':
        return written === '}' ? without() : line.endsWith('{') ? without(line.slice(0, -1)) : [];
      case 'half a line':
        return without(line.slice(0, Math.ceil((line.length + line.search(/\S/)) / 2)));
      case 'a line less':
        return without();
      case 'a letter less':
        return word ? without(line.slice(0, start + 1) + line.slice(start + 2)) : [];
      default:
        return word ? without(`${line.slice(0, start)}{{ open }}${line.slice(end)}`) : [];
    }
  });
}
