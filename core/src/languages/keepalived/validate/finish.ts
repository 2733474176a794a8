import { parseIp } from '../../../base/ip-address.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { Chunk } from '../../../syntax/chunk.ts';
import { includesOf } from '../configuration.ts';
import { noteBfd } from './bfd-neighbours.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
import { checkConsistency } from './server-consistency.ts';
import { finishCheck, finishRealServer, finishVirtualServer } from './servers.ts';
import type { Level } from './state.ts';
import { isUnknown } from './values.ts';

/** Reports what a block lacks, at its closing brace, as keepalived does. */
export function checkFinished(level: Level, close: Closing, facts: ChunkFacts, tell: Tell): void {
  // What stands in the file of an include may be what is missing.
  if (!facts.includes) finishers.get(level.keyword.name)?.(level, close, tell, facts);
}

/** The brace that closes a block, and the chunk in which it stands. */
export interface Closing {
  readonly chunk: Chunk;
  readonly brace: { readonly range: TextRange };
}

type Finisher = (level: Level, close: Closing, tell: Tell, facts: ChunkFacts) => void;

function lacks(level: Level, { brace }: Closing, tell: Tell, what: string, effect: string): void {
  const message = `${level.words.map((word) => word.value).join(' ')} has no ${what}: ${effect}.`;
  tell({ id: 'incomplete-block', severity: 'error', range: brace.range, message });
}

/** A block that needs one of some keywords. */
function needs(keywords: readonly string[], what: string, effect: string): Finisher {
  return (level, close, tell) => {
    const { seen } = level.facts;
    if (!keywords.some((keyword) => seen.has(keyword))) lacks(level, close, tell, what, effect);
  };
}

/** The same, where an empty value is as good as none. */
function needsValue(keyword: string, effect: string): Finisher {
  return (level, close, tell) => {
    if (!level.facts.seen.get(keyword)) lacks(level, close, tell, keyword, effect);
  };
}

function needsLines(what: string, effect: string): Finisher {
  return (level, close, tell) => {
    if (level.facts.lines === 0) lacks(level, close, tell, what, effect);
  };
}

const finishCheckBlock: Finisher = (level, { brace }, tell) => finishCheck(level, brace, tell);

const finishHttpCheck: Finisher = (level, close, tell) => {
  finishCheck(level, close.brace, tell);
  if (!level.facts.notes.has('url')) lacks(level, close, tell, 'url with a path', 'keepalived drops the check');
};

const finishTrackFile: Finisher = (level, close, tell) => {
  if (level.keyword.opens === 'track_file' && !level.facts.seen.get('file')) {
    lacks(level, close, tell, 'file', 'keepalived removes it');
  }
};

const finishers: ReadonlyMap<string, Finisher> = new Map<string, Finisher>([
  ['vrrp_script', finishScript],
  ['vrrp_instance', finishInstance],
  ['vrrp_sync_group', needs(['group'], 'group of instances', 'keepalived removes it')],
  ['bfd_instance', finishBfd],
  ['garp_group', needs(['garp_interval', 'gna_interval'], 'garp_interval', 'keepalived removes it')],
  ['track_file', finishTrackFile],
  ['vrrp_track_file', finishTrackFile],
  ['track_group', needs(['group'], 'group of instances', 'keepalived removes it')],
  ['vrrp_track_process', needs(['process'], 'process', 'keepalived removes it')],
  [
    'virtual_server',
    (level, close, tell) => {
      finishVirtualServer(level, close.brace, tell);
      if (!level.facts.notes.has('real_server')) {
        lacks(level, close, tell, 'usable real_server', 'keepalived leaves it out');
      }
      // What a block with a missing brace or of an included file says has no place in this chunk.
      if (level.chunk === close.chunk && includesOf(level.chunk).length === 0) checkConsistency(level, tell);
    },
  ],
  ['virtual_server_group', needsLines('addresses', 'keepalived removes it')],
  ['notification_email', needsLines('entries', 'it has no effect')],
  ['group', needsLines('entries', 'it has no effect')],
  ['TCP_CHECK', finishCheckBlock],
  ['SMTP_CHECK', finishCheckBlock],
  ['DNS_CHECK', finishCheckBlock],
  ['UDP_CHECK', finishCheckBlock],
  ['PING_CHECK', finishCheckBlock],
  ['HTTP_GET', finishHttpCheck],
  ['SSL_GET', finishHttpCheck],
  [
    'url',
    (level, close, tell) => {
      if (level.facts.seen.has('path')) level.outer.notes.add('url');
      else lacks(level, close, tell, 'path', 'keepalived ignores it');
    },
  ],
  ['MISC_CHECK', needsValue('misc_path', 'keepalived drops the check')],
  ['FILE_CHECK', needs(['track_file'], 'track_file', 'keepalived drops the check')],
  ['BFD_CHECK', needs(['name'], 'name', 'keepalived drops the check')],
  ['real_server', (level, { brace }, tell) => finishRealServer(level, brace, tell)],
  [
    'authentication',
    (level, { chunk }, tell) => {
      if (level.chunk === chunk) finishAuthentication(level, tell);
    },
  ],
]);

function finishScript(level: Level, close: Closing, tell: Tell, { declared }: ChunkFacts): void {
  // What is wrong with an open quote or a missing command is said on its line.
  if (level.facts.seen.get('script')?.value) return;
  lacks(level, close, tell, 'script', 'keepalived removes it, and what tracks it is not checked');
  const name = level.words[1]?.value ?? '';
  const at = declared.findLastIndex((fact) => fact.kind === 'vrrp_script' && fact.name === name);
  if (at >= 0) declared.splice(at, 1);
}

function finishAuthentication(level: Level, tell: Tell): void {
  const { seen } = level.facts;
  const type = seen.get('auth_type');
  if (seen.has('auth_pass') || !type || (type.value !== 'PASS' && type.value !== 'AH')) return;
  tell({
    id: 'missing-password',
    severity: 'error',
    range: type.range,
    message: 'No auth_pass follows: keepalived uses no authentication, and nodes that do reject its advertisements.',
  });
}

function finishUnicast({ facts, words }: Level, unicast: boolean, range: TextRange, tell: Tell): void {
  const { seen } = facts;
  const name = words[1]?.value ?? '';
  const virtual = seen.has('use_vmac') ? 'use_vmac' : seen.has('use_ipvlan') ? 'use_ipvlan' : undefined;
  const ttl = seen.get('unicast_ttl')?.value ?? '';
  if (/^\d{1,3}$/.test(ttl) && Number(ttl) < 256 && !seen.has('unicast_peer')) {
    const message = `${name} has a unicast_ttl and no unicast_peer: keepalived ignores it.`;
    tell({ id: 'incomplete-block', severity: 'error', range, message });
  }
  if (!unicast || virtual === undefined || (seen.has('interface') && seen.has('vmac_xmit_base'))) return;
  const message = seen.has('interface')
    ? `With unicast ${virtual} needs vmac_xmit_base: keepalived complains and sets it. Add it.`
    : `${name} has ${virtual} and no interface: with unicast keepalived ignores ${virtual}.`;
  tell({ id: 'incomplete-block', severity: seen.has('interface') ? 'warning' : 'error', range, message });
}

function finishBfd(level: Level, close: Closing, tell: Tell, { bfd }: ChunkFacts): void {
  const { facts } = level;
  const neighbour = facts.seen.get('neighbor_ip') ?? facts.seen.get('neighbour_ip');
  if (!neighbour) {
    lacks(level, close, tell, 'neighbor_ip', 'keepalived leaves it out');
    return;
  }
  const source = facts.seen.get('source_ip');
  const families = [neighbour, source].map((word) => word && parseIp(word.value)?.family);
  if (families[0] !== undefined && families[1] !== undefined && families[0] !== families[1]) {
    lacks(level, close, tell, 'source_ip of the family of its neighbour', 'keepalived leaves it out');
  } else if (level.chunk === close.chunk) noteBfd(level, neighbour, bfd);
}

const unicastKeywords = [
  'unicast_peer',
  'unicast_src_ip',
  'check_unicast_src',
  'unicast_fault_no_peer',
  'old_unicast_checksum',
];

function finishInstance(level: Level, { chunk, brace }: Closing, tell: Tell, facts: ChunkFacts): void {
  // What a block with a missing brace says has no place in this chunk.
  if (level.chunk !== chunk) return;
  const { seen, notes } = level.facts;
  const [keyword, name] = level.words;
  const interfaceName = seen.get('interface');
  const unicast = unicastKeywords.some((each) => seen.has(each));
  const at = name ?? keyword;
  if (!at) return;
  finishUnicast(level, unicast, brace.range, tell);
  if (!seen.has('interface') && !unicast) {
    facts.withoutInterface.push({ name: at.value, range: at.range });
  }
  if (interfaceName && notes.has(`track_interface ${interfaceName.value}`)) {
    const own = seen.get(`track_interface ${interfaceName.value}`);
    if (own) {
      tell({
        id: 'own-interface-tracked',
        severity: 'warning',
        range: own.range,
        message: `${own.value} is the interface of the instance and tracked anyway: keepalived ignores this line. Remove it.`,
      });
    }
  }
  const id = seen.get('virtual_router_id');
  const decimal = id && /^\d+$/.test(id.value) ? Number(id.value) : undefined;
  const device = interfaceName?.value;
  if (!id || decimal === undefined || device === undefined || isUnknown(device) || isUnknown(at.value)) return;
  if (seen.has('mcast_dst_ip') || seen.has('use_vmac') || unicast) return;
  const family = notes.has('family 6') || parseIp(seen.get('mcast_src_ip')?.value ?? '')?.family === 6 ? 6 : 4;
  facts.routers.push({ instance: at.value, key: `${device} ${decimal} IPv${family}`, range: id.range });
}
