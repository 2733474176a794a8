import { parseIp } from '../../../base/ip-address.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { Piece, PieceWord } from './pieces.ts';
import type { BlockFacts, Level } from './state.ts';

/** The schedulers that flags are for. */
const flags: ReadonlySet<string> = new Set(['hashed', 'sh-port', 'sh-fallback', 'mh-port', 'mh-fallback']);

/** The keywords whose lines {@link checkServerLine} looks at. */
export const serverKeywords: ReadonlySet<string> = new Set([
  ...flags,
  'sorry_server_inhibit',
  'sorry_server_lvs_method',
  'bindto',
  'sorry_server',
]);

/** Reports what is wrong with a line because of the lines and blocks before it. `levels` are those that are open. */
export function checkServerLine(
  { name }: KeepalivedKeyword,
  piece: Piece,
  level: Level,
  levels: readonly Level[],
  tell: Tell,
): void {
  if (!serverKeywords.has(name)) return;
  const [first, value] = piece.words;
  const { seen } = level.facts;
  if (flags.has(name)) {
    const scheduler = (seen.get('lb_algo') ?? seen.get('lvs_sched'))?.value;
    if (scheduler === undefined || !/^[sm]h$|\$/.test(scheduler)) {
      const message = `${name} is for the schedulers sh and mh, and none of them stands above: keepalived ignores it.`;
      tell({ id: 'invalid-value', severity: 'error', range: first.range, message });
    }
  } else if (name === 'sorry_server_inhibit' || name === 'sorry_server_lvs_method') {
    if (seen.has('sorry_server')) return;
    const message = `No sorry_server stands above: keepalived ignores ${name}. Move it below.`;
    tell({ id: 'invalid-value', severity: 'error', range: first.range, message });
  } else if (name === 'sorry_server') {
    seen.set('sorry_server port', piece.words[2]);
  } else if (name === 'bindto' && value && !/^(?:SMTP_CHECK|host)$/.test(level.keyword.name)) {
    const target = seen.get('connect_ip') ?? levels.findLast((each) => each.keyword.name === 'real_server')?.words[1];
    if (!differ(value, target)) return;
    const message = `${value.value} is of another address family than ${target?.value ?? 'the target'}: keepalived ignores it.`;
    tell({ id: 'invalid-address', severity: 'error', range: value.range, message });
  }
}

/** Both are addresses, and of different families. */
function differ(one: PieceWord | undefined, other: PieceWord | undefined): boolean {
  // Only addresses of version 6 have a colon.
  if (!one || !other || one.value.includes(':') === other.value.includes(':')) return false;
  const families = [parseIp(one.value)?.family, parseIp(other.value)?.family];
  return families[0] !== undefined && families[1] !== undefined && families[0] !== families[1];
}

function tunnels({ seen }: BlockFacts): boolean {
  return seen.get('lvs_method')?.value === 'TUN' || seen.get('lb_kind')?.value === 'TUN';
}

/** A closing brace. Its range is made when there is something to tell. */
interface Brace {
  readonly range: TextRange;
}

export function finishRealServer(level: Level, brace: Brace, tell: Tell): void {
  const address = level.words[1];
  if (!isOfOtherFamily(level, address)) {
    level.outer.addServer(level);
    return;
  }
  const message = `${address?.value ?? ''} is of another address family than its virtual server: keepalived leaves it out.`;
  tell({ id: 'incomplete-block', severity: 'error', range: brace.range, message });
}

/** Through a tunnel a server may be of the other address family, else not. */
function isOfOtherFamily({ facts, outer }: Level, address: PieceWord | undefined): boolean {
  const { seen } = outer;
  // The first server decides where the virtual one has no address.
  const decides = seen.get('virtual_server') ?? seen.get('first real_server');
  if (facts.seen.has('lvs_method') ? tunnels(facts) : tunnels(outer)) return false;
  if (!decides) seen.set('first real_server', address);
  return differ(decides, address);
}

export function finishVirtualServer({ facts }: Level, brace: Brace, tell: Tell): void {
  const { seen } = facts;
  const sorry = seen.get('sorry_server');
  if (seen.get('sorry_server_lvs_method')?.value === 'TUN') return;
  if (!sorry || !differ(seen.get('virtual_server') ?? seen.get('first real_server'), sorry)) return;
  const message = `The sorry_server is of another address family than its virtual server: keepalived leaves it out.`;
  tell({ id: 'incomplete-block', severity: 'error', range: brace.range, message });
}

/** Addresses that are valid on one link only need an interface. */
export function finishCheck({ facts }: Level, brace: Brace, tell: Tell): void {
  const target = facts.seen.get('connect_ip');
  if (!target || !/^fe[89ab]/i.test(target.value) || facts.seen.has('bind_if')) return;
  const message = `${target.value} is reached through one interface only: keepalived leaves out the check. Add bind_if.`;
  tell({ id: 'incomplete-block', severity: 'error', range: brace.range, message });
}
