/** Lists of rules, by the words that lead to their actions. */
export type RulesetName =
  | 'http-after-response'
  | 'http-request'
  | 'http-response'
  | 'quic-initial'
  | 'tcp-request connection'
  | 'tcp-request content'
  | 'tcp-request session'
  | 'tcp-response content';

/** What the parser compares by hand and no inventory lists. */
interface HandAction {
  readonly ruleset: RulesetName;
  readonly name: string;
  readonly prefix?: true;
  readonly since?: string;
  readonly until?: string;
}

const tcpRulesets: readonly RulesetName[] = ['tcp-request connection', 'tcp-request session', 'tcp-request content'];

export const handActions: readonly HandAction[] = [
  ...tcpRulesets.flatMap((ruleset): HandAction[] => [
    { ruleset, name: 'accept' },
    { ruleset, name: 'reject' },
    { ruleset, name: 'track-sc', prefix: true },
  ]),
  { ruleset: 'tcp-request connection', name: 'expect-proxy' },
  { ruleset: 'tcp-request connection', name: 'expect-netscaler-cip' },
  { ruleset: 'tcp-request content', name: 'capture' },
  { ruleset: 'tcp-response content', name: 'accept' },
  { ruleset: 'tcp-response content', name: 'reject' },
  { ruleset: 'tcp-response content', name: 'close' },
  { ruleset: 'quic-initial', name: 'accept', since: '3.2' },
  { ruleset: 'quic-initial', name: 'reject', since: '3.2' },
  { ruleset: 'quic-initial', name: 'dgram-drop', since: '3.2' },
  { ruleset: 'quic-initial', name: 'send-retry', since: '3.2' },
];

interface HandOption {
  readonly name: string;
  /** F frontend, B backend, H in HTTP mode only. */
  readonly flags: string;
  readonly since?: string;
  readonly until?: string;
}

export const handOptions: readonly HandOption[] = [
  { name: 'httplog', flags: 'F' },
  { name: 'httpslog', flags: 'F' },
  { name: 'tcplog', flags: 'F' },
  { name: 'tcpka', flags: 'FB' },
  { name: 'httpchk', flags: 'B' },
  { name: 'tcp-check', flags: 'B' },
  { name: 'ssl-hello-chk', flags: 'B' },
  { name: 'smtpchk', flags: 'B' },
  { name: 'mysql-check', flags: 'B' },
  { name: 'pgsql-check', flags: 'B' },
  { name: 'redis-check', flags: 'B' },
  { name: 'ldap-check', flags: 'B' },
  { name: 'spop-check', flags: 'B' },
  { name: 'external-check', flags: 'B' },
  { name: 'forwardfor', flags: 'FB' },
  { name: 'forwarded', flags: 'BH', since: '2.8' },
  { name: 'originalto', flags: 'FB' },
  { name: 'redispatch', flags: 'B' },
  { name: 'httpclose', flags: 'FB' },
  { name: 'forceclose', flags: 'FB', until: '2.0' },
  { name: 'http-server-close', flags: 'FB' },
  { name: 'http-keep-alive', flags: 'FB' },
  { name: 'http-tunnel', flags: 'FB', until: '2.1' },
  { name: 'http-restrict-req-hdr-names', flags: 'FB' },
  { name: 'use-small-buffers', flags: 'B', since: '3.4' },
];
