import { expect, test } from 'vitest';
import { signatureAt } from '#core/workspace/assist.ts';
import { snapshotOf } from '../support/workspace.ts';

/** The signature at `$0` with the active argument. */
function signature(text: string): string | undefined {
  const offset = text.indexOf('$0');
  const snapshot = snapshotOf(new Map([['haproxy.cfg', `${text.replace('$0', '')}\n`]]));
  const found = signatureAt(snapshot, 'haproxy.cfg', offset);
  return found && `${found.label} at ${found.arguments[found.active ?? -1]?.label}`;
}

test.each([
  ['backend b\n    server $0', 'server <name> <address> [<parameter> …] at <name>'],
  ['backend b\n    server a 10.0.0.1:80 check inter $0', 'inter <time> at <time>'],
  ['frontend f\n    http-request set-header X $0', 'http-request set-header <name> <value> at <value>'],
  ['frontend f\n    acl a path,field(1,$0', 'field(index,delimiters[,count]) at delimiters'],
  ['frontend f\n    http-request set-header X %[req.hdr($0', 'req.hdr([name][,occurrence]) at name'],
  ['frontend f\n    http-request deny $0', 'http-request deny [<parameter> …] at undefined'],
  ['frontend f\n    http-request set-var($0', 'http-request set-var(txn.name[,condition]) <sample> at undefined'],
  ['backend b\n    http-check expect $0', 'http-check expect [<parameter> …] at undefined'],
  ['frontend f\n    mode http $0', undefined],
])('%j', (text, expected) => {
  expect(signature(text)).toBe(expected);
});
