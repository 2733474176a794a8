import { parseIp } from '../../../base/ip-address.ts';
import type { Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import { impossibleInterface, isUnknown, numberFault } from './values.ts';

/** What follows an option of a route or a rule. */
export type OptionKind =
  /** Nothing. */
  | 'none'
  /** Any one word: names that files of the machine define are not checked. */
  | 'word'
  | 'address'
  /** An address with or without prefix length, or `default`, `any`, `all`. */
  | 'network'
  | 'interface'
  | 'number'
  /** 0 or 1. */
  | 'bit'
  /** A number up to 255. */
  | 'byte'
  /** A decimal, octal or hexadecimal number. */
  | 'any-base'
  /** A time, in milliseconds where no unit follows. */
  | 'time'
  /** A mark of the firewall, with a mask if wanted. */
  | 'mark'
  /** Two numbers with a dash; keepalived takes no single one. */
  | 'range'
  /** low, medium, high or a number. */
  | 'router-preference'
  | 'scope'
  | { readonly choices: readonly string[] };

const biggest = 4_294_967_295;
const specials = new Set(['default', 'any', 'all', 'default6']);

/** Why keepalived does not take the word behind an option; undefined when it does or nobody knows. */
export function optionFault(kind: OptionKind, value: string, version: Version): string | undefined {
  if (isUnknown(value)) return undefined;
  if (typeof kind !== 'string')
    return kind.choices.includes(value) ? undefined : `is none of ${kind.choices.join(', ')}`;
  switch (kind) {
    case 'address':
      return parseIp(value) ? undefined : 'is no IP address';
    case 'network':
      return isNetwork(value) ? undefined : 'is no IP address';
    case 'interface':
      return impossibleInterface(value);
    case 'number':
      return numberFault(value, { kind: 'unsigned', min: 0, max: biggest }, version);
    case 'byte':
      return numberFault(value, { kind: 'unsigned', min: 0, max: 255 }, version);
    case 'bit':
      return numberFault(value, { kind: 'unsigned', min: 0, max: 1 }, version);
    case 'any-base':
      return /^(?:0[xX][\da-fA-F]+|\d+)$/.test(value) ? undefined : 'is no number';
    case 'time':
      return /^\d*(?:\.\d*)?(?:m?s|m?secs?)?$/i.test(value) ? undefined : 'is no time';
    case 'mark':
      return /^(?:0[xX][\da-fA-F]+|\d+)(?:\/(?:0[xX][\da-fA-F]+|\d+)?)?$/.test(value)
        ? undefined
        : 'is no firewall mark';
    case 'range':
      return /^\d+-\d+/.test(value) ? undefined : 'is no range such as 80-80, and keepalived takes no single number';
    case 'router-preference':
      return /^(?:low|medium|high)$/.test(value) ? undefined : optionFault('byte', value, version);
    case 'scope':
      return scopes.has(value) || optionFault('byte', value, version) === undefined
        ? undefined
        : `is none of the scopes ${[...scopes].join(', ')}`;
    default:
      return undefined;
  }
}

/** Those that every machine knows. */
export const scopes: ReadonlySet<string> = new Set(['global', 'nowhere', 'host', 'link', 'site']);

function isNetwork(value: string): boolean {
  const slash = value.indexOf('/');
  return specials.has(value) || parseIp(slash < 0 ? value : value.slice(0, slash)) !== undefined;
}

/** The address family that a word decides; undefined for `default` and what nobody knows. */
export function familyOf(value: string): 4 | 6 | undefined {
  if (value === 'default6') return 6;
  const slash = value.indexOf('/');
  return parseIp(slash < 0 ? value : value.slice(0, slash))?.family;
}

/** Reports a wrong prefix length: the address counts then as one of a single machine. */
export function checkPrefix({ value, range }: PieceWord, version: Version, tell: Tell): void {
  const slash = value.indexOf('/');
  const family = familyOf(value);
  if (slash < 0 || family === undefined) return;
  const longest = family === 4 ? 32 : 128;
  const fault = numberFault(value.slice(slash + 1), { kind: 'unsigned', min: 0, max: longest }, version);
  if (fault === undefined) return;
  const message = `The prefix length "${value.slice(slash + 1)}" ${fault}: keepalived uses /${longest}.`;
  tell({ id: 'invalid-number', severity: 'warning', range, message });
}

/** Options by name. `lock` may stand before the values of some, and a family before some addresses. */
export type Options = ReadonlyMap<string, { readonly kind: OptionKind; readonly before?: readonly string[] }>;

export function optionsOf(kinds: readonly (readonly [string, OptionKind, ...string[]])[]): Options {
  return new Map(
    kinds.flatMap(([names, kind, ...before]) => names.split(' ').map((name) => [name, { kind, before }] as const)),
  );
}

/** Where the reading of a line stands. */
export interface Scan {
  readonly words: readonly PieceWord[];
  readonly options: Options;
  /** `route` or `rule`, for messages. */
  readonly what: string;
  readonly version: Version;
  readonly tell: Tell;
  family: 4 | 6 | undefined;
  readonly seen: Map<string, PieceWord | undefined>;
}

/** Reads the option at `index`. Returns the index behind it; undefined when the rest cannot be judged or is lost. */
export function readOption(scan: Scan, index: number): number | undefined {
  const word = scan.words[index];
  const option = word && scan.options.get(word.value);
  if (!word || !option) return undefined;
  if (option.kind === 'none') {
    scan.seen.set(word.value, undefined);
    return index + 1;
  }
  const skip = option.before?.includes(scan.words[index + 1]?.value ?? '') ? 2 : 1;
  const value = scan.words[index + skip];
  if (!value) {
    const message = `Nothing follows "${word.value}": keepalived stops reading here. Add the value or remove the word.`;
    scan.tell({ id: 'missing-argument', severity: 'error', range: word.range, message });
    return undefined;
  }
  scan.seen.set(word.value, value);
  const fault = optionFault(option.kind, value.value, scan.version);
  if (fault !== undefined) {
    const id = idOf(option.kind);
    const message = `"${value.value}" ${fault}: keepalived leaves out the whole ${scan.what}.`;
    scan.tell({ id, severity: 'error', range: value.range, message });
    return undefined;
  }
  if (option.kind === 'address' || option.kind === 'network') {
    if (option.kind === 'network') checkPrefix(value, scan.version, scan.tell);
    if (!joinFamily(scan, value)) return undefined;
    if (scan.what === 'route' && word.value === 'from' && familyOf(value.value) === 4) {
      const message = 'Only IPv6 routes have a from: keepalived leaves out the route. A rule can choose by the source.';
      scan.tell({ id: 'invalid-value', severity: 'error', range: word.range, message });
      return undefined;
    }
  }
  return index + skip + 1;
}

function idOf(kind: OptionKind): string {
  if (kind === 'address' || kind === 'network') return 'invalid-address';
  if (kind === 'interface') return 'invalid-interface';
  return typeof kind === 'string' ? 'invalid-number' : 'invalid-value';
}

/** False when the word is of another address family than those before. */
export function joinFamily(scan: Scan, word: PieceWord): boolean {
  const family = familyOf(word.value);
  if (family === undefined || scan.family === undefined || family === scan.family) {
    scan.family ??= family;
    return true;
  }
  const message = `This ${scan.what} mixes IPv4 and IPv6: keepalived leaves it out.`;
  scan.tell({ id: 'invalid-address', severity: 'error', range: word.range, message });
  return false;
}
