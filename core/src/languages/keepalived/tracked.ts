import { shownExpressions } from '../../syntax/template-text.ts';
import type { Tracked } from './config.ts';
import { wordSite } from './statement-values.ts';
import type { ActiveStatement } from './statements.ts';

/** A line of a `track_…` block: `chk_haproxy weight -20 reverse`. */
export function lowerTracked(statement: ActiveStatement): Tracked {
  const words = statement.args;
  const weightAt = words.findIndex((word) => word.value === 'weight');
  const weightWord = weightAt < 0 ? undefined : words[weightAt + 1];
  const weight = weightWord && /^[+-]?\d+$/.test(weightWord.value) ? Number(weightWord.value) : undefined;
  const unknown = words.find(
    ({ value }, index) => !/^(?:weight|reverse|noreverse)$|[@$]/.test(value) && words[index - 1]?.value !== 'weight',
  );
  return {
    name: shownExpressions(statement.keyword),
    site: statement.site,
    ...(weightWord &&
      weight !== undefined && { weight: { value: weight, site: wordSite(statement.chunk, weightWord) } }),
    reverse: words.some((word) => word.value === 'reverse'),
    ...(unknown && { unknownOption: unknown.value }),
  };
}
