import { topLevel } from '#core/catalog/keyword.ts';
import type { KeepalivedArgument, KeepalivedKeyword } from '#core/languages/keepalived/catalog/grammar.ts';
import { keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';

/** A configuration that holds every keyword of the catalogue once in each of its blocks, and where each stands. */
export interface Probe {
  readonly text: string;
  /** 1-based line → the block and keyword on it. */
  readonly lines: ReadonlyMap<number, { readonly context: string; readonly keyword: KeepalivedKeyword }>;
}

/** What has to stand around a block for its keywords to be looked at. */
const around: ReadonlyMap<string, readonly string[]> = new Map([
  ['global_defs', ['global_defs {']],
  ['vrrp_script', ['vrrp_script chk {']],
  ['vrrp_track_process', ['vrrp_track_process proc {']],
  ['track_file', ['track_file file {']],
  ['vrrp_instance', ['vrrp_instance VI_1 {']],
  ['authentication', ['vrrp_instance VI_2 {', 'authentication {']],
  ['auth_hmac', ['vrrp_instance VI_3 {', 'auth_hmac {']],
  ['vrrp_sync_group', ['vrrp_sync_group G1 {']],
  ['track_group', ['track_group T1 {']],
  ['garp_group', ['garp_group {']],
  ['bfd_instance', ['bfd_instance bfd1 {']],
  ['SSL', ['SSL {']],
  ['virtual_server', ['virtual_server 192.0.2.1 80 {']],
  ['real_server', ['virtual_server 192.0.2.2 80 {', 'real_server 192.0.2.3 80 {']],
  ...[
    'MISC_CHECK',
    'SMTP_CHECK',
    'TCP_CHECK',
    'PING_CHECK',
    'UDP_CHECK',
    'HTTP_GET',
    'SSL_GET',
    'DNS_CHECK',
    'FILE_CHECK',
    'BFD_CHECK',
  ].map((check): [string, readonly string[]] => [
    check,
    ['virtual_server 192.0.2.4 80 {', 'real_server 192.0.2.5 80 {', `${check} {`],
  ]),
  ['host', ['virtual_server 192.0.2.6 80 {', 'real_server 192.0.2.7 80 {', 'SMTP_CHECK {', 'host {']],
  ['url', ['virtual_server 192.0.2.8 80 {', 'real_server 192.0.2.9 80 {', 'HTTP_GET {', 'url {']],
  ['SSL_GET url', ['virtual_server 192.0.2.8 80 {', 'real_server 192.0.2.9 80 {', 'SSL_GET {', 'url {']],
]);

/** The probe of one block; a block that the version lacks is no concern of it. `first` gives the first arguments. */
export function probeOf(
  context: string,
  list: readonly KeepalivedKeyword[],
  opens: (keyword: KeepalivedKeyword) => boolean,
  first: (keyword: KeepalivedKeyword, sample: string) => string = (_, value) => value,
): Probe {
  const head = context === topLevel ? [] : (around.get(context) ?? []);
  const text = [...head];
  const lines = new Map<number, { context: string; keyword: KeepalivedKeyword }>();
  for (const keyword of list) {
    const values = (keyword.arguments ?? [])
      .filter((argument, index) => !argument.optional || (index === 0 && argument.type))
      .map((argument, index) => (index === 0 ? first(keyword, sample(argument)) : sample(argument)));
    text.push([keyword.name, ...values].join(' ') + (opens(keyword) ? ' {' : ''));
    lines.set(text.length, { context, keyword });
    if (opens(keyword)) text.push('}');
  }
  text.push(...head.map(() => '}'));
  return { text: `${text.join('\n')}\n`, lines };
}

/** The blocks that hold keywords. */
export function contexts(): readonly string[] {
  return [...new Set(keepalivedKeywords.flatMap((keyword) => keyword.in))];
}

/** A value that the catalogue holds for right. */
export function sample(argument: KeepalivedArgument): string {
  const { type, name, choices } = argument;
  if (type?.kind === 'address') return '192.0.2.20';
  if (type?.kind === 'interface') return 'eth0';
  if (name === 'address' && !type) return '192.0.2.21';
  if (choices?.[0]) return choices[0].value;
  if (type?.kind === 'integer' || type?.kind === 'unsigned') return String(Math.max(type.min, 1));
  if (type?.kind === 'decimal') return '1';
  return (name === 'digest' && 'd41d8cd98f00b204e9800998ecf8427e') || '1';
}

/** The keywords of a block, a few at a time: at some values keepalived stops reading. */
export function groupsOf(context: string): readonly (readonly KeepalivedKeyword[])[] {
  const all = keepalivedKeywords.filter((keyword) => keyword.in.includes(context) && keyword.name !== 'include');
  return Array.from({ length: Math.ceil(all.length / 20) }, (_, index) => all.slice(index * 20, index * 20 + 20));
}
