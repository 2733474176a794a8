import { expect, test } from 'vitest';
import { explanationAt } from '#core/workspace/assist.ts';
import { snapshotOf } from '../support/workspace.ts';

/** What is said of the word that the marks enclose, and whether the range is that word. */
function hover(text: string): string | undefined {
  const start = text.indexOf('«');
  const word = text.slice(start + 1, text.indexOf('»'));
  const snapshot = snapshotOf(new Map([['haproxy.cfg', `${text.replace(/[«»]/g, '')}\n`]]));
  const found = explanationAt(snapshot, 'haproxy.cfg', start + 1);
  if (!found) return undefined;
  expect(found.range).toEqual({ start, end: start + word.length });
  return `${found.explanation.signature} | ${found.explanation.choice?.doc ?? found.explanation.keyword.doc}`;
}

test.each([
  ['«frontend» f', 'Accepts connections'],
  ['frontend f\n    «bind» :80', 'listen on'],
  ['frontend f\n    timeout «client» 5s', 'silent'],
  ['backend b\n    balance «roundrobin»', 'In turn'],
  ['backend b\n    server a 10.0.0.1:80 check «inter» 2s', 'Time between'],
  ['frontend f\n    http-request «set-header» X y', 'Sets a header'],
  ['frontend f\n    http-request set-header X %[«src»]', 'client’s address'],
  ['frontend f\n    http-request set-header X %[src,«ipmask»(24)]', 'Masks'],
  ['frontend f\n    http-request deny if { «path_beg» /x }', 'path -m beg'],
  ['frontend f\n    http-request deny if { path «-i» /x }', 'same'],
  ['frontend f\n    acl a «src» 10.0.0.0/8', 'client’s address'],
  ['frontend f\n    log-format «%ci»', 'client’s address'],
])('%s', (text, part) => {
  expect(hover(text)).toContain(part);
});

test('nothing is said of free values', () => {
  expect(hover('# «frontend» f')).toBeUndefined();
});
