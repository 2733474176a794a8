import { expect, test } from 'vitest';
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
  ['server web1 192.0.2.2:80 checks', 'haproxy/unknown-keyword'],
  ['server web1 192.0.2.2:80 agent-check', 'haproxy/missing-argument'],
] as const)('what was fine of other servers is taken of one like them only: %s', ([line, ...rules]) => {
  for (const other of known) expect(rulesBroken([other])).toEqual([]);
  expect(rulesBroken([...known, line])).toEqual(rules);
});
