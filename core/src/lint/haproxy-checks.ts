import { memo } from '../base/memo.ts';
import type { FileSite } from '../cluster/cluster.ts';
import {
  type Directive,
  directiveSite,
  directivesOf,
  firstServerOption,
  type HaproxySection,
  type Server,
  type ServerScope,
  serverSwitchedOn,
} from '../languages/haproxy/config.ts';
import type { RelatedPlace } from './finding.ts';

/** The kind of health check of a section: the `option` written last, its own or that of `defaults`. */
export function checkKindOf({ section, defaults }: ServerScope): string | undefined {
  return kindIn(section) ?? (defaults && kindIn(defaults));
}

function kindIn(section: HaproxySection): string | undefined {
  const all = directivesOf(section, 'option');
  for (let at = all.length - 1; at >= 0; at--) {
    const value = all[at]?.value(0) ?? '';
    if (checkOption.test(value)) return all[at]?.negated ? undefined : value;
  }
  return undefined;
}

/** Options that choose the kind of health check. */
export const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|external-check|spop-check)$/;

/** Whether the rules of a health check say themselves how to connect. */
export function connectsByRule({ section, defaults }: ServerScope): boolean {
  return connectsIn(section) || (defaults !== undefined && connectsIn(defaults));
}

function connectsIn(section: HaproxySection): boolean {
  return hasConnect(directivesOf(section, 'http-check')) || hasConnect(directivesOf(section, 'tcp-check'));
}

function hasConnect(directives: readonly Directive[]): boolean {
  return directives.length > 0 && directives.some((directive) => directive.value(0) === 'connect');
}

/** Whether health checks are on for a server that HAProxy connects to by itself. */
export function isChecked(scope: ServerScope, server: Server): boolean {
  return (
    serverSwitchedOn(scope, server, 'check', 'no-check') && !serverSwitchedOn(scope, server, 'disabled', 'enabled')
  );
}

/** The word behind a server's parameter, its own or one that it inherits. */
export function serverValue({ section, defaults }: ServerScope, server: Server, word: string): string | undefined {
  return (
    behind(server.values, firstServerOption, word) ??
    behind(section.serverDefaults, 0, word) ??
    (defaults && behind(defaults.serverDefaults, 0, word))
  );
}

function behind(values: readonly string[], from: number, word: string): string | undefined {
  for (let at = values.length - 2; at >= from; at--) if (values[at] === word) return values[at + 1];
  return undefined;
}

/** The port to which health checks go, where it is a number; else ''. */
export function checkPortOf(scope: ServerScope, server: Server): string {
  const port = serverValue(scope, server, 'port') ?? serverPort(server);
  return /^\d+$/.test(port) ? port : '';
}

export function serverPort({ address }: Server): string {
  return address.kind === 'ip' || address.kind === 'name' ? address.port : '';
}

/** Whether health checks of a server go through TLS, as far as its own line and `default-server` say. */
export function usesTls(scope: ServerScope, server: Server): boolean {
  return (
    serverSwitchedOn(scope, server, 'ssl', 'no-ssl') || serverSwitchedOn(scope, server, 'check-ssl', 'no-check-ssl')
  );
}

/** Ports at which nothing but TLS is usual. */
export const tlsPorts: ReadonlySet<string> = new Set(['443', '6443', '8443', '9443']);

/** Whether `checkPortOf` may be one of these: a look at the words, which costs less than to read the address. */
export function mayCheckTlsPort({ section, defaults }: ServerScope, { values }: Server): boolean {
  return (
    values[2]?.endsWith('443') === true ||
    values.includes('port', firstServerOption) ||
    section.serverDefaults.includes('port') ||
    defaults?.serverDefaults.includes('port') === true
  );
}

/** The place behind a word of a server's own line; undefined where it stands elsewhere. */
export function placeOfWord(
  { section }: ServerScope,
  path: string,
  server: Server,
  word: string,
): FileSite | undefined {
  const directive = lineOf(section, server);
  // Behind the server's name and address.
  const at = directive?.values.indexOf(word, firstServerOption) ?? -1;
  const found = at < 0 ? undefined : section.syntax.lines[directive?.line ?? 0]?.words[at];
  return directive && found && { path, site: directiveSite(section, directive, found, found) };
}

/** The `default-server` line of a section that holds a word, the last one: what its servers inherit comes from there. */
export function inheritedFrom({ section }: ServerScope, path: string, word: string): RelatedPlace[] {
  const line = directivesOf(section, 'default-server').findLast(({ values }) => values.includes(word, 1));
  return line
    ? [
        {
          at: { path, site: directiveSite(section, line) },
          message: 'The servers inherit it from here.',
          mirrored: false,
        },
      ]
    : [];
}

/** The line of a server. */
export function lineOf(section: HaproxySection, server: Server): Directive | undefined {
  return linesByName(section).get(server.name);
}

const linesByName = memo(
  (section: HaproxySection): ReadonlyMap<string, Directive> =>
    new Map(directivesOf(section, 'server').map((directive) => [directive.value(0) ?? '', directive])),
);

/** Whether one of the words stands among the options of a server's own line. */
export function ownWord({ values }: Server, words: readonly string[]): string | undefined {
  return words.find((word) => values.includes(word, firstServerOption));
}

/** Parameters of a server that say how it is checked and do nothing else. */
export const checkSettings: readonly string[] = [
  'inter',
  'fall',
  'rise',
  'fastinter',
  'downinter',
  'check-ssl',
  'check-sni',
  'check-send-proxy',
  'check-alpn',
  'check-proto',
];
