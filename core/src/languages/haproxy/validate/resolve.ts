import { didYouMean, type Guess, guessOf, type NameList } from '../../../base/nearest.ts';
import { lineAt } from '../../../syntax/chunk.ts';
import type { SectionNames } from '../section-names.ts';
import { stepsBringPort } from './check-ports.ts';
import type { Directory } from './directory.ts';
import { type Heir, hasStart, isGiven } from './lineage.ts';
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

/** What is wrong, and the name that the message proposes. */
interface Fault {
  readonly message: string;
  readonly guess?: Guess;
}

/** Why a use cannot be resolved, as HAProxy finds when it has read everything; undefined when it can. */
export function useFault(use: Use, names: SectionNames, directory: Directory, heir: Heir): string | Fault | undefined {
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
      return isGiven('ca-file', heir) !== false ||
        (name === '' && (directory.settings.has('ssl-server-verify none') || isGiven('verify', heir) !== false))
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
    case 'email':
      return mailFault(use, heir);
    case 'deprecated':
      return directory.settings.has('expose-deprecated-directives') ? undefined : name;
    case 'deprecated-section':
      return directory.settings.has('expose-deprecated-directives')
        ? undefined
        : `HAProxy starts with a "${name}" section only below "expose-deprecated-directives" in the global section, and 3.3 has none: let the service manager start the program.`;
    case 'lua-bool':
      return luaFault(use, directory, heir);
    case 'certificate':
      return heir.inherits && !hasStart('ssl-f-use', heir)
        ? '"ssl" needs a certificate: add "crt" with a file or folder.'
        : undefined;
    case 'enabled':
    case 'client-ca':
      return name;
    case 'tls-listener':
      return directory.tls.bind ? name : undefined;
    case 'tls-server':
      return directory.tls.server ? name : undefined;
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
  return undefinedName(`There is no ${called[kind]} "${name}".`, name, known);
}

const booleans = 'tune.lua.bool-sample-conversion';

/** From 3.1 on it has to be said above the first script how booleans reach it; HAProxy warns once. */
function luaFault({ range }: Use, { settings }: Directory, { section }: Heir): string | undefined {
  const at = lineAt(section, range.start)?.index;
  const first = section.lines.findIndex(({ values }) => values[0]?.startsWith('lua-load') === true);
  if (at === undefined || at !== first) return undefined;
  const said = section.lines.findIndex(({ values }) => values[0] === booleans);
  if (said < 0 ? settings.has(booleans) : said < at) return undefined;
  return `HAProxy warns at every start: it is not said above this line how booleans reach Lua. Add "${booleans} normal" above, or "pre-3.1-bug" for scripts that rely on integers.`;
}

/** Mails need a sender, a receiver and servers; HAProxy warns once of a proxy. */
function mailFault({ range }: Use, heir: Heir): string | undefined {
  const { section, inherits } = heir;
  const at = lineAt(section, range.start)?.index;
  if (!inherits || at !== section.lines.findIndex(({ values }) => values[0] === 'email-alert')) return undefined;
  const missing = ['mailers', 'from', 'to'].filter((what) => !hasStart(`email-alert ${what}`, heir));
  if (missing.length === 0) return undefined;
  const list = missing.map((what) => `"email-alert ${what}"`).join(' and ');
  return `No mail is ever sent: HAProxy ignores "email-alert" here, because ${list} ${missing.length > 1 ? 'are' : 'is'} missing.`;
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

function undefinedName(message: string, name: string, names: NameList): Fault {
  const guess = guessOf(name, names);
  return { message: message + didYouMean(guess), ...(guess && { guess }) };
}

function proxyFault(kind: 'backend' | 'frontend', name: string, { named }: Directory): Fault | undefined {
  if (named[kind].has(name)) return undefined;
  return undefinedName(`There is no ${kind} "${name}".`, name, named[kind]);
}

/** `backend/server`, or a server of the section itself. */
function serverFault(name: string, own: SectionNames, { proxies }: Directory): string | Fault | undefined {
  if (name === '') return 'The name of a server is missing, as in "srv_is_up(backend/server)".';
  const slash = name.lastIndexOf('/');
  const server = name.slice(slash + 1);
  const backend = name.slice(0, slash);
  if (slash < 0) {
    return serversOf(own).has(server)
      ? undefined
      : undefinedName(`There is no server "${server}" in this section.`, server, serversOf(own).names);
  }
  const homes = proxies.get(backend);
  if (!homes) return undefinedName(`There is no backend "${backend}".`, backend, proxies);
  const servers = serversOfAll(homes);
  return servers.has(server)
    ? undefined
    : undefinedName(`There is no server "${server}" in "${backend}".`, server, servers.names);
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
  if (stepsBringPort(heir)) return undefined;
  return 'The server is checked, and there is no port for it: not in its address, nor by "port". HAProxy refuses that.';
}
