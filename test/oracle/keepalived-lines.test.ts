import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locate } from '#core/workspace/locate.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const folder = 'test/oracle/keepalived';
const files = readdirSync(folder).filter((name) => name.endsWith('.conf'));

/** What depends on other lines of the file may be reported on both, or where the cause is. */
const elsewhere = new Set(['keepalived/incomplete-block']);

describeNeeding('oracle', 'each line is judged as by the real keepalived -t', oracleMissing(), () => {
  for (const { path, version } of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    test.each(files)(`${version}: %s`, { timeout: 60_000 }, async (name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const verdict = await keepalivedVerdict({ path, version }, text, { interfaces: ['eth0', 'eth1'] });
      const snapshot = snapshotOf(new Map([['keepalived.conf', text]]), {
        keepalived: { version },
        onlyProgram: true,
      });
      const ours = snapshot
        .findings()
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ rule, severity, at }) => ({ rule, severity, line: locate(snapshot, at).start.line + 1 }));
      const said = new Set(verdict.messages.map((message) => message.line));
      const lines = text.split('\n');
      const shown = (line: number | undefined): string => `${line ?? 0}: ${lines[(line ?? 1) - 1]?.trim() ?? ''}`;
      const missed = verdict.messages.filter(
        ({ line }) => line !== undefined && !ours.some((one) => one.line === line),
      );
      expect(missed.map(({ line, text: message }) => `${shown(line)} -> ${message}`)).toEqual([]);
      const environment = new Set(verdict.environment.map((message) => message.line));
      const alarms = ours.filter(
        ({ line, severity, rule }) =>
          severity === 'error' && !elsewhere.has(rule) && !said.has(line) && !environment.has(line),
      );
      expect(alarms.map(({ line, rule }) => `${shown(line)} -> ${rule}`)).toEqual([]);
    });
  }
});
