import { expect, test } from 'vitest';
import { completionAt } from '#core/workspace/assist.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { snapshotOf } from '../support/workspace.ts';
import { times } from './construct.ts';
import { frontend } from './haproxy-text.ts';

/** More than a call of a function may have arguments. */
const many = 140_000;

const path = 'haproxy.cfg';
const snapshot = (text: string) => snapshotOf(new Map([[path, text]]));

test('any number of default-server lines may name resolvers', () => {
  const text = `${frontend}backend c\n${'    default-server resolvers nosuch\n'.repeat(many)}    server s web:80\n`;
  const said = snapshot(text).fileFindings(path);
  expect(said.filter(({ rule }) => rule === 'haproxy/undefined-reference')).toHaveLength(many);
});

test('any number of things may be wrong with a line', () => {
  const said = snapshot(`${frontend}frontend f\n    log-format "${'$'.repeat(many)}"\n`).fileFindings(path);
  expect(said.filter(({ rule }) => rule === 'haproxy/invalid-variable')).toHaveLength(many);
});

test('any number of lines is aligned', () => {
  const text = `${frontend}frontend f\n${'    maxconn   1\n'.repeat(many)}`;
  const edits = formattingOf(snapshot(text), path, { indent: '    ', align: true });
  // Of three blanks one goes on each line.
  expect(edits.length).toBeGreaterThanOrEqual(many);
});

test('any number of backends is offered', () => {
  const start = `${frontend}frontend f\n    use_backend `;
  const text = `${start}\n${times(many, (index) => `backend c${index}\n`)}`;
  const offered = completionAt(snapshot(text), path, start.length)?.candidates ?? [];
  expect(offered.filter(({ kind }) => kind === 'name')).toHaveLength(many + 1);
});
