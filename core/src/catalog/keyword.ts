/**
 * A kind of names that a configuration declares and refers to. Which there are is the language's matter:
 * `languages/<id>/name-kind.ts`.
 */
export type NameKind = string;

/** A little language of its own inside an argument. */
export type ArgumentSyntax = 'sample' | 'format' | 'match';

/** A word that an argument may be. */
export interface Choice {
  readonly value: string;
  readonly doc?: string;
}

/** One argument of a keyword, by position. */
export interface Argument {
  /** What it is called in the manual, without brackets: `address`, `time`. */
  readonly name: string;
  readonly doc?: string;
  /** The words it may be; without them it is free. */
  readonly choices?: readonly Choice[];
  /** The names declared in the configuration that it may be. */
  readonly refersTo?: NameKind;
  readonly syntax?: ArgumentSyntax;
  readonly optional?: true;
  /** It may be given any number of times; only the last argument can be. */
  readonly repeated?: true;
}

/** What a program knows under one name, in every context where it means the same. */
export interface Keyword {
  /** As written, further fixed words included: `timeout connect`. */
  readonly name: string;
  /** The contexts (sections, blocks, groups of parameters) in which it may stand. */
  readonly in: readonly string[];
  /** One or two sentences of our own, with unit and default where there are any. */
  readonly doc: string;
  readonly arguments?: readonly Argument[];
  /** After the arguments follow keywords of this context, in any order. */
  readonly parameters?: string;
  /** `if` or `unless` and a condition may end the line. */
  readonly condition?: true;
  /** It opens a block whose context has this name. */
  readonly opens?: string;
  /** First version that has it; absent: every supported one. */
  readonly since?: string;
  /** First version that no longer has it. */
  readonly until?: string;
  /** What to write instead. */
  readonly deprecated?: string;
}

/** A place where keywords can stand. */
export interface Context {
  readonly name: string;
  /** Its keywords are all there: only then is an unknown one an error. */
  readonly complete: boolean;
}

/** Everything haconf knows of one program's language, all versions in one. */
export interface Catalog {
  readonly contexts: readonly Context[];
  readonly keywords: readonly Keyword[];
  /** Where a keyword's official documentation is. */
  readonly manual: (keyword: Keyword) => string;
}

/** The context of what stands outside any section or block. */
export const topLevel = '';
