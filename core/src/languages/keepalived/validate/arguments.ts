import type { Version } from '../../../base/version.ts';
import { argumentAt } from '../../../catalog/lookup.ts';
import type { KeepalivedArgument, KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { Piece, PieceWord } from './pieces.ts';
import { checkSpecial } from './special.ts';
import { checkSwallowed } from './swallowed.ts';
import { checkValue, isAddress, isUnknown, numberFault } from './values.ts';

/** Of the old keywords only these make it complain. */
const complained = new Set([
  'nb_get_retry',
  'lvs_sync_daemon_interface',
  'linkbeat_use_polling',
  'global_tracking',
  'vmac_garp_intvl',
  'vrrp_vmac_garp_intvl',
  'thread_timer_expired',
]);

const named = new Set(['vrrp_instance', 'vrrp_sync_group', 'track_group']);

/** Reports what is wrong with a keyword's arguments; true when keepalived therefore skips the keyword's whole block. */
export function checkArguments(keyword: KeepalivedKeyword, piece: Piece, version: Version, tell: Tell): boolean {
  const first = piece.words[0];
  const words = piece.words.slice(1);
  if (keyword.deprecated !== undefined && complained.has(keyword.name)) {
    const message = `${keyword.name} is an old keyword, and keepalived complains about it. Write ${keyword.deprecated}.`;
    tell({ id: 'deprecated-keyword', severity: 'warning', range: first.range, message });
  }
  const list: readonly KeepalivedArgument[] = keyword.arguments ?? [];
  if (words.length < list.length && words.length < requiredOf(list)) {
    if (piece.open) return false;
    const argument = list[words.length]?.name ?? 'value';
    const effect = named.has(keyword.name) ? 'skips the whole block' : 'stops reading or ignores the line';
    const message = `${keyword.name} needs ${articleOf(argument)} ${argument}: without it keepalived ${effect}.`;
    tell({ id: 'missing-argument', severity: 'error', range: first.range, message });
    return named.has(keyword.name);
  }
  checkSwallowed(keyword, piece, tell);
  if (keyword.name === 'virtual_server') {
    if (words[2]) reportExtra(keyword, words[2], tell);
    return checkVirtualServer(words, version, tell);
  }
  let faults = 0;
  for (let index = 0; index < words.length; index++) {
    const argument: KeepalivedArgument | undefined = list[index] ?? argumentAt(keyword, index);
    const word = words[index];
    if (argument?.type && word && checkValue(keyword.name, argument, word, version, tell)) faults++;
  }
  let lost = faults > 0 && keyword.name === 'real_server';
  checkSpecial(keyword, words, version, tell);
  // Of a command only its first word counts for these, which are then not commands at all.
  const limit = keyword.exact && keyword.quoted ? 1 : list.length;
  // What follows a quote at once belongs to the command.
  const joined = keyword.quoted && words[limit]?.range.start === words[limit - 1]?.range.end;
  const extra = joined ? undefined : words[limit];
  if (extra && (keyword.exact || (!keyword.takesMore && !list.at(-1)?.repeated))) {
    lost = reportExtra(keyword, extra, tell) || lost;
  }
  if (piece.cut && (keyword.quoted || keyword.name === 'auth_pass')) reportCut(keyword, piece, tell);
  return lost;
}

function requiredOf(list: readonly KeepalivedArgument[]): number {
  return list.filter((argument) => !argument.optional).length;
}

function reportExtra(keyword: KeepalivedKeyword, extra: PieceWord, tell: Tell): boolean {
  if (named.has(keyword.name)) {
    const message = `${keyword.name} takes one name: with "${extra.value}" behind it keepalived skips the whole block. Put a name with blanks into double quotes.`;
    tell({ id: 'missing-argument', severity: 'error', range: extra.range, message });
    return true;
  }
  if (keyword.lines !== undefined || keyword.exact || keyword.name === 'notification_email_from') {
    const effect = keyword.exact ? 'the line has no effect' : 'keepalived ignores them';
    const message = `Words too many stand behind ${keyword.name}, from "${extra.value}" on: ${effect}. ${keyword.lines ? 'Put each on a line of its own inside of the block.' : 'Remove them, or put the value into double quotes.'}`;
    const severity = keyword.exact ? 'error' : 'warning';
    tell({ id: 'invalid-value', severity, range: extra.range, message });
    return false;
  }
  const count = keyword.arguments?.length ?? 0;
  const takes = count === 0 ? 'no value' : count === 1 ? 'one value' : `at most ${count} values`;
  const message = `${keyword.name} takes ${takes}: keepalived ignores "${extra.value}" and says nothing. Put it on a line of its own or remove it.`;
  tell({ id: 'extra-argument', severity: 'warning', range: extra.range, message });
  return false;
}

function reportCut(keyword: KeepalivedKeyword, piece: Piece, tell: Tell): void {
  const last = piece.words.at(-1);
  if (!last || last.quoted || piece.words.length < 2) return;
  const message = `A # or ! starts a comment even inside a word: keepalived reads "${last.value}" as the end of ${keyword.name} and says nothing. Put the value into double quotes, or a blank before the comment.`;
  tell({ id: 'cut-by-comment', severity: 'warning', range: last.range, message });
}

/** `<address> [port]`, `fwmark <number>` or `group <name>`; a wrong one costs the whole block. */
function checkVirtualServer(words: readonly PieceWord[], version: Version, tell: Tell): boolean {
  const [what, port] = words;
  if (!what || isUnknown(what.value)) return false;
  if (what.value === 'group' || what.value === 'fwmark') {
    if (!port) {
      const message = `${what.value} needs a value: without it keepalived stops reading.`;
      tell({ id: 'missing-argument', severity: 'error', range: what.range, message });
      return true;
    }
    if (what.value === 'group') return false;
    const fault = numberFault(port.value, { kind: 'unsigned', min: 0, max: 4_294_967_295 }, version);
    if (fault !== undefined) {
      const message = `The firewall mark "${port.value}" ${fault}: keepalived leaves out the whole server.`;
      tell({ id: 'invalid-number', severity: 'error', range: port.range, message });
    }
    return fault !== undefined;
  }
  if (!isAddress(what.value)) {
    const message = `"${what.value}" is no IP address, and keepalived resolves no names here: it leaves out the whole server.`;
    tell({ id: 'invalid-address', severity: 'error', range: what.range, message });
    return true;
  }
  if (!port) {
    const message = `${what.value} has no port: it stands for all ports, and that works with persistence only. Add the port.`;
    tell({ id: 'missing-port', severity: 'warning', range: what.range, message });
    return false;
  }
  const fault = numberFault(port.value, { kind: 'unsigned', min: 0, max: 65_535 }, version);
  if (fault !== undefined) {
    const message = `The port "${port.value}" ${fault}: keepalived leaves out the whole server.`;
    tell({ id: 'invalid-number', severity: 'error', range: port.range, message });
    return true;
  }
  return false;
}

function articleOf(noun: string): string {
  return /^[aeio]/.test(noun) ? 'an' : 'a';
}
