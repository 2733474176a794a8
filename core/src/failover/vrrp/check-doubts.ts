import { memo } from '../../base/memo.ts';
import { type ClusterNode, filesOf } from '../../cluster/cluster.ts';
import { allVips, type GroupMember } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import { bashConnection } from '../../languages/keepalived/bash-connection.ts';
import { scriptNamed } from '../../languages/keepalived/by-name.ts';
import type { Tracker } from './trackers.ts';

/**
 * Why nobody can rely on what a script says, whatever it is called: what keepalived makes of its line or its command is
 * not followed. Undefined for most.
 */
export function checkDoubt(member: GroupMember, { kind, name, tracked }: Tracker): string | undefined {
  const where = `on ${member.node.name}`;
  if (kind === 'interface') return undefined;
  if (tracked.unknownOption !== undefined)
    return `keepalived may not track ${name} ${where}, as its line goes on with "${tracked.unknownOption}"`;
  if (kind !== 'script') return undefined;
  const command = scriptNamed(member.config, name)?.command?.value ?? '';
  const connection = bashConnection(command);
  if (connection)
    return `${name} opens its connection by "${connection.name}", which fails for ever where ${connection.shell} ${where} is not Bash`;
  if (needsShell(command))
    return `${name} is run without a shell ${where}, so what it does with the shell's signs as arguments is not known`;
  if (looksForAddress(member, command))
    return `${name} looks whether ${where.slice(3)} has the address, so its result follows from the answer`;
  return undefined;
}

/** `||`, `;` or `|` as words that no shell reads. */
function needsShell(command: string): boolean {
  if (/^\s*(?:\S*\/)?(?:ba|da|a|k|z)?sh\s/.test(command)) return false;
  return /\s(?:\|\|?|&&|;)\s/.test(command.replace(/'[^']*'|"[^"]*"/g, '_'));
}

/** `ip addr | grep 192.0.2.1`: nobody is asked. */
function looksForAddress({ instance }: GroupMember, command: string): boolean {
  if (!/\b(?:ip|ifconfig)\b/.test(command)) return false;
  const words = new Set(command.split(/[^0-9A-Fa-f.:]+/));
  return allVips(instance).some(({ address }) => address && words.has(address.text));
}

/**
 * Whether a command, whatever its check is called, does not ask this node's HAProxy: it looks for keepalived, pings, asks
 * one of HAProxy's servers, or ends with a command that always succeeds. Then it is not known whom it watches.
 */
export function asksSomethingElse({ node }: GroupMember, command: string): boolean {
  if (/(?:^|[;|&]\s*)(?:\/\S*\/)?(?:true|:|exit 0|echo\b[^;|&]*)\s*['"]?\s*$/.test(command)) return true;
  if (/haproxy|127\.0\.0\.1|localhost|::1/i.test(command)) return false;
  if (/\b(?:pgrep|pidof|killall|ps)\b.*\bkeepalived\b|(?:^|\/)(?:f|arp)?ping6?\s/.test(command)) return true;
  const words = new Set(command.split(/[^0-9A-Fa-f.:]+/).flatMap((word) => [word, word.replace(/:\d*$/, '')]));
  const servers = serversOf(node);
  return [...words].some((word) => servers.has(word));
}

/** The addresses of HAProxy's servers: asked for each check. */
const serversOf = memo(
  (node: ClusterNode): ReadonlySet<string> =>
    new Set(
      filesOf(node, haproxyFiles).flatMap(({ config }) =>
        config.sections.flatMap(({ servers }) =>
          servers.flatMap(({ address }) => (address.kind === 'ip' && address.host ? [address.host.text] : [])),
        ),
      ),
    ),
);
