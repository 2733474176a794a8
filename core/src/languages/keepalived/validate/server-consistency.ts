import { parseIp } from '../../../base/ip-address.ts';
import { instead, type Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import type { BlockFacts, Level } from './state.ts';
import { isUnknown } from './values.ts';

/**
 * Reports what keepalived finds out about a virtual server when everything is read (check/check_data.c,
 * validate_check_config), and then says without a line.
 */
export function checkConsistency(level: Level, tell: Tell): void {
  const { seen, servers } = level.facts;
  // Without a server that it can use, keepalived leaves the virtual one out.
  if (servers.length === 0 || level.words.some(({ value }) => isUnknown(value))) return;
  const mark = level.words[1]?.value === 'fwmark';
  const group = level.words[1]?.value === 'group';
  const left = checkRepeatedServers(servers, tell);
  checkDefaults(level, mark || group, left, tell);
  if (mark) checkMark(level, tell);
  if (!group) checkPorts(level, mark, left, tell);
  const protocol = seen.get('protocol');
  if (!mark && seen.has('ops') && protocol && /^(?:tcp|sctp)$/i.test(protocol.value)) {
    const message = `ops, a choice of server for each packet, is for UDP: keepalived leaves it out with ${protocol.value}. Remove one of them.`;
    tell({ id: 'one-packet-without-udp', severity: 'warning', range: protocol.range, message });
  }
  checkQuorum(level.facts, left, tell);
}

/** Returns the servers that are left. */
function checkRepeatedServers(servers: readonly Level[], tell: Tell): readonly Level[] {
  if (servers.length === 1) return servers;
  const known = new Set<string>();
  return servers.filter(({ words: [, address, port] }) => {
    if (!address || isUnknown(address.value) || (port && isUnknown(port.value))) return true;
    const host = address.value.includes(':') ? (parseIp(address.value)?.text ?? address.value) : address.value;
    const key = `${host} ${Number(port?.value ?? 0)}`;
    if (!known.has(key)) return known.add(key);
    const shown = port ? `${address.value} ${port.value}` : address.value;
    const message = `${shown} is a server of this virtual server already: keepalived removes the second one, with its weight and its checks. Remove one of them.`;
    tell({ id: 'repeated-server', severity: 'error', range: address.range, message });
    return false;
  });
}

/** What is missing and means something else than one might think. */
function checkDefaults(
  { words: [keyword], facts }: Level,
  special: boolean,
  servers: readonly Level[],
  tell: Tell,
): void {
  const { seen } = facts;
  if (!keyword) return;
  const sorry = seen.has('sorry_server') && !seen.has('sorry_server_lvs_method');
  const undecided = sorry || servers.some((server) => !server.facts.seen.has('lvs_method'));
  const missing: [keyword: string, instead: string][] = [];
  if (!special && !seen.has('protocol')) missing.push(['protocol', 'UDP (no TCP connection is balanced)']);
  if (!seen.has('lb_algo') && !seen.has('lvs_sched')) missing.push(['lb_algo', 'wlc']);
  if (undecided && !seen.has('lb_kind') && !seen.has('lvs_method')) missing.push(['lb_kind', 'NAT']);
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name).join(', no ');
  const message = `No ${names} stands in this virtual_server: keepalived complains and takes ${missing.map(([, value]) => value).join(', ')}. Write what is meant.`;
  tell({ id: 'virtual-server-default', severity: 'warning', range: keyword.range, message });
}

/** What a firewall mark decides already. */
function checkMark({ words: [, mark], facts: { seen } }: Level, tell: Tell): void {
  const protocol = seen.get('protocol');
  if (protocol) {
    const message = `The firewall mark decides which packets belong to this virtual_server: keepalived ignores protocol. Remove the line.`;
    tell({ id: 'ignored-with-fwmark', severity: 'warning', range: protocol.range, message });
  }
  if (mark && seen.has('ha_suspend')) {
    const message = `A virtual_server with a firewall mark has no address that could be missing: keepalived ignores ha_suspend. Remove the line.`;
    tell({ id: 'ignored-with-fwmark', severity: 'warning', range: mark.range, message });
  }
}

/** With DR and TUN a packet arrives as it was sent: only NAT can change its port. */
function checkPorts({ words: [, , port], facts }: Level, mark: boolean, servers: readonly Level[], tell: Tell): void {
  const { seen } = facts;
  // Of a missing port something else is said.
  if (!mark && !port) return;
  const wanted = mark ? 0 : Number(port?.value);
  if (Number.isNaN(wanted)) return;
  const check = (of: string, own: PieceWord | undefined, method: string | undefined): void => {
    if (!own || (method !== 'DR' && method !== 'TUN') || !/^\d+$/.test(own.value)) return;
    if (Number(own.value) === 0 || Number(own.value) === wanted) return;
    const message = mark
      ? `${method} changes no port, and with a firewall mark any may be meant: keepalived takes away port ${own.value} of ${of}. Remove it, or use NAT.`
      : `${method} changes no port: connections reach ${of} on port ${wanted}, while its checks may look at ${own.value}. Write ${wanted}, or use NAT to reach port ${own.value}.`;
    const mend = mark ? undefined : instead(own, String(wanted), false);
    tell({ id: 'server-port-differs', severity: 'warning', range: own.range, message, ...(mend && { mend }) });
  };
  // Without any, keepalived takes NAT.
  const shared = (seen.get('lvs_method') ?? seen.get('lb_kind'))?.value.toUpperCase();
  for (const { words: own, facts: said } of servers) {
    check('this server', own[2], said.seen.get('lvs_method')?.value.toUpperCase() ?? shared);
  }
  const method = seen.get('sorry_server_lvs_method')?.value.toUpperCase() ?? shared;
  check('the sorry_server', seen.get('sorry_server port'), method);
}

function checkQuorum(facts: BlockFacts, servers: readonly Level[], tell: Tell): void {
  const { seen } = facts;
  const written = seen.get('quorum');
  const slack = seen.get('hysteresis');
  if (!written && !slack) return;
  let sum = 0;
  for (const server of servers) sum += numberOf(server.facts.seen.get('weight') ?? seen.get('weight'), 1);
  const quorum = numberOf(written, 1);
  if (Number.isNaN(sum) || Number.isNaN(quorum)) return;
  if (written && quorum > sum) {
    const message = `The real servers have a weight of ${sum} in all, so a quorum of ${quorum} is never reached: keepalived takes ${sum}, and then a single failed server is too much. Lower it or raise the weights.`;
    const mend = sum > 0 ? { mend: instead(written, String(sum), false) } : {};
    tell({ id: 'quorum-above-weights', severity: 'warning', range: written.range, message, ...mend });
  }
  const reached = Math.min(quorum, sum);
  if (!slack || reached < 1 || !(numberOf(slack, 0) >= reached)) return;
  const message = `hysteresis has to be smaller than the quorum, which is ${reached}${written ? '' : ' where none is written'}: keepalived takes ${reached - 1}. Lower it or raise the quorum.`;
  const mend = instead(slack, String(reached - 1), false);
  tell({ id: 'hysteresis-reaches-quorum', severity: 'warning', range: slack.range, message, mend });
}

/** A whole number as keepalived takes it; NaN for what it refuses and for what nobody knows. */
function numberOf(word: PieceWord | undefined, otherwise: number): number {
  return word === undefined ? otherwise : /^\d{1,9}$/.test(word.value) ? Number(word.value) : Number.NaN;
}
