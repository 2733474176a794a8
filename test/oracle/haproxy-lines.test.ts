import { expect, test } from 'vitest';
import { locate } from '#core/workspace/locate.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { linesElsewhere, listenLines } from '../validate/haproxy/lines.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const before = `global
    maxconn 100
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
backend other
    server b 127.0.0.1:82
`;
const listen = `listen web
    bind 127.0.0.1:8080
    server one 127.0.0.1:81`;

const cases = [
  ...listenLines.map((line) => ({ line, text: `${before}${listen}\n    ${line}\n` })),
  ...Object.entries(linesElsewhere).flatMap(([head, lines]) =>
    lines.map((line) => ({ line: `${head.split('\n')[0]}: ${line}`, text: `${before}${head}\n    ${line}\n` })),
  ),
];

/** Conditions at places where they never match, and what is ignored. */
const linesThatWarn = / (?:if|unless) (?!FALSE)\S+.*\n$|\n {4}(?:server \S+ \S+ check|option httplog)\n$/;

describeNeeding('oracle', 'each line is judged as by the real haproxy -c', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test.concurrent.each(cases)(`${program.version}: $line`, async ({ text }) => {
      const place = text.split('\n').length - 1;
      const verdict = await haproxyVerdict(program, text);
      const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]), {
        haproxy: { version: program.version },
        onlyProgram: true,
      });
      const said = snapshot.findings().filter(({ at }) => locate(snapshot, at).start.line + 1 === place);
      const ours = said.filter(({ severity }) => severity === 'error');
      const alerts = verdict.messages.filter(({ severity, about }) => severity === 'alert' && about === 'text');
      const warns = verdict.messages.some(({ severity, line }) => severity === 'warning' && line === place);
      if (verdict.accepted) {
        expect(ours.map(({ message }) => message)).toEqual([]);
        // It may warn of a proxy as a whole and name no line: then a warning at the line is welcome.
        if (linesThatWarn.test(text)) expect(said.length > 0, JSON.stringify(verdict.messages)).toBe(warns);
      } else if (alerts.some((alert) => alert.line === place))
        expect(ours.length, JSON.stringify(alerts)).toBeGreaterThan(0);
    });
  }
});
