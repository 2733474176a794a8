import { nearest } from '../../../base/nearest.ts';
import { lineAt } from '../../../syntax/chunk.ts';
import type { SectionSyntax } from '../parser.ts';
import type { Directory } from './directory.ts';
import type { SectionNames } from './names.ts';
import { trackFault } from './tracking.ts';
import type { Use, UseKind } from './uses.ts';

const called: Readonly<Partial<Record<UseKind, string>>> = {
  'fcgi-app': 'fcgi-app section',
  'http-errors': 'http-errors section',
  mailers: 'mailers section',
  resolvers: 'resolvers section',
  table: 'stick table',
  userlist: 'userlist',
};

/** Why a use cannot be resolved, as HAProxy finds when it has read everything; undefined when it can. */
export function useFault(
  use: Use,
  names: SectionNames,
  directory: Directory,
  inherits: readonly SectionSyntax[] | undefined,
  section: SectionSyntax,
): string | undefined {
  const { kind, name } = use;
  switch (kind) {
    case 'backend':
    case 'frontend':
      return name === '' ? undefined : proxyFault(kind, name, directory);
    case 'server':
      return serverFault(name, names, directory);
    case 'track':
      return serverFault(name, names, directory) ?? trackedFault(use, section, inherits);
    case 'check-port':
      return portFault(name === 'check', section, inherits);
    case 'ca':
      return directory.settings.has('ssl-server-verify none') ||
        inheritsWord(section, inherits, 'ca-file') !== false ||
        inheritsWord(section, inherits, 'verify') !== false
        ? undefined
        : 'HAProxy verifies this server, and refuses to do so without "ca-file": name the authorities, or write "verify none".';
    case 'external-check':
      return directory.settings.has('external-check')
        ? undefined
        : '"option external-check" needs "external-check" in the global section: HAProxy refuses it without.';
    case 'experimental':
      return directory.settings.has('expose-experimental-directives')
        ? undefined
        : `"${name}" is an experiment: HAProxy takes it only below "expose-experimental-directives" in the global section.`;
    case 'certificate':
      return hasKeyword('ssl-f-use', section, inherits) === false
        ? '"ssl" needs a certificate: add "crt" with a file or folder.'
        : undefined;
    case 'enabled':
      return name;
    case 'mailers':
      if (!sendsAlerts(section, inherits)) return undefined;
      break;
    case 'counter':
      return counterFault(Number(name), directory.settings);
    case 'agent-port':
      return inheritsWord(section, inherits, 'agent-port') === false
        ? 'An agent check needs "agent-port": HAProxy refuses the server without.'
        : undefined;
  }
  if (kind === 'table' && name === '') {
    return names.stickTable || names.hasUnknown
      ? undefined
      : `This section has no stick table: add "stick-table …", or name the table of another section.`;
  }
  const known = directory.declared[kind];
  if (!known || known.has(name) || (kind === 'resolvers' && name === 'default')) return undefined;
  return `There is no ${called[kind]} "${name}".${didYouMean(name, known)}`;
}

/** Whether a line of the section, or of the defaults that it builds on, starts with a keyword; undefined when not certain. */
function hasKeyword(
  keyword: string,
  section: SectionSyntax,
  inherits: readonly SectionSyntax[] | undefined,
): boolean | undefined {
  const has = ({ lines }: SectionSyntax): boolean => lines.some(({ words }) => words[0]?.value === keyword);
  if (has(section) || inherits?.some(has)) return true;
  return inherits ? false : undefined;
}

/** Mails are sent when it is said from whom and to whom; HAProxy looks for the mailers only then. */
function sendsAlerts(section: SectionSyntax, inherits: readonly SectionSyntax[] | undefined): boolean {
  if (!inherits) return false;
  const says = (name: string): boolean =>
    [...inherits, section].some(({ lines }) =>
      lines.some(({ words }) => words[0]?.value === 'email-alert' && words[1]?.value === name),
    );
  return says('from') && says('to');
}

/** There are three counters, `sc0` to `sc2`, where `tune.stick-counters` does not say otherwise. */
function counterFault(index: number, settings: ReadonlySet<string>): string | undefined {
  const setting = 'tune.stick-counters ';
  const given = [...settings].find((text) => text.startsWith(setting))?.slice(setting.length);
  if (given !== undefined && !/^\d+$/.test(given)) return undefined;
  const count = Number(given ?? 3);
  if (index < count) return undefined;
  return count === 0
    ? 'There is no counter: "tune.stick-counters 0" in the global section switches them off.'
    : `There is no counter "sc${index}": they are sc0 to sc${count - 1}. "tune.stick-counters" in the global section makes more.`;
}

function didYouMean(name: string, names: Iterable<string>): string {
  const guess = nearest(name, names);
  return guess ? ` Did you mean "${guess}"?` : '';
}

function proxyFault(kind: 'backend' | 'frontend', name: string, { proxies }: Directory): string | undefined {
  const fits = (proxy: SectionNames): boolean => proxy.kind === 'listen' || proxy.kind === kind;
  if (proxies.get(name)?.some(fits)) return undefined;
  const others = [...proxies].flatMap(([other, found]) => (found.some(fits) ? [other] : []));
  return `There is no ${kind} "${name}".${didYouMean(name, others)}`;
}

/** `backend/server`, or a server of the section itself. */
function serverFault(name: string, own: SectionNames, { proxies }: Directory): string | undefined {
  if (name === '') return 'The name of a server is missing, as in "srv_is_up(backend/server)".';
  const slash = name.lastIndexOf('/');
  const server = name.slice(slash + 1);
  const homes = slash < 0 ? [own] : (proxies.get(name.slice(0, slash)) ?? []);
  if (homes.length === 0)
    return `There is no backend "${name.slice(0, slash)}".${didYouMean(name.slice(0, slash), proxies.keys())}`;
  const found = homes.some(
    (home) =>
      home.hasUnknown ||
      home.servers.some((other) => other.name === server) ||
      home.templates.some(
        (prefix) => prefix === '' || (server.startsWith(prefix) && /^\d+$/.test(server.slice(prefix.length))),
      ),
  );
  if (found) return undefined;
  const near = homes.flatMap((home) => home.servers.map((other) => other.name));
  return `There is no server "${server}"${slash < 0 ? ' in this section' : ` in "${name.slice(0, slash)}"`}.${didYouMean(server, near)}`;
}

function trackedFault(
  { range }: Use,
  section: SectionSyntax,
  inherits: readonly SectionSyntax[] | undefined,
): string | undefined {
  const at = lineAt(section, range.start)?.index ?? 0;
  const tracker = section.lines[at];
  return tracker && trackFault(section, tracker, (word) => inheritsWord(section, inherits, word));
}

/** A checked server needs a port from somewhere. */
function portFault(
  checked: boolean,
  section: SectionSyntax,
  inherits: readonly SectionSyntax[] | undefined,
): string | undefined {
  if (inheritsWord(section, inherits, 'port') !== false || inheritsWord(section, inherits, 'addr') !== false)
    return undefined;
  if (!checked && inheritsWord(section, inherits, 'check') !== true) return undefined;
  // A step of the check may bring its own port.
  const connects = [...(inherits ?? []), section].some(({ lines }) =>
    lines.some(({ words }) => /^(?:tcp|http)-check$/.test(words[0]?.value ?? '') && words[1]?.value === 'connect'),
  );
  if (connects) return undefined;
  return 'The server is checked, and there is no port for it: not in its address, nor by "port". HAProxy refuses that.';
}

/** Whether a `default-server` line gives a word to the section's servers; undefined when that is not certain. */
function inheritsWord(
  section: SectionSyntax,
  inherits: readonly SectionSyntax[] | undefined,
  word: string,
): boolean | undefined {
  if (!inherits) return undefined;
  let given = false;
  for (const { lines } of [...inherits, section]) {
    for (const { words } of lines) {
      const keyword = words[0];
      if (keyword?.value.startsWith('.') || keyword?.known === false) return undefined;
      if (keyword?.value !== 'default-server') continue;
      for (const { value, known } of words) {
        if (!known) return undefined;
        if (value === word) given = true;
        else if (value === `no-${word}`) given = false;
      }
    }
  }
  return given;
}
