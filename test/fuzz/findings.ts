import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area, Failure } from './area.ts';

/** A failure with the trial that showed it. */
export interface Found {
  readonly area: string;
  readonly seed: number;
  readonly index: number;
  readonly failure: Failure;
  readonly trial: unknown;
  readonly small: unknown;
}

/** What failures are told apart by. */
export const nameOf = ({ oracle, key }: Failure): string =>
  `${oracle}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;

/** Writes a failure to a folder of its own, so that it can be read, run again and handed on. Returns the folder. */
export function writeFound(folder: string, found: Found, area: Area<unknown>): string {
  const own = join(folder, nameOf(found.failure));
  mkdirSync(own, { recursive: true });
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  const { failure, area: name, seed, index } = found;
  writeFileSync(join(own, 'trial.json'), json(found.trial));
  writeFileSync(join(own, 'small.json'), json(found.small));
  writeFileSync(
    join(own, 'README.txt'),
    `${failure.oracle}: ${failure.key}
area ${name}, seed ${seed}, trial ${index}

again, the small one: npm run fuzz -- --area ${name} --replay ${join(own, 'small.json')}
again, as drawn:      npm run fuzz -- --area ${name} --seed ${seed} --from ${index} --count 1 (with the same --corpus)

${failure.detail}

${area.describe(found.small)}`,
  );
  return own;
}
