import { compareVersions, type Version } from '../../../base/version.ts';
import type { Facts } from './facts.ts';
import { readSample } from './sample.ts';
import type { UseSink } from './uses.ts';

const aliases: ReadonlySet<string> = new Set(
  'o OG B CC CS H ID ST T Ta Tc Th Ti Tl Tq Tr TR Td Ts Tt Tu Tw U ac b bc bi bp bq ci cp f fc fi fp ft hr hrl hs hsl HM HP HPO HQ HU HV lc ms pid r rc rt s sc si sp sq sslc sslv t tr trg trl ts tsc'.split(
    ' ',
  ),
);
const flags: ReadonlySet<string> = new Set('Q X E json cbor bin'.split(' '));

/** Why HAProxy does not take a log-format string, as its `parse_logformat_string` reads it; undefined when it does. */
export function logFormatFault(
  text: string,
  facts: Facts,
  luaLoaded: boolean,
  sink?: UseSink,
  places = 0,
): string | undefined {
  let at = 0;
  for (;;) {
    at = text.indexOf('%', at);
    if (at < 0) return undefined;
    const item = readItem(text, at + 1, facts, luaLoaded, sink, places);
    if (item.fault !== undefined) return item.fault;
    at = item.end;
  }
}

function readItem(
  text: string,
  start: number,
  facts: Facts,
  luaLoaded: boolean,
  sink: UseSink | undefined,
  places: number,
): { end: number; fault?: string } {
  let at = start;
  const fail = (fault: string): { end: number; fault: string } => ({ end: at, fault });
  if (text[at] === '(') {
    const match = /^\([A-Za-z0-9_-]*(?::[A-Za-z0-9_-]*)?\)/.exec(text.slice(at));
    if (!match) return fail(`"%${text.slice(at, at + 12)}" is not the name of a field`);
    at += match[0].length;
  }
  if (text[at] === '{') {
    const close = text.indexOf('}', at);
    if (close < 0) return fail(`"}" is missing after "%${text.slice(at)}"`);
    const fault = flagFault(text.slice(at + 1, close));
    if (fault) return fail(fault);
    at = close + 1;
    if (!/[[A-Za-z0-9]/.test(text.charAt(at))) return fail(`nothing stands after "%${text.slice(start, at)}"`);
  }
  if (text[at] === '[') {
    // The expression sees the rest of the string and says itself where it ends.
    const from = at + 1;
    const rest = text.slice(from);
    const lead = /^\s*/.exec(rest)?.[0].length ?? 0;
    const sample = readSample([rest.slice(lead)], 0, facts, luaLoaded, true, sink, places);
    if (sample.error) return fail(`in "%[${clip(rest)}": ${sample.error}`);
    const end = from + lead + sample.at;
    if (text[end] !== ']') {
      return fail(
        end >= text.length
          ? `"]" is missing after "%[${clip(rest)}"`
          : `"]" is expected before "${clip(text.slice(end))}" in "%[${clip(rest)}"`,
      );
    }
    return { end: end + 1 };
  }
  const name = /^[A-Za-z][A-Za-z0-9]*/.exec(text.slice(at))?.[0];
  if (name !== undefined) {
    if (!aliases.has(name)) return fail(`there is no log variable "%${name}"; write "%%" for the sign itself`);
    return { end: at + name.length };
  }
  const next = text.charAt(at);
  if (next === '%') return { end: at + 1 };
  if (next === '') return fail('a single "%" ends it; write "%%" for the sign itself');
  if (/[\d \t]/.test(next)) return fail(`"%${next}" is no log variable; write "%%" for the sign itself`);
  return { end: at };
}

/** A flag for structured logs where the version does not have them yet: it takes the word all the same. */
export function laterFlag(text: string, version: Version): string | undefined {
  if (compareVersions(version, [3, 0]) >= 0 || !text.includes('{')) return undefined;
  return /%(?:\([^()]*\))?\{[^{}]*[+-](json|cbor|bin)\b[^{}]*\}/.exec(text)?.[1];
}

function flagFault(text: string): string | undefined {
  for (const flag of text.split(',')) {
    const name = flag.replace(/^[+-]/, '');
    if (name !== '' && !flags.has(name)) return `there is no flag "${name}" for log variables`;
  }
  return undefined;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
