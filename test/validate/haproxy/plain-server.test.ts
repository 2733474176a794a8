import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns, propertyTime } from '../../support/property-runs.ts';
import { snapshotOf } from '../../support/workspace.ts';

/** The rules that the program's verdict on the last of these lines of a backend breaks. */
function rulesBroken(lines: readonly string[]): string[] {
  const text = `global\n    log stdout local0\nbackend b\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]), { onlyProgram: true, haproxy: { version: '3.0' } });
  const last = lines.length - 1;
  return snapshot
    .findings()
    .filter(({ at }) => (at.site.chunk.lineStarts[last + 1] ?? 0) <= at.site.range.start)
    .map(({ rule }) => rule);
}

const fine = ['check', 'check inter 3s weight 10', 'ssl verify none', 'agent-check agent-port 90', 'check # a comment'];
const known = fine.map((rest, index) => `server known${index} 192.0.2.1:80 ${rest}`);

test.for([
  ['server web1 192.0.2.2:80 check'],
  ['server web1 192.0.2.2:80 check inter 3s weight 10'],
  ['server web1 192.0.2.2:80 check # a comment'],
  ['server a/b 192.0.2.2:80 check', 'haproxy/invalid-name'],
  ['server 192.0.2.2:80 web1 check', 'haproxy/invalid-address'],
  ['server web1 192.0.2.256:80 check', 'haproxy/invalid-address'],
  ['server web1 192.0.2.2:99999 check', 'haproxy/invalid-address'],
  ['server web1 192.0.2.2 check', 'haproxy/missing-argument'],
  ['server web1 192.0.2.2:0 check', 'haproxy/missing-argument'],
  ['server web1 192.0.2.2:80 check weight 300', 'haproxy/invalid-value'],
  ['server web1 192.0.2.2:80 check inter 0 weight 10', 'haproxy/invalid-time'],
  ['server web1 192.0.2.2:80 check fall 0', 'haproxy/invalid-value'],
  ['server web1 192.0.2.2:80 check inter', 'haproxy/missing-argument'],
  ['server web1 192.0.2.2:80 check cookie ""', 'haproxy/missing-argument'],
  ['server web1 192.0.2.2:80 check cookie a b', 'haproxy/unknown-keyword'],
  ['server web1 192.0.2.2:80 ssl weight 10', 'haproxy/missing-argument'],
  ['server web1 192.0.2.2:80 checks', 'haproxy/unknown-keyword'],
  ['server web1 192.0.2.2:80 agent-check', 'haproxy/missing-argument'],
] as const)('what was fine of other servers is taken of one like them only: %s', ([line, ...rules]) => {
  for (const other of known) expect(rulesBroken([other])).toEqual([]);
  expect(rulesBroken([...known, line])).toEqual(rules);
});

const parts = fc.constantFrom(
  ...['check', 'backup', 'ssl', 'verify none', 'verify required', 'ca-file a', 'sni str(a)', 'port 80', 'agent-check'],
  ...['agent-port 90', 'weight 10', 'weight 300', 'inter 5s', 'inter 0', 'fall 3', 'fall 0', 'cookie a', 'maxconn 5'],
  ...['slowstart 5sx', 'observe layer7', 'crt "a ssl"', 'crt a ssl', 'weight', 'inter', 'cookie', '3', '"', '""', 'a'],
);

/** Every choice of some of the parts, in their order, and again: what is known then is known of all of them. */
function choices(from: readonly string[]): string[] {
  const all = Array.from({ length: 2 ** from.length }, (_, mask) => from.filter((_, index) => (mask >> index) & 1));
  return [...all, ...all].map((chosen) => chosen.join(' '));
}

/** The broken rules by line; a name with a dot is compared with no other server. */
function rulesByLine(rests: readonly string[], name: string): readonly (readonly [number, string])[] {
  const servers = rests.map((rest, index) => `    server ${name}${index} 192.0.2.2:80 ${rest}\n`);
  const files = new Map([['haproxy.cfg', `global\n    log stdout local0\nbackend b\n${servers.join('')}`]]);
  const found = snapshotOf(files, { onlyProgram: true, haproxy: { version: '3.0' } }).findings();
  return found.map(({ at: { site }, rule }) => [
    site.chunk.lineStarts.findLastIndex((start) => start <= site.range.start),
    rule,
  ]);
}

test('a server is judged as one that is compared with no other', { timeout: propertyTime(20_000) }, () => {
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 5 }), (chosen) => {
      const rests = choices(chosen);
      expect(rulesByLine(rests, 'web')).toEqual(rulesByLine(rests, 'web.'));
    }),
    {
      numRuns: propertyRuns(300),
      examples: [[['ssl', 'verify required', 'ca-file a']], [['crt "a ssl"', 'crt a ssl', 'check']]],
    },
  );
});
