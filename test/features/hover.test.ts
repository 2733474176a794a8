import { expect, test } from 'vitest';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
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
  ['backend b\n    cookie SRV insert «indirect» nocache', 'Servers never see'],
  ['backend b\n    stick-table type «ipv6» size 1k', 'IPv6 addresses'],
  ['backend b\n    http-request deny deny_status «429»', 'Too many requests'],
  [
    'frontend f\n    acl api path_beg /a\n    acl api path /b\n    http-request deny if «api»',
    '`path_beg /a` or `path /b`',
  ],
])('%s', (text, part) => {
  expect(hover(text)).toContain(part);
});

test('each item of a list is explained', () => {
  const text = 'backend b\n    stick-table type ip size 1k store http_req_rate(10s),gpc0,conn_cur\n';
  const at = (word: string) =>
    explanationAt(snapshotOf(new Map([['haproxy.cfg', text]])), 'haproxy.cfg', text.indexOf(word) + 1);
  expect(at('http_req_rate')?.explanation.choice?.doc).toContain('Requests in the period');
  expect(at('gpc0')?.explanation.choice?.doc).toContain('sc-inc-gpc0');
  expect(at('conn_cur')?.explanation.choice?.doc).toContain('open now');
});

test('an ACL is shown without its secrets', () => {
  const shown = hover(
    'frontend f\n    acl key req.hdr(authorization) -m str "Bearer s3cr3tvalue"\n    http-request deny if «key»',
  );
  expect(shown).toContain('req.hdr(authorization)');
  expect(shown).not.toContain('s3cr3tvalue');
});

test.each([
  ['src', undefined],
  ['query', undefined],
  ['bytes_in', '3.0'],
])('%s is known since %s, whatever it gave before', (name, since) => {
  const text = `frontend f\n    http-request set-header X %[${name}]\n`;
  const found = explanationAt(snapshotOf(new Map([['haproxy.cfg', text]])), 'haproxy.cfg', text.indexOf('%[') + 3);
  expect(found?.explanation.keyword.since).toBe(since);
});

test.each([
  ['be-unpublished', '3.4'],
  ['default_backend', undefined],
])('a keyword of a proxy is known since what the programs say: %s %s', (name, since) => {
  expect(haproxyCatalog.keywords.find((keyword) => keyword.name === name)?.since).toBe(since);
});

test('nothing is said of free values', () => {
  expect(hover('# «frontend» f')).toBeUndefined();
});

test('a link leads to a place that the manual has', () => {
  const manualOf = (text: string): string | undefined => {
    const at = text.indexOf('«');
    const snapshot = snapshotOf(new Map([['haproxy.cfg', text.replace(/[«»]/g, '')]]));
    return explanationAt(snapshot, 'haproxy.cfg', at + 1)?.explanation.manual?.replace(/^.*#/, '');
  };
  const condition = (word: string): string =>
    `frontend f\n    acl is_banana path_beg /b\n    http-request deny if ${word}\n`;
  expect(manualOf(condition('«is_banana»'))).toBeUndefined();
  expect(manualOf(condition('!«is_banana»'))).toBeUndefined();
  expect(manualOf(condition('«LOCALHOST»'))).toBe('7.4');
  expect(manualOf(condition('{ path «-i» /x }'))).toBe('7.1');
  expect(manualOf('frontend f\n    log-format «%ci»\n')).toBe('8.2.6');
  expect(manualOf('frontend f\n    «bind» :80\n')).toBe('bind');
});
