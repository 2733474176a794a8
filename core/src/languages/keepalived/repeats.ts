/** No file repeats a line more often; what does is noise. */
const most = 4096;

/** One of the lines that a repeated line stands for. */
export interface Repetition {
  readonly text: string;
  /** What the variables are in it. */
  readonly values: ReadonlyMap<string, string>;
}

/** The values of one `~SEQ` or `~LST`, made one by one when asked for. */
interface Series {
  readonly names: readonly string[];
  readonly count: number;
  values(index: number): readonly string[];
}

/** No line is read that is longer: keepalived itself ignores far shorter ones. */
const longest = 65_536;

const prefix = /\s*~(SEQx?|LST)\(((?:[^(){}]|\{[^{}]*\})*)\)\s*/y;

/**
 * What a line with `~SEQ(var[, start[, step]], end) rest`, `~SEQx` or `~LST(var, value, …) rest` stands for: its rest
 * once for each value, the innermost repetition fastest. Undefined when it cannot be read, or is too much.
 */
export function repetitionsOf(text: string): readonly Repetition[] | undefined {
  const line = readSeries(text);
  if (!line) return undefined;
  const { series, rest, count } = line;
  if (series.length === 0) return [{ text, values: new Map() }];
  return Array.from({ length: count }, (_, index) => ({ text: rest, values: valuesAt(series, index) }));
}

/**
 * How many lines a repeated line stands for, and how many variables each of them has; one line without any for what
 * is not repeated or cannot be read.
 */
export function repetitionSize(text: string): { readonly lines: number; readonly variables: number } {
  const line = readSeries(text);
  const variables = line?.series.reduce((sum, { names }) => sum + names.length, 0) ?? 0;
  return { lines: line?.count ?? 1, variables };
}

/** The repetitions at the start of a line, the outermost first, and how many lines they make. */
function readSeries(
  text: string,
): { readonly series: readonly Series[]; readonly rest: string; readonly count: number } | undefined {
  if (text.length > longest) return undefined;
  const series: Series[] = [];
  let at = 0;
  let count = 1;
  for (;;) {
    prefix.lastIndex = at;
    const match = prefix.exec(text);
    if (!match) break;
    const [whole, kind, list = ''] = match;
    const one = kind === 'LST' ? listValues(list) : sequenceValues(list, kind === 'SEQx');
    if (!one) return undefined;
    count *= one.count;
    if (count > most) return undefined;
    series.push(one);
    at += whole.length;
  }
  const rest = text.slice(at);
  return /^\s*~/.test(rest) ? undefined : { series, rest, count };
}

function valuesAt(series: readonly Series[], index: number): Map<string, string> {
  const values = new Map<string, string>();
  let left = index;
  // An inner repetition hides a variable of an outer one.
  for (const one of series.toReversed()) {
    const found = one.values(left % one.count);
    left = Math.floor(left / one.count);
    one.names.forEach((name, at) => {
      if (!values.has(name)) values.set(name, found[at] ?? '');
    });
  }
  return values;
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
  const whole = text.length <= longest && text.includes('~') ? prefixes.exec(text)?.[0] : undefined;
  if (whole === undefined) return undefined;
  const names = [...whole.matchAll(/~(?:SEQx?|LST)\(\s*(?:\{([^{}]*)\}|(\w+))/g)].flatMap(([, several, one]) =>
    (several ?? one ?? '').split(',').map((name) => name.trim()),
  );
  const last = new Map<string, string>();
  for (const [one] of whole.matchAll(/~(?:SEQx?|LST)\([^()]*\)/g)) {
    const line = readSeries(one);
    if (!line || line.count === 0) continue;
    for (const [name, value] of valuesAt(line.series, line.count - 1)) last.set(name, value);
  }
  return { rest: ' '.repeat(whole.length) + text.slice(whole.length), names, last };
}

function sequenceValues(list: string, hexadecimal: boolean): Series | undefined {
  const [name = '', ...texts] = list.split(',').map((part) => part.trim());
  const numbers = texts.map((text) => (/^-?(?:\d+|0[xX][\da-fA-F]+)$/.test(text) ? numberOf(text) : Number.NaN));
  if (!/^\w+$/.test(name) || numbers.length === 0 || numbers.length > 3) return undefined;
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const end = numbers.at(-1) ?? 0;
  const start = (numbers.length > 1 ? numbers[0] : undefined) ?? (end > 0 ? 1 : -1);
  const step = (numbers.length > 2 ? numbers[1] : undefined) ?? (end < start ? -1 : 1);
  const count = Math.floor((end - start) / step) + 1;
  if (!(count <= most)) return undefined;
  return {
    names: [name],
    count: Math.max(0, count),
    values: (index) => [(start + index * step).toString(hexadecimal ? 16 : 10)],
  };
}

function numberOf(text: string): number {
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
}

/** `var, a, b` or `{var1, var2}, {a1, a2}, {b1, b2}`. */
function listValues(list: string): Series | undefined {
  const parts = [...list.matchAll(/\{([^{}]*)\}|[^,{}]+/g)]
    .map(([whole, inner]) => (inner ?? whole).split(',').map((part) => part.trim()))
    .filter((part) => part.length > 1 || part[0] !== '');
  const [names, ...rows] = parts;
  if (!names?.every((name) => /^\w+$/.test(name))) return undefined;
  return { names, count: rows.length, values: (index) => rows[index] ?? [] };
}
