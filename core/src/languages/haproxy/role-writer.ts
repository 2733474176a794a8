import { type Table, table } from '../../base/table.ts';
import type { Argument, Keyword, NameKind } from '../../catalog/keyword.ts';
import type { Role, RoleKind } from '../../catalog/role.ts';
import type { Line, Word } from '../../syntax/line.ts';
import { actionRoles, expressionRoles, formatRoles, nameRoles } from './expression.ts';

/** A word that is decided at run time, or by something outside of the text. */
const isOpen = (word: Word): boolean => !word.known || word.value.includes('%[');

/** Collects the roles of one line's words. */
export class RoleWriter {
  readonly roles: Role[] = [];
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  #add = (role: Role): void => {
    this.roles.push(role);
  };

  /** The word as it is written, without the quotes around it, and where that starts. */
  #inner({ range }: Word): { readonly text: string; readonly start: number } {
    const raw = this.#line.text.slice(range.start, range.end);
    const quoted = /^(["'])(.*)\1$/s.exec(raw);
    return quoted ? { text: quoted[2] ?? '', start: range.start + 1 } : { text: raw, start: range.start };
  }

  word(kind: RoleKind, word: Word): void {
    this.#add({ kind, range: word.range });
  }

  /** A word of a keyword's name; an action such as `set-var(txn.x)` holds names, too. */
  keyword(word: Word, keyword: Keyword, kind: RoleKind = 'keyword'): void {
    const { text, start } = this.#inner(word);
    const open = text.indexOf('(');
    const end = open < 0 ? text.length : open;
    const deprecated = keyword.deprecated !== undefined;
    this.#add({ kind, range: { start, end: start + end }, ...(deprecated && { deprecated }) });
    if (open < 0) return;
    const close = text.lastIndexOf(')');
    actionRoles(
      text.slice(0, open),
      text.slice(open + 1, close < open ? text.length : close),
      start + open + 1,
      this.#add,
    );
  }

  parameter(word: Word, keyword: Keyword): void {
    this.keyword(word, keyword, 'parameter');
  }

  expression(word: Word): void {
    const { text, start } = this.#inner(word);
    expressionRoles(text, start, this.#add);
  }

  /** A declared name or one that is used. One that is only known at run time is none. */
  name(kind: NameKind, word: Word, declares = false): void {
    const { text, start } = this.#inner(word);
    if (isOpen(word)) formatRoles(text, start, this.#add);
    else if (text === word.value) nameRoles(kind, text, start, this.#add, declares);
    else this.word('value', word);
  }

  /** `name` or `!name`. */
  acl(word: Word): void {
    const { text, start } = this.#inner(word);
    const negated = text.startsWith('!') ? 1 : 0;
    if (negated) this.#add({ kind: 'operator', range: { start, end: start + 1 } });
    if (isOpen(word)) return;
    const range = { start: start + negated, end: start + text.length };
    this.#add({ kind: 'name', range, names: 'acl', text: text.slice(negated) });
  }

  /** An argument: a name, an expression, a format, a known word or anything else. */
  value(word: Word, argument: Argument | undefined, owner: Keyword | undefined): void {
    const { text, start } = this.#inner(word);
    if (argument?.refersTo) this.name(argument.refersTo, word);
    else if (argument?.syntax === 'sample') expressionRoles(text, start, this.#add);
    else if (argument?.syntax === 'format' || text.includes('%[')) formatRoles(text, start, this.#add);
    else if (argument?.choices?.some((choice) => choice.value === word.value)) this.word('choice', word);
    else this.#plain(word, text, start, argument, owner);
  }

  /** Some addresses hold names: `ring@logs`, `backend@logs`, `rhttp@app/web1`, `@store/site`. */
  #plain(word: Word, text: string, start: number, argument: Argument | undefined, owner: Keyword | undefined): void {
    const match = word.known ? /^(ring|backend|rhttp)@([^@,]+)$/.exec(text) : null;
    const kind = kindsByPrefix.get(match?.[1] ?? '');
    const store = argument?.name === 'file' ? /^@([\w.-]+)\//.exec(text)?.[1] : undefined;
    if (match && kind) nameRoles(kind, match[2] ?? '', start + (match[1] ?? '').length + 1, this.#add);
    else if (store !== undefined) nameRoles('crt-store', store, start + 1, this.#add);
    else {
      this.#add({
        kind: 'value',
        range: word.range,
        ...(argument && { argument }),
        ...(owner && { keyword: owner.name }),
      });
    }
  }
}

/** What is named behind the `@` of an address. */
const kindsByPrefix: Table<NameKind> = table({ ring: 'ring', backend: 'backend', rhttp: 'tracked-server' });
