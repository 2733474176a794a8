import { parseIp } from '../../../base/ip-address.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
import { finishCheck, finishRealServer, finishVirtualServer } from './servers.ts';
import type { Level } from './state.ts';
import { isUnknown } from './values.ts';

/** Reports what a block lacks, at its closing brace, as keepalived does. */
export function checkFinished(level: Level, close: Site, facts: ChunkFacts, tell: Tell): void {
  const { seen, values } = level.facts;
  const name = level.words[1]?.value ?? '';
  const lacks = (what: string, effect: string): void =>
    tell({
      id: 'incomplete-block',
      severity: 'error',
      range: close.range,
      message: `${level.words.map((word) => word.value).join(' ')} has no ${what}: ${effect}.`,
    });
  // What stands in the file of an include may be what is missing.
  if (facts.includes) return;
  const whole = level.chunk === close.chunk;
  switch (level.keyword.name) {
    case 'vrrp_script':
      // What is wrong with an open quote or a missing command is said on its line.
      if (!seen.get('script')?.value) {
        lacks('script', 'keepalived removes it, and what tracks it is not checked');
        const at = facts.declared.findLastIndex((fact) => fact.kind === 'vrrp_script' && fact.name === name);
        if (at >= 0) facts.declared.splice(at, 1);
      }
      break;
    case 'vrrp_instance':
      // What a block with a missing brace says has no place in this chunk.
      if (whole) finishInstance(level, close.range, facts, tell);
      break;
    case 'vrrp_sync_group':
      if (!seen.has('group')) lacks('group of instances', 'keepalived removes it');
      break;
    case 'bfd_instance':
      finishBfd(level, lacks);
      break;
    case 'garp_group':
      if (!seen.has('garp_interval') && !seen.has('gna_interval')) lacks('garp_interval', 'keepalived removes it');
      break;
    case 'track_file':
    case 'vrrp_track_file':
      if (level.keyword.opens === 'track_file' && !seen.get('file')) lacks('file', 'keepalived removes it');
      break;
    case 'track_group':
      if (!seen.has('group')) lacks('group of instances', 'keepalived removes it');
      break;
    case 'vrrp_track_process':
      if (!seen.has('process')) lacks('process', 'keepalived removes it');
      break;
    case 'virtual_server':
      finishVirtualServer(level, close.range, tell);
      if (!values.has('real_server')) lacks('usable real_server', 'keepalived leaves it out');
      break;
    case 'virtual_server_group':
      if (values.size === 0) lacks('addresses', 'keepalived removes it');
      break;
    case 'notification_email':
    case 'group':
      if (values.size === 0) lacks('entries', 'it has no effect');
      break;
    case 'TCP_CHECK':
    case 'SMTP_CHECK':
    case 'DNS_CHECK':
    case 'UDP_CHECK':
    case 'PING_CHECK':
      finishCheck(level, close.range, tell);
      break;
    case 'HTTP_GET':
    case 'SSL_GET':
      finishCheck(level, close.range, tell);
      if (!values.has('url')) lacks('url with a path', 'keepalived drops the check');
      break;
    case 'url':
      if (seen.has('path')) level.outer.values.add('url');
      else lacks('path', 'keepalived ignores it');
      break;
    case 'MISC_CHECK':
      if (!seen.get('misc_path')) lacks('misc_path', 'keepalived drops the check');
      break;
    case 'FILE_CHECK':
      if (!seen.has('track_file')) lacks('track_file', 'keepalived drops the check');
      break;
    case 'BFD_CHECK':
      if (!seen.has('name')) lacks('name', 'keepalived drops the check');
      break;
    case 'real_server':
      finishRealServer(level, close.range, tell);
      break;
    case 'authentication':
      if (whole) finishAuthentication(level, tell);
      break;
  }
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

function finishBfd({ facts }: Level, lacks: (what: string, effect: string) => void): void {
  const neighbour = facts.seen.get('neighbor_ip') ?? facts.seen.get('neighbour_ip');
  if (!neighbour) {
    lacks('neighbor_ip', 'keepalived leaves it out');
    return;
  }
  const source = facts.seen.get('source_ip');
  const families = [neighbour, source].map((word) => word && parseIp(word.value)?.family);
  if (families[0] !== undefined && families[1] !== undefined && families[0] !== families[1]) {
    lacks('source_ip of the family of its neighbour', 'keepalived leaves it out');
  }
}

const unicastKeywords = [
  'unicast_peer',
  'unicast_src_ip',
  'check_unicast_src',
  'unicast_fault_no_peer',
  'old_unicast_checksum',
];

function finishInstance(level: Level, close: TextRange, facts: ChunkFacts, tell: Tell): void {
  const { seen, values } = level.facts;
  const [keyword, name] = level.words;
  const interfaceName = seen.get('interface');
  const unicast = unicastKeywords.some((each) => seen.has(each));
  const at = name ?? keyword;
  if (!at) return;
  finishUnicast(level, unicast, close, tell);
  if (!seen.has('interface') && !unicast) {
    facts.withoutInterface.push({ name: at.value, range: at.range });
  }
  if (interfaceName && values.has(`track_interface ${interfaceName.value}`)) {
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
  const family = values.has('family 6') || parseIp(seen.get('mcast_src_ip')?.value ?? '')?.family === 6 ? 6 : 4;
  facts.routers.push({ instance: at.value, key: `${device} ${decimal} IPv${family}`, range: id.range });
}
