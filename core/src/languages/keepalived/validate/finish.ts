import { parseIp } from '../../../base/ip-address.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
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
      if (!seen.has('script') || seen.get('script')?.value === '') {
        lacks('script', 'keepalived removes it, and what tracks it is not checked');
        const at = facts.declared.findLastIndex((fact) => fact.kind === 'vrrp_script' && fact.name === name);
        if (at >= 0) facts.declared.splice(at, 1);
      }
      break;
    case 'vrrp_instance':
      // What a block with a missing brace says has no place in this chunk.
      if (whole) finishInstance(level, facts, tell);
      break;
    case 'vrrp_sync_group':
      if (!seen.has('group')) lacks('group of instances', 'keepalived removes it');
      break;
    case 'track_group':
      if (!seen.has('group')) lacks('group of instances', 'keepalived removes it');
      break;
    case 'vrrp_track_process':
      if (!seen.has('process')) lacks('process', 'keepalived removes it');
      break;
    case 'virtual_server':
      if (!values.has('real_server')) lacks('usable real_server', 'keepalived leaves it out');
      break;
    case 'virtual_server_group':
      if (values.size === 0) lacks('addresses', 'keepalived removes it');
      break;
    case 'notification_email':
    case 'group':
      if (values.size === 0) lacks('entries', 'it has no effect');
      break;
    case 'HTTP_GET':
    case 'SSL_GET':
      if (!values.has('url')) lacks('url with a path', 'keepalived drops the check');
      break;
    case 'url':
      if (seen.has('path')) level.outer.values.add('url');
      else lacks('path', 'keepalived ignores it');
      break;
    case 'MISC_CHECK':
      if (!seen.has('misc_path')) lacks('misc_path', 'keepalived drops the check');
      break;
    case 'FILE_CHECK':
      if (!seen.has('track_file')) lacks('track_file', 'keepalived drops the check');
      break;
    case 'BFD_CHECK':
      if (!seen.has('name')) lacks('name', 'keepalived drops the check');
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

const unicastKeywords = [
  'unicast_peer',
  'unicast_src_ip',
  'check_unicast_src',
  'unicast_fault_no_peer',
  'old_unicast_checksum',
];

function finishInstance(level: Level, facts: ChunkFacts, tell: Tell): void {
  const { seen, values } = level.facts;
  const [keyword, name] = level.words;
  const interfaceName = seen.get('interface');
  const unicast = unicastKeywords.some((each) => seen.has(each));
  const at = name ?? keyword;
  if (!at) return;
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
