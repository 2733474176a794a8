import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareVersions, parseVersion } from '#core/base/version.ts';
import { locate } from '#core/workspace/locate.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing, type Program } from './programs.ts';

/** A text and the 1-based line at which the real program refuses it; undefined: it accepts it. */
interface Sample {
  readonly name: string;
  readonly text: string;
  readonly line?: number;
  /** The program refuses it and names no line. */
  readonly withoutLine?: true;
  /** First version that refuses it; older ones accept it. */
  readonly since?: string;
}

const proxy = `global
    maxconn 100
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend web
    bind 127.0.0.1:8080
    default_backend app
backend app
    server app1 127.0.0.1:8081
`;

const haproxySamples: readonly Sample[] = [
  { name: 'examples/pair/lb1', text: readFileSync('examples/pair/lb1/haproxy.cfg', 'utf8') },
  { name: 'examples/pair/lb2', text: readFileSync('examples/pair/lb2/haproxy.cfg', 'utf8') },
  { name: 'a plain proxy', text: proxy },
  { name: 'CRLF', text: proxy.replaceAll('\n', '\r\n') },
  {
    name: 'quotes and escapes',
    text: `${proxy}    http-request set-header X-Note "a \\"b\\" 'c' # d" if { path -m beg '/a b' }\n`,
  },
  { name: 'a comment inside a word', text: proxy.replace('maxconn 100', 'maxconn 100#200') },
  { name: 'an escaped blank and #', text: `${proxy}    http-request deny if { path /a\\ b\\#c }\n` },
  { name: 'an open double quote', text: `${proxy}    http-request set-header X-Note "half\n`, line: 13 },
  { name: 'an open single quote', text: `${proxy}    http-request set-header X-Note 'half\n`, line: 13 },
  { name: 'half an escape', text: `${proxy}    http-request set-header X-Note a\\x4\n`, line: 13 },
  { name: 'a misspelled first section', text: proxy.replace('global', 'globl'), line: 1 },
  { name: 'a byte order mark', text: `\ufeff${proxy}`, line: 1 },
  { name: 'a missing backend', text: proxy.replace('default_backend app', 'default_backend aps'), withoutLine: true },
  {
    name: 'a backend chosen at run time',
    text: proxy.replace('default_backend app', 'use_backend %[req.hdr(host)]\n    default_backend app'),
  },
  { name: 'no final line feed', text: proxy.trimEnd(), line: 12, since: '2.3' },
];

const router = `global_defs {
    router_id lb1
    script_user root
}
vrrp_script chk {
    script "/usr/bin/true"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 101
    virtual_ipaddress {
        192.168.1.100
    }
    track_script {
        chk
    }
}
`;

const keepalivedSamples: readonly Sample[] = [
  { name: 'examples/pair/lb1', text: readFileSync('examples/pair/lb1/keepalived.conf', 'utf8') },
  { name: 'examples/pair/lb2', text: readFileSync('examples/pair/lb2/keepalived.conf', 'utf8') },
  { name: 'a plain router', text: router },
  { name: 'CRLF', text: router.replaceAll('\n', '\r\n') },
  { name: 'braces on lines of their own', text: router.replaceAll(' {\n', '\n{\n') },
  { name: 'braces at the end of a line', text: router.replace('chk\n    }', 'chk }') },
  { name: 'comments', text: router.replace('priority 101', 'priority 101 # the "preferred one ! {') },
  { name: 'a closing brace too many', text: `${router}}\n`, line: 19 },
  { name: 'no virtual_router_id', text: router.replace('    virtual_router_id 51\n', ''), withoutLine: true },
  { name: 'a script that is not declared', text: router.replace('        chk\n', '        chck\n'), withoutLine: true },
  { name: 'a byte order mark', text: `\ufeff${router}`, line: 1 },
];

function isOlder(version: string, since: string | undefined): boolean {
  return since !== undefined && compareVersions(parseVersion(version) ?? [], parseVersion(since) ?? []) < 0;
}

/** 1-based lines of our errors that claim to be the program's own. */
function errorLines(path: string, text: string, program: Program, language: 'haproxy' | 'keepalived'): number[] {
  const settings = { [language]: { version: program.version }, onlyProgram: true };
  const snapshot = snapshotOf(new Map([[path, text]]), settings);
  return snapshot
    .findings()
    .filter((finding) => finding.severity === 'error')
    .map((finding) => locate(snapshot, finding.at).start.line + 1);
}

describeNeeding('oracle', 'findings agree with the real haproxy -c', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test.each(haproxySamples)(`${program.version}: $name`, async ({ text, line, withoutLine, since }) => {
      const verdict = await haproxyVerdict(program, text);
      const ours = errorLines('haproxy.cfg', text, program, 'haproxy');
      const alerts = verdict.messages.filter((message) => message.severity === 'alert');
      // The sample says what the program does, the program confirms it, and so do we.
      const refused = (line !== undefined || withoutLine === true) && !isOlder(program.version, since);
      expect(verdict.accepted, JSON.stringify(alerts)).toBe(!refused);
      expect(ours.length > 0).toBe(refused);
      if (line === undefined || !refused) return;
      expect(alerts.map((message) => message.line)).toContain(line);
      expect(ours).toContain(line);
    });
  }
});

describeNeeding('oracle', 'findings agree with the real keepalived -t', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    test.each(keepalivedSamples)(`${program.version}: $name`, async ({ text, line, withoutLine }) => {
      const verdict = await keepalivedVerdict(program, text, { interfaces: ['eth0'] });
      const ours = errorLines('keepalived.conf', text, program, 'keepalived');
      const complains = verdict.messages.length > 0 || verdict.crashed;
      expect(complains, JSON.stringify(verdict)).toBe(line !== undefined || withoutLine === true);
      expect(ours.length > 0).toBe(complains);
      if (line === undefined) return;
      expect(verdict.messages.map((message) => message.line)).toContain(line);
      expect(ours).toContain(line);
    });
  }
});
