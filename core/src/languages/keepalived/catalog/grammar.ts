import type { Argument, Choice, Keyword, NameKind } from '../../../catalog/keyword.ts';

/** How keepalived reads a word that is an argument. Limits are inclusive. */
export type ValueType =
  | NumberType
  /** One of the argument's choices and nothing else. */
  | { readonly kind: 'word'; readonly ignoreCase?: true; readonly instead?: string; readonly loses?: true }
  | { readonly kind: 'switch' }
  | { readonly kind: 'address'; readonly instead?: string }
  | { readonly kind: 'interface' }
  | { readonly kind: 'password' };

export interface NumberType {
  readonly kind: 'integer' | 'unsigned' | 'decimal';
  readonly min: number;
  readonly max: number;
  /** Decimal places at most. */
  readonly digits?: number;
  /** The first version that takes decimals; older ones take whole numbers. */
  readonly decimalSince?: string;
  /** What keepalived uses when the value is wrong. */
  readonly instead?: string;
  /** A wrong value costs the whole block or the start of the daemon. */
  readonly loses?: true;
}

export interface KeepalivedArgument extends Argument {
  readonly type?: ValueType;
}

/** What the lines of a block are, where they are values instead of keywords. */
export type LineKind =
  | 'address'
  | 'excluded-address'
  | 'static-address'
  | 'peer'
  | 'track'
  | 'track-script'
  | 'track-interface'
  | 'names'
  | 'group-entry'
  | 'route'
  | 'rule'
  | 'free';

/** A keyword with what the program does with its arguments. */
export interface KeepalivedKeyword extends Keyword {
  readonly arguments?: readonly KeepalivedArgument[];
  /** The block's lines are values of this kind. */
  readonly lines?: LineKind;
  /** It reports words beyond its arguments itself, or takes them. */
  readonly takesMore?: true;
  /** It may stand several times in a block, each time with an effect. */
  readonly repeatable?: true;
  /** keepalived reports a second one itself and keeps the first. */
  readonly firstWins?: true;
  /** keepalived reports a second one itself and takes it. */
  readonly lastWins?: true;
  /** A word too many costs the whole line, and keepalived says so. */
  readonly exact?: true;
  /** The version from which on it is so strict (`firstWins`, `lastWins`, `exact`); absent: all. */
  readonly strictSince?: string;
  /** A word of the shell kind: quotes and escapes are read once more. */
  readonly quoted?: true;
}

type Draft = Omit<KeepalivedKeyword, 'in'>;

/** A keyword that still has to be put into blocks. */
export function kw(name: string, doc: string, ...list: readonly KeepalivedArgument[]): Draft {
  return { name, doc, ...(list.length > 0 && { arguments: list }) };
}

/** Adds facts to a keyword. */
export function but(keyword: Draft, facts: Partial<Draft>): Draft {
  return { ...keyword, ...facts };
}

/** A second one is reported and ignored. */
export function once(keyword: Draft): Draft {
  return { ...keyword, firstWins: true };
}

/** A second one is reported and counts. */
export function replaced(keyword: Draft): Draft {
  return { ...keyword, lastWins: true };
}

/** With a word too many the line is reported and has no effect. */
export function exact(keyword: Draft): Draft {
  return { ...keyword, exact: true };
}

export function since(version: string, keyword: Draft): Draft {
  return { ...keyword, since: version };
}

export function inBlocks(blocks: readonly string[], keywords: readonly Draft[]): KeepalivedKeyword[] {
  return keywords.map((keyword) => ({ ...keyword, in: blocks }));
}

/** Its block holds keywords. */
export function opens(context: string, keyword: Draft): Draft {
  return { ...keyword, opens: context };
}

/** Its block holds lines of values. */
export function holds(lines: LineKind, context: string, keyword: Draft): Draft {
  return { ...keyword, opens: context, lines };
}

/** A command line: everything up to the line's end. */
export function command(keyword: Draft): Draft {
  return {
    ...keyword,
    quoted: true,
    arguments: [{ name: 'command', doc: 'Program by its full path, then its arguments. No shell.', repeated: true }],
  };
}

export function text(name: string, doc?: string): KeepalivedArgument {
  return { name, ...(doc !== undefined && { doc }) };
}

export function named(name: string, refersTo: NameKind, doc?: string): KeepalivedArgument {
  return { ...text(name, doc), refersTo };
}

export function maybe(argument: KeepalivedArgument): KeepalivedArgument {
  return { ...argument, optional: true };
}

export function many(argument: KeepalivedArgument): KeepalivedArgument {
  return { ...argument, repeated: true };
}

const biggest = 4_294_967_295;
const longest = 4294;

export function integer(name: string, min: number, max: number, instead?: string): KeepalivedArgument {
  return {
    name,
    doc: `${min} to ${max}.`,
    type: { kind: 'integer', min, max, ...(instead !== undefined && { instead }) },
  };
}

export function unsigned(name: string, min = 0, max = biggest, instead?: string): KeepalivedArgument {
  const doc = max === biggest ? `A whole number from ${min}.` : `${min} to ${max}.`;
  return { name, doc, type: { kind: 'unsigned', min, max, ...(instead !== undefined && { instead }) } };
}

/** Whole seconds. */
export function wholeSeconds(instead?: string, max = longest): KeepalivedArgument {
  return unsigned('seconds', 0, max, instead);
}

/** Seconds with up to six decimal places. */
export function decimalSeconds(min: number, max: number, instead?: string): KeepalivedArgument {
  return {
    name: 'seconds',
    doc: 'Seconds, decimals allowed.',
    type: { kind: 'decimal', min, max, digits: 6, ...(instead !== undefined && { instead }) },
  };
}

export function losing(argument: KeepalivedArgument): KeepalivedArgument {
  const { type } = argument;
  return type && (type.kind === 'unsigned' || type.kind === 'word')
    ? { ...argument, type: { ...type, loses: true } }
    : argument;
}

export function address(name = 'address', instead = 'nothing'): KeepalivedArgument {
  return { name, doc: 'An IPv4 or IPv6 address; host names are not resolved.', type: { kind: 'address', instead } };
}

export const networkInterface: KeepalivedArgument = {
  name: 'interface',
  type: { kind: 'interface' },
  refersTo: 'interface',
};

export function oneOf(name: string, choices: readonly (string | Choice)[], instead?: string): KeepalivedArgument {
  return {
    name,
    choices: choices.map((choice) => (typeof choice === 'string' ? { value: choice } : choice)),
    type: { kind: 'word', ...(instead !== undefined && { instead }) },
  };
}

/** `on` or `off`, by default `on`. */
export const onOff: KeepalivedArgument = {
  name: 'switch',
  optional: true,
  choices: ['on', 'off', 'yes', 'no', 'true', 'false'].map((value) => ({ value })),
  type: { kind: 'switch' },
};
