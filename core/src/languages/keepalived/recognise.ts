import { type Certainty, type FileName, isTemplateOf } from '../file-name.ts';

/**
 * Claims names that belong to keepalived; other `.conf` files are possible only: in `conf.d`, which is nginx's as well,
 * the text decides.
 */
export function guessKeepalived(file: FileName): Certainty | undefined {
  const { name, folders } = file;
  if (!name.endsWith('.conf')) {
    return !name.endsWith('.cfg') && isTemplateOf(file, 'keepalived') ? 'possible' : undefined;
  }
  if (name.includes('keepalived')) return 'certain';
  if (folders.includes('nginx') || folders.includes('sites-enabled')) return undefined;
  return folders.includes('keepalived') ? 'certain' : 'possible';
}

/** Whether a block begins that only keepalived has. */
export function isKeepalived(head: string): boolean {
  return /^[ \t]*(?:vrrp_instance|vrrp_script|vrrp_sync_group|global_defs|virtual_server)\b[^\n=]*(?:\{|\n\s*\{)/m.test(
    head,
  );
}

/** Lines of an instance or a virtual server, as people move them to a file of their own. */
const pieceLine =
  /^(?:\}|(?:state|priority|virtual_router_id|advert_int|interface|nopreempt|preempt_delay|authentication|auth_type|auth_pass|unicast_\w+|virtual_\w+|track_\w+|mcast_src_ip|notify\w*|real_server)\b(?!\s*=).*|[\da-f.:]+(?:\/\d+)?(?:\s+(?:dev|label|brd|scope)\s.*)?)$/i;

/** What no other program has. */
const pieceMark =
  /^[ \t]*(?:state[ \t]+(?:MASTER|BACKUP)|virtual_router_id|virtual_ipaddress|unicast_(?:src_ip|peer)|track_(?:script|process|file|interface)|auth_pass|real_server|priority[ \t]+\d+)\b/m;

/**
 * Whether a file is a part of a keepalived configuration that only means something where it is included: lines of an
 * instance outside of any block. Asked where its name leaves its program open.
 */
export function isPiece(head: string): boolean {
  if (!pieceMark.test(head)) return false;
  const lines = head.split('\n').map((line) => line.replace(/[#!].*/, '').trim());
  // The last line may be cut.
  return lines.slice(0, Math.max(1, lines.length - 1)).every((line) => line === '' || pieceLine.test(line));
}
