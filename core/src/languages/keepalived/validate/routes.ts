import { compareVersions, type Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import { checkPrefix, joinFamily, optionFault, optionsOf, readOption, type Scan } from './options.ts';
import type { Piece, PieceWord } from './pieces.ts';
import { isUnknown } from './values.ts';

const families = ['inet', 'inet6'];

const routeOptions = optionsOf([
  // keepalived skips the word behind a family.
  ['inet inet6 encap tos dsfield table protocol realms track_group vrf', 'word'],
  ['scope', 'scope'],
  ['congctl', 'word', 'lock'],
  ['src', 'address'],
  ['via gw', 'address', ...families],
  ['or', 'address'],
  ['from', 'network'],
  ['metric priority preference expires window initcwnd initrwnd', 'number'],
  ['mtu advmss reordering cwnd ssthresh', 'number', 'lock'],
  ['rtt rttvar rto_min', 'time', 'lock'],
  ['hoplimit', 'byte'],
  ['quickack fastopen_no_cookie', 'bit'],
  ['dev oif', 'interface'],
  ['features', { choices: ['ecn'] }],
  ['ttl-propagate', { choices: ['enabled', 'disabled'] }],
  ['pref', 'router-preference'],
  ['onlink add append prepend no_track', 'none'],
]);

const hopOptions = optionsOf([
  ['via', 'address', ...families],
  ['dev', 'interface'],
  ['weight', 'number'],
  ['realms', 'word'],
  ['onlink', 'none'],
]);

const routeTypes = new Set(
  'unicast local broadcast anycast multicast blackhole unreachable prohibit throw nat xresolve'.split(' '),
);
/** Reports what is wrong with a line of static_routes or virtual_routes. */
export function checkRoute({ words }: Piece, isStatic: boolean, version: Version, tell: Tell): void {
  const scan: Scan = { words, options: routeOptions, what: 'route', version, tell, family: undefined, seen: new Map() };
  let to: PieceWord | undefined;
  for (let index = 0; index < words.length; ) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return;
    if (word.value === 'nexthop') {
      if (!checkHops(scan, index)) return;
      break;
    }
    // What encapsulates has a grammar of its own.
    if (word.value === 'encap') return;
    if (routeOptions.has(word.value) && (isStatic || word.value !== 'track_group') && !isOlderWord(word, version)) {
      reportOldWord(word, tell);
      const next = readOption(scan, index);
      if (next === undefined) return;
      index = next;
      continue;
    }
    if (word.value === 'to' || routeTypes.has(word.value) || /^\d+$/.test(word.value)) index++;
    to = words[index];
    if (!to) {
      const message = `No destination follows "${words.at(-1)?.value ?? ''}": keepalived stops reading here.`;
      tell({ id: 'missing-argument', severity: 'error', range: word.range, message });
      return;
    }
    const fault = optionFault('network', to.value, version);
    if (fault !== undefined) {
      const message = `keepalived knows no "${to.value}" in a route, and it is no address: it leaves out the route.`;
      tell({ id: 'invalid-value', severity: 'error', range: to.range, message });
      return;
    }
    checkPrefix(to, version, tell);
    if (!joinFamily(scan, to)) return;
    index++;
  }
  finishRoute(scan, to, tell);
}

/** 2.1 and older take these words for destinations. */
function isOlderWord({ value }: PieceWord, version: Version): boolean {
  return compareVersions(version, [2, 2]) < 0 && /^(?:add|append|prepend|vrf)$/.test(value);
}

function reportOldWord({ value, range }: PieceWord, tell: Tell): void {
  const instead = value === 'gw' ? 'via' : value === 'or' ? 'nexthop' : undefined;
  if (instead === undefined) return;
  const message = `"${value}" is an old word, and keepalived complains about it. Write ${instead}.`;
  tell({ id: 'deprecated-keyword', severity: 'warning', range, message });
}

function checkHops(scan: Scan, from: number): boolean {
  // The interfaces of next hops are not the route's.
  const hops: Scan = { ...scan, options: hopOptions, seen: new Map() };
  let index = from;
  while (index < hops.words.length) {
    const word = hops.words[index];
    if (!word || isUnknown(word.value) || word.value === 'encap') return false;
    if (word.value === 'nexthop') index++;
    else if (hopOptions.has(word.value)) {
      const next = readOption(hops, index);
      if (next === undefined) return false;
      index = next;
    } else {
      const message = `Behind next hops only further ones may stand: keepalived does not understand "${word.value}" here. Put it before the first nexthop.`;
      hops.tell({ id: 'invalid-value', severity: 'error', range: word.range, message });
      return false;
    }
  }
  return true;
}

function finishRoute({ words, seen, version }: Scan, to: PieceWord | undefined, tell: Tell): void {
  const [first] = words;
  if (!first) return;
  if (!to) {
    const message = 'The route has no destination: keepalived leaves it out. Add a network or default.';
    tell({ id: 'missing-argument', severity: 'error', range: first.range, message });
    return;
  }
  if (seen.has('no_track')) return;
  const protocol = seen.get('protocol');
  if (protocol && !isUnknown(protocol.value) && !/^(?:keepalived|18)$/.test(protocol.value)) {
    const message = `keepalived tracks only routes of its own protocol, and ignores "${protocol.value}". Add no_track or remove the protocol.`;
    tell({ id: 'invalid-value', severity: 'warning', range: protocol.range, message });
  }
  if (compareVersions(version, [2, 3]) >= 0 || seen.has('dev') || seen.has('oif')) return;
  const message = `The route names no interface, so keepalived before 2.3 cannot track it: when it goes, nothing notices. Add dev and the interface, or no_track.`;
  tell({ id: 'untracked-route', severity: 'warning', range: to.range, message });
}
