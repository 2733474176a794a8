/** No file repeats a line more often; what does is noise. */
const most = 4096;

const prefix = /^\s*~(SEQx?|LST)\(((?:[^(){}]|\{[^{}]*\})*)\)\s*(.*)$/s;

/** One of the lines that a repeated line stands for. */
export interface Repetition {
  readonly text: string;
  /** What the variables are in it. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * What a line with `~SEQ(var[, start[, step]], end) rest`, `~SEQx` or `~LST(var, value, …) rest` stands for: its rest
 * once for each value, the innermost repetition fastest. Undefined when it cannot be read.
 */
export function repetitionsOf(
  text: string,
  outer: Repetition['values'] = new Map(),
): readonly Repetition[] | undefined {
  const match = prefix.exec(text);
  if (!match) return /^\s*~/.test(text) ? undefined : [{ text, values: outer }];
  const [, kind, list = '', rest = ''] = match;
  const rows = kind === 'LST' ? listValues(list) : sequenceValues(list, kind === 'SEQx');
  if (!rows) return undefined;
  const lines: Repetition[] = [];
  for (const row of rows) {
    const inner = repetitionsOf(rest, new Map([...outer, ...row]));
    if (!inner || lines.length + inner.length > most) return undefined;
    lines.push(...inner);
  }
  return lines;
}

const prefixes = /^\s*(?:~(?:SEQx?|LST)\([^()]*\)\s*)+/;

/** A repeated line: what is repeated, its variables, and what they are at last, where that can be read. */
export interface RepeatedLine {
  /** The line with blanks in the place of the repetitions. */
  readonly rest: string;
  readonly names: readonly string[];
  readonly last: ReadonlyMap<string, string>;
}

/** Reads the repetitions at the start of a line; undefined for a line without any. */
export function repeatedLine(text: string): RepeatedLine | undefined {
  const whole = text.includes('~') ? prefixes.exec(text)?.[0] : undefined;
  if (whole === undefined) return undefined;
  const names = [...whole.matchAll(/~(?:SEQx?|LST)\(\s*(?:\{([^{}]*)\}|(\w+))/g)].flatMap(([, several, one]) =>
    (several ?? one ?? '').split(',').map((name) => name.trim()),
  );
  const last = new Map<string, string>();
  for (const [one] of whole.matchAll(/~(?:SEQx?|LST)\([^()]*\)/g)) {
    for (const [name, value] of repetitionsOf(one)?.at(-1)?.values ?? []) last.set(name, value);
  }
  return { rest: ' '.repeat(whole.length) + text.slice(whole.length), names, last };
}

function sequenceValues(list: string, hexadecimal: boolean): readonly Repetition['values'][] | undefined {
  const [name = '', ...texts] = list.split(',').map((part) => part.trim());
  const numbers = texts.map((text) => (/^-?(?:\d+|0[xX][\da-fA-F]+)$/.test(text) ? numberOf(text) : Number.NaN));
  if (!/^\w+$/.test(name) || numbers.length === 0 || numbers.length > 3) return undefined;
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const end = numbers.at(-1) ?? 0;
  const start = (numbers.length > 1 ? numbers[0] : undefined) ?? (end > 0 ? 1 : -1);
  const step = (numbers.length > 2 ? numbers[1] : undefined) ?? (end < start ? -1 : 1);
  const count = Math.floor((end - start) / step) + 1;
  if (!(count <= most)) return undefined;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const value = start + index * step;
    return new Map([[name, value.toString(hexadecimal ? 16 : 10)]]);
  });
}

function numberOf(text: string): number {
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
}

/** `var, a, b` or `{var1, var2}, {a1, a2}, {b1, b2}`. */
function listValues(list: string): readonly Repetition['values'][] | undefined {
  const parts = [...list.matchAll(/\{([^{}]*)\}|[^,{}]+/g)]
    .map(([whole, inner]) => (inner ?? whole).split(',').map((part) => part.trim()))
    .filter((part) => part.length > 1 || part[0] !== '');
  const [names, ...rows] = parts;
  if (!names?.every((name) => /^\w+$/.test(name))) return undefined;
  return rows.map((row) => new Map(names.map((name, index) => [name, row[index] ?? ''])));
}
