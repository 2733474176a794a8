import { type NameList, nearest } from '../../../base/nearest.ts';
import { lineAt } from '../../../syntax/chunk.ts';
import type { Directory } from './directory.ts';
import { type Heir, hasStart, isGiven } from './lineage.ts';
import type { SectionNames } from './names.ts';
import { serversOf, serversOfAll } from './server-names.ts';
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
export function useFault(use: Use, names: SectionNames, directory: Directory, heir: Heir): string | undefined {
  const { kind, name } = use;
  switch (kind) {
    case 'backend':
    case 'frontend':
      return name === '' ? undefined : proxyFault(kind, name, directory);
    case 'server':
      return serverFault(name, names, directory);
    case 'track':
      return serverFault(name, names, directory) ?? trackedFault(use, heir);
    case 'check-port':
      return portFault(name === 'check', heir);
    case 'ca':
      return directory.settings.has('ssl-server-verify none') ||
        isGiven('ca-file', heir) !== false ||
        isGiven('verify', heir) !== false
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
      return heir.inherits && !hasStart('ssl-f-use', heir)
        ? '"ssl" needs a certificate: add "crt" with a file or folder.'
        : undefined;
    case 'enabled':
      return name;
    case 'mailers':
      if (!sendsAlerts(heir)) return undefined;
      break;
    case 'counter':
      return counterFault(Number(name), directory.counters);
    case 'agent-port':
      return isGiven('agent-port', heir) === false
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

/** Mails are sent when it is said from whom and to whom; HAProxy looks for the mailers only then. */
function sendsAlerts(heir: Heir): boolean {
  return heir.inherits !== undefined && hasStart('email-alert from', heir) && hasStart('email-alert to', heir);
}

/** There are three counters, `sc0` to `sc2`, where `tune.stick-counters` does not say otherwise. */
function counterFault(index: number, given: string | undefined): string | undefined {
  if (given !== undefined && !/^\d+$/.test(given)) return undefined;
  const count = Number(given ?? 3);
  if (index < count) return undefined;
  return count === 0
    ? 'There is no counter: "tune.stick-counters 0" in the global section switches them off.'
    : `There is no counter "sc${index}": they are sc0 to sc${count - 1}. "tune.stick-counters" in the global section makes more.`;
}

function didYouMean(name: string, names: NameList): string {
  const guess = nearest(name, names);
  return guess ? ` Did you mean "${guess}"?` : '';
}

function proxyFault(kind: 'backend' | 'frontend', name: string, { named }: Directory): string | undefined {
  if (named[kind].has(name)) return undefined;
  return `There is no ${kind} "${name}".${didYouMean(name, named[kind])}`;
}

/** `backend/server`, or a server of the section itself. */
function serverFault(name: string, own: SectionNames, { proxies }: Directory): string | undefined {
  if (name === '') return 'The name of a server is missing, as in "srv_is_up(backend/server)".';
  const slash = name.lastIndexOf('/');
  const server = name.slice(slash + 1);
  const backend = name.slice(0, slash);
  if (slash < 0) {
    return serversOf(own).has(server)
      ? undefined
      : `There is no server "${server}" in this section.${didYouMean(server, serversOf(own).names)}`;
  }
  const homes = proxies.get(backend);
  if (!homes) return `There is no backend "${backend}".${didYouMean(backend, proxies)}`;
  const servers = serversOfAll(homes);
  return servers.has(server)
    ? undefined
    : `There is no server "${server}" in "${backend}".${didYouMean(server, servers.names)}`;
}

function trackedFault({ range }: Use, heir: Heir): string | undefined {
  const { section } = heir;
  const at = lineAt(section, range.start)?.index;
  return at === undefined ? undefined : trackFault(section, at, (word) => isGiven(word, heir));
}

/** A checked server needs a port from somewhere. */
function portFault(checked: boolean, heir: Heir): string | undefined {
  if (isGiven('port', heir) !== false || isGiven('addr', heir) !== false) return undefined;
  if (!checked && isGiven('check', heir) !== true) return undefined;
  // A step of the check may bring its own port.
  if (hasStart('tcp-check connect', heir) || hasStart('http-check connect', heir)) return undefined;
  return 'The server is checked, and there is no port for it: not in its address, nor by "port". HAProxy refuses that.';
}
