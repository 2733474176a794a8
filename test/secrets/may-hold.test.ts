import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lexLine } from '#core/languages/haproxy/lexer.ts';
import { mayHoldSecret, secretsOfWordsBelow } from '#core/languages/haproxy/secrets.ts';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';
import { corpusSamples, ownSamples } from '../support/samples.ts';

const lines = [
  ...new Set(
    [...ownSamples(), ...corpusSamples()]
      .filter(({ path }) => path.endsWith('.cfg'))
      .flatMap(({ text }) => text.split('\n')),
  ),
];

const words = [...new Set(lines.flatMap((line) => line.split(/\s+/)))].filter((word) => word.length < 60);
const secrets = [
  'Secr3tValue',
  'user:Secr3tValue',
  'https://u:Secr3tValue@h/',
  'token=Secr3tValue',
  'Bearer Secr3tValue',
];
const word = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...secrets),
  fc.constantFrom(
    '{',
    '}',
    'acl',
    'if',
    'hdr(x-token)',
    'hdr',
    '-m',
    'str',
    'server',
    'http-request',
    'cookie',
    '"',
    "'",
  ),
);

/** A line that is passed over must hold nothing. */
function expectNoneMissed(text: string): void {
  const { values } = lexLine(text);
  if (mayHoldSecret(values, text)) return;
  expect([text, secretsOfWordsBelow(values, ['global'])]).toEqual([text, []]);
}

test('no line of a file that is passed over holds a secret', () => {
  for (const line of lines) expectNoneMissed(line);
});

test('no line of words of files and secrets that is passed over holds one', { timeout: propertyTime(20_000) }, () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (list) => expectNoneMissed(`    ${list.join(' ')}`)),
    { numRuns: propertyRuns(4000) },
  );
});
