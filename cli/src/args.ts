import { parseArgs } from 'node:util';
import { nearest } from '#core/base/nearest.ts';
import { type ByName, type Table, table } from '#core/base/table.ts';

/** A flag of a command. One with a `value` (its name in the help) takes one, the others are switches. */
export interface Flag {
  readonly value?: string;
  readonly repeatable?: true;
  /** Accepted without being shown: editors add it on their own. */
  readonly hidden?: true;
  readonly help: string;
}

/** What can be said on the command line after the name of a command. */
export interface Usage {
  readonly name: string;
  /** The arguments as the help shows them: `[PATH…]`. */
  readonly operands: string;
  readonly maxOperands: number;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Further paragraphs of the command's own help. */
  readonly description?: string;
  readonly flags: ByName<Flag>;
}

export interface Args {
  readonly operands: readonly string[];
  /** Whether a flag was given. */
  has(flag: string): boolean;
  /** The last value given for a flag. */
  value(flag: string): string | undefined;
  values(flag: string): readonly string[];
}

const common: ByName<Flag> = { help: { help: 'print this help' } };

/** Reads a command's arguments; the error says what was not understood and what comes nearest to it. */
export function readArgs(usage: Usage, words: readonly string[]): Args | { readonly error: string } {
  const flags = table({ ...usage.flags, ...common });
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        [...flags].map(([name, flag]) => [name, { type: flag.value ? 'string' : 'boolean' } as const]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const operands: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.get(token.name);
    if (!flag) return { error: unknownFlag(usage, token.rawName, flags) };
    if (flag.value === undefined && token.inlineValue) return { error: `${token.rawName} takes no value` };
    const isNextFlag = !token.inlineValue && /^-./.test(token.value ?? '');
    if (flag.value !== undefined && (token.value === undefined || isNextFlag))
      return { error: `${token.rawName} needs a value: ${token.rawName} ${flag.value}` };
    const known = given.get(token.name);
    if (known && flag.value !== undefined && !flag.repeatable)
      return { error: `${token.rawName} may be given only once` };
    given.set(token.name, [...(known ?? []), token.value ?? '']);
  }
  if (operands.length > usage.maxOperands) {
    const what = usage.operands === '' ? 'no argument' : `one ${usage.operands}`;
    return { error: `"haconf ${usage.name}" takes ${what}, not "${operands.join(' ')}"` };
  }
  return {
    operands,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

/** The help of one command. */
export function commandHelp(usage: Usage): string {
  const flags = Object.entries({ ...usage.flags, ...common }).filter(([, flag]) => !flag.hidden);
  const rows = flags.map(([name, flag]): [string, string] => [
    `--${name}${flag.value === undefined ? '' : ` ${flag.value}`}`,
    flag.repeatable ? `${flag.help} (repeatable)` : flag.help,
  ]);
  const description = usage.description === undefined ? '' : `\n${usage.description.trim()}\n`;
  const operands = usage.operands === '' ? '' : ` ${usage.operands}`;
  return `Usage: haconf ${usage.name} [FLAGS]${operands}\n\n${usage.summary}\n${description}\nFlags:\n${columns(rows)}\n`;
}

/** Rows of two columns, indented by two. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** `; did you mean "x"?`, or nothing when no candidate is near. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** The error for a value that is not one of a fixed set. */
export function unknownValue(flag: string, value: string, known: readonly string[]): string {
  return `unknown value "${value}" for ${flag}: known are ${known.join(', ')}${suggestion(value, known)}`;
}

function unknownFlag(usage: Usage, word: string, flags: Table<Flag>): string {
  const names = [...flags.keys()].map((name) => `--${name}`);
  const hint = suggestion(word, names) || `; "haconf ${usage.name} --help" lists the known ones`;
  return `unknown flag "${word}"${hint}`;
}
