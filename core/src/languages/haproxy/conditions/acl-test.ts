import type { Word } from '../../../syntax/line.ts';
import { type AclFact, aclFact, type FetchFact, fetchFact } from '../catalog/facts.ts';
import { readArguments } from '../validate/sample.ts';

/** One test of a sample, as an `acl` line or the braces of an anonymous ACL hold it. */
export interface AclTest {
  /** The keyword as written: `path_beg`, `hdr`, `req.hdr`. */
  readonly keyword: string;
  /** The fetch that it asks: `path`, `req.hdr`. */
  readonly fetch: string;
  readonly args: readonly string[];
  /** What follows the fetch: `,lower`. */
  readonly converters: string;
  /** The method that the keyword's name stands for: `beg` of `path_beg`; undefined for plain fetches. */
  readonly named: string | undefined;
  /** The method that counts; '' where it is not known. */
  readonly method: string;
  /** The word behind `-m`. */
  readonly chosen: Word | undefined;
  readonly insensitive: boolean;
  /** Index of the first pattern among `words`. */
  readonly patterns: readonly Word[];
  /** `--` stands before the patterns. */
  readonly dashes: boolean;
  /** There are patterns that cannot be seen: in a file, or in a variable. */
  readonly open: boolean;
  /** All of its words, the fetch first. */
  readonly words: readonly Word[];
}

/** Reads a test from its words; undefined where what it asks is not certain. */
export function readAcl(words: readonly Word[]): AclTest | undefined {
  const [first] = words;
  if (!first?.known) return undefined;
  const keyword = identifier.exec(first.value)?.[0] ?? '';
  const acl = aclOfAny(keyword);
  const fetch = acl?.fetch ?? keyword;
  const about = fetchOfAny(fetch);
  if (!about) return undefined;
  const read = readArguments(first.value, keyword.length, undefined);
  const converters = first.value.slice(read.end).replace(/,+$/, '');
  // Words behind a plain fetch may be its converters.
  if (read.error || (!acl && (first.value.endsWith(',') || !/^,|^$/.test(converters)))) return undefined;
  const found = readFlags(words);
  const named = acl && endsInMethod(keyword) ? acl.match : undefined;
  const usual = converters === '' ? (acl?.match ?? methodOf(about.out)) : methodBehind(converters, about.out);
  return {
    keyword,
    fetch,
    args: read.values,
    converters,
    named,
    method: found.chosen?.value ?? usual,
    words,
    ...found,
  };
}

/** What a keyword means does not differ between the versions that have it. */
function aclOfAny(name: string): AclFact | undefined {
  return aclFact(name, newest) ?? aclFact(name, oldest);
}

function fetchOfAny(name: string): FetchFact | undefined {
  return fetchFact(name, newest) ?? fetchFact(name, oldest);
}

const newest = [3, 4];
const oldest = [2, 2];

const identifier = /^[A-Za-z0-9_.+-]*/;

function endsInMethod(keyword: string): boolean {
  return /_(?:beg|dir|dom|end|len|reg|sub)$/.test(keyword);
}

function readFlags(words: readonly Word[]) {
  let chosen: Word | undefined;
  let insensitive = false;
  let open = false;
  let dashes = false;
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at];
    if (!word?.known || !word.value.startsWith('-')) break;
    if (word.value === '--') {
      dashes = true;
      at++;
      break;
    }
    if (word.value === '-i') insensitive = true;
    else if (word.value === '-m') chosen = words[++at];
    else if (word.value === '-f') {
      open = true;
      at++;
    } else if (word.value === '-u') at++;
    else if (word.value !== '-n' && word.value !== '-M') break;
  }
  const patterns = words.slice(at);
  return { chosen, insensitive, dashes, open: open || patterns.some(({ known }) => !known), patterns };
}

/** The method that a type is compared with unless another is chosen. */
function methodOf(type: string): string {
  if (type === 'str' || type === 'meth') return 'str';
  if (type === 'sint') return 'int';
  if (type === 'bool') return 'bool';
  return type === 'addr' || type === 'ipv4' || type === 'ipv6' ? 'ip' : '';
}

/** That of what comes out of converters, of which some keep a text a text. */
function methodBehind(converters: string, type: string): string {
  return /^(?:,(?:lower|upper|url_dec(?:\(\d*\))?|trim))+$/.test(converters) && (type === 'str' || type === 'meth')
    ? 'str'
    : '';
}

/** What a test looks at, in one spelling: `req.hdr(host)`, `path,lower`. */
export function sampleOf({ fetch, args, converters }: AclTest): string {
  const own = /^(?:req|res)\.f?(?:hdr|cook)/.test(fetch) ? args.map((arg) => arg.toLowerCase()) : args;
  return `${fetch}(${own.join(',')})${converters}`;
}

/** Whether it looks at the name that the client asked for, without converters that change more than letters' case. */
export function isHost({ fetch, args, converters }: AclTest): boolean {
  return /^req\.f?hdr$/.test(fetch) && args.length > 0 && args[0]?.toLowerCase() === 'host' && isFolded(converters);
}

/** No converters, or some that only change the case of letters. */
export function isFolded(converters: string): boolean {
  return /^(?:,(?:lower|upper))*$/.test(converters);
}

/** As a reader knows it: `path_beg`, `hdr(host)`. */
export function spelling({ words }: AclTest): string {
  return words[0]?.value ?? '';
}
