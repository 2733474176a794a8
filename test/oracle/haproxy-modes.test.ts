import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const before = `global
    maxconn 10
defaults
    timeout connect 5s
    timeout client 5s
    timeout server 5s
`;

const proxy = (head: string, ...lines: readonly string[]): string =>
  `${head}\n${lines.map((line) => `    ${line}\n`).join('')}`;
const server = 'server s 127.0.0.1:81';
const mode = (name: string): readonly string[] => (name === '' ? [] : [`mode ${name}`]);

const pairs = ['http', 'tcp', ''].flatMap((from) =>
  ['http', 'tcp', '', 'log', 'spop'].flatMap((to) =>
    ['default_backend b', 'use_backend b if TRUE', 'use_backend %[src] if TRUE'].map(
      (line) =>
        proxy('frontend f', ...mode(from), 'bind 127.0.0.1:8080', line) + proxy('backend b', ...mode(to), server),
    ),
  ),
);

const others = [
  proxy('frontend f', 'mode http', 'disabled', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('backend b', 'mode tcp', server),
  proxy('frontend f', 'mode http', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('backend b', 'mode tcp', 'disabled', server),
  proxy('listen f', 'mode http', 'bind 127.0.0.1:8080', 'use_backend b if TRUE', server) +
    proxy('listen b', 'mode tcp', 'bind 127.0.0.1:8081', server),
  proxy('frontend f', 'mode http', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('backend b', 'mode tcp', 'mode http', server),
  proxy('frontend f', 'mode http', 'bind 127.0.0.1:8080', 'default_backend x', 'default_backend b') +
    proxy('backend x', 'mode tcp', server) +
    proxy('backend b', 'mode http', server),
  proxy('defaults', 'mode http') +
    proxy('frontend f', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('backend b', server),
  proxy('defaults', 'mode http') +
    proxy('frontend f', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('defaults', 'mode tcp') +
    proxy('backend b', server),
  proxy('defaults', 'mode http', 'disabled') +
    proxy('frontend f', 'bind 127.0.0.1:8080', 'default_backend b') +
    proxy('defaults', 'mode tcp') +
    proxy('backend b', server),
];

describeNeeding('oracle', 'modes of proxies fit each other where the real haproxy -c says so', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test.concurrent.each([...pairs, ...others].map((text) => [text]))(`${program.version}: %j`, async (text) => {
      const verdict = await haproxyVerdict(program, before + text);
      const files = new Map([['haproxy.cfg', before + text]]);
      const found = snapshotOf(files, { haproxy: { version: program.version } }).findings();
      const refused = verdict.messages.some((message) => message.text.includes('incompatible'));
      expect(found.some(({ rule }) => rule === 'haproxy/backend-mode-differs')).toBe(refused);
    });
  }
});
