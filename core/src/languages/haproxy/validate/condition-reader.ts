const predicates: ReadonlyMap<string, number> = new Map([
  ['awslc_api_atleast', 1],
  ['awslc_api_before', 1],
  ['defined', 1],
  ['enabled', 1],
  ['feature', 1],
  ['openssl_version_atleast', 1],
  ['openssl_version_before', 1],
  ['ssllib_name_startswith', 1],
  ['streq', 2],
  ['strneq', 2],
  ['strstr', 2],
  ['version_atleast', 1],
  ['version_before', 1],
]);

/**
 * How deep HAProxy's own reader of conditions goes, in all versions: it is one level deeper behind each `||` and each
 * `&&`, and three in each parenthesis. So this one is never deeper, either.
 */
const deepest = 1024;

const tooDeep = 'it is too long, or nested too deeply (340 "(" within each other or 1022 terms are the most)';

/** Reads the condition of an `.if`, such as `a && !(b || c(d))`, as HAProxy does. */
export class ConditionReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** What is wrong with the condition; undefined when HAProxy can read it. */
  fault(): string | undefined {
    const fault = this.alternatives(deepest);
    this.skipBlanks();
    return fault ?? (this.at < this.text.length ? `"${this.text.slice(this.at)}" is not expected` : undefined);
  }

  private skipBlanks(): void {
    while (this.text[this.at] === ' ') this.at++;
  }

  /** Terms with `||` between them, and `&&` between those. `levels` are left. */
  private alternatives(levels: number): string | undefined {
    for (let left = levels; ; left--) {
      const fault = left < 1 ? tooDeep : this.conjunction(left - 1);
      if (fault !== undefined || !this.takes('||')) return fault;
    }
  }

  private conjunction(levels: number): string | undefined {
    for (let left = levels; ; left--) {
      const fault = left < 1 ? tooDeep : this.term(left - 1);
      if (fault !== undefined || !this.takes('&&')) return fault;
    }
  }

  private takes(operator: string): boolean {
    this.skipBlanks();
    if (!this.text.startsWith(operator, this.at)) return false;
    this.at += operator.length;
    return true;
  }

  private term(levels: number): string | undefined {
    if (levels < 1) return tooDeep;
    this.skipBlanks();
    while (this.text[this.at] === '!') this.at++;
    this.skipBlanks();
    if (this.text[this.at] !== '(') return this.value();
    this.at++;
    const fault = this.alternatives(levels - 1);
    if (fault !== undefined) return fault;
    this.skipBlanks();
    return this.text[this.at++] === ')' ? undefined : 'a ")" is missing';
  }

  /** A number, or a test with its arguments. */
  private value(): string | undefined {
    const name = /[A-Za-z0-9_]*/y;
    name.lastIndex = this.at;
    const word = name.exec(this.text)?.[0] ?? '';
    this.at += word.length;
    if (/^\d+$|^(?:true|false)$/.test(word)) return undefined;
    const count = predicates.get(word);
    if (count === undefined || this.text[this.at] !== '(') {
      return word === ''
        ? 'a term is missing'
        : `"${word}" is neither a number nor a test such as "version_atleast(2.8)"`;
    }
    const close = this.text.indexOf(')', this.at);
    if (close < 0) return `the ")" behind "${word}" is missing`;
    const given = this.text.slice(this.at + 1, close).split(',').length;
    this.at = close + 1;
    return given < count ? `"${word}" needs ${count} arguments` : undefined;
  }
}
