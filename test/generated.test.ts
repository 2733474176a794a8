import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generatedFiles } from '../tools/generate.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

test.each([...(await generatedFiles())])('%s is up to date', (path, text) => {
  const file = join(root, path);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(present === text, `${path} is stale: run "npm run generate"`).toBe(true);
});
