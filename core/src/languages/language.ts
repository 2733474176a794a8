import type { Failure } from '../base/failure.ts';
import type { LineColumn } from '../base/line-index.ts';
import type { TextRange } from '../base/text-range.ts';
import type { Version } from '../base/version.ts';
import type { Candidate, Cursor, Explanation, SignatureAt } from '../catalog/assist.ts';
import type { FileLink } from '../catalog/file-link.ts';
import type { Catalog, NameKind } from '../catalog/keyword.ts';
import type { OutlineItem } from '../catalog/outline.ts';
import type { Role } from '../catalog/role.ts';
import type { Occurrence } from '../catalog/symbol.ts';
import type { Chunk, SyntaxFile } from '../syntax/chunk.ts';
import type { Fold } from '../syntax/fold.ts';
import type { FormatEdit, FormatOptions } from '../syntax/format.ts';
import type { Stretch } from '../syntax/stretch.ts';
import type { Certainty, FileName } from './file-name.ts';
import type { LanguageIssue, ProgramMessage } from './issue.ts';
import type { Program } from './programs.ts';

/** What a language is called in reports, settings and editors. */
export type LanguageId = string;

/** A file of the workspace at one moment: an immutable value. Paths are opaque but for their `/`. */
export interface SourceFile<S extends SyntaxFile = SyntaxFile, Model = unknown> {
  readonly path: string;
  readonly text: string;
  readonly language: Language<S, Model>;
  /** Of a template that of the text with its marks taken out. */
  readonly syntax: S;
  /** A template engine makes the configuration of it. */
  readonly template: boolean;
  /** Reading it failed: it is there with an empty text, so that nothing is said of it but that. */
  readonly failure?: Failure;
}

/**
 * All that haconf knows of one kind of file, and the only thing that those above ask: a language is a folder with such a
 * value, and a line of `languages.ts`. What is optional is left out by a language that has nothing of the kind.
 */
export interface Language<S extends SyntaxFile = SyntaxFile, Model = unknown> {
  readonly id: LanguageId;
  /** Who reads the files, in one version or another; absent: they are the machine's. */
  readonly program?: Program;

  /** Whether a file is in the language, as far as its name tells; undefined: nothing in the name speaks for it. */
  guess(name: FileName): Certainty | undefined;
  /** Whether the first lines of a file betray it, where its name leaves doubt. */
  recognises?(head: string): boolean;
  /** Whether a file, possible by its name, is a part that only means something where another file includes it. */
  isPiece?(head: string): boolean;

  /** Templates are made of such files: the text of one with its marks replaced by what nobody knows, of the same length. */
  withoutMarks?(template: string): string;
  /** What did not change since `previous` keeps its identity, and with it everything derived from it. */
  parse(text: string, previous?: S): S;
  /** How an editor's document is kept and changed in parts instead of as one text. */
  readonly parts?: TextInParts<S>;

  /**
   * What the lines of a file mean: several models where that depends on the node that reads it, one for each of
   * `configIds`. The same objects for the same file.
   */
  models?(file: SourceFile<S, Model>): readonly Model[];
  /** The model for the node that is started with a configuration id. That of a template says what is open in it. */
  modelFor?(file: SourceFile<S, Model>, configId: string): Model | undefined;
  /** The configuration ids that its conditional lines name, such as `@lb1`. */
  configIds?(file: SourceFile<S, Model>): readonly string[];
  /** One process loads all files of a machine together. */
  readonly loadedTogether?: true;
  /** Its files say which node of a cluster is elected. */
  readonly decidesElections?: true;
  /** Definitions of one chunk count in the others, so that a message about one may quote what another holds. */
  readonly chunksShareNames?: true;
  /** Which files of a workspace include which. `before`: the answer of a moment ago, of which what still holds is taken again. */
  inclusion?(files: ReadonlyMap<string, SourceFile>, before: Inclusion | undefined): Inclusion;

  /** What is wrong with a file by itself, beyond what its parser found. A language with rules has a judge in `lint/judges.ts`. */
  issuesIn?(file: SourceFile<S, Model>, version: Version): readonly LanguageIssue[];
  /** What its program's own check wrote, line by line. */
  messagesIn?(lines: readonly string[]): readonly ProgramMessage[];

  readonly names?: Names<S>;
  readonly assist?: Assist<S, Model>;
  /** What each word of a chunk is, in order. The offset of a role's line counts from the chunk's start. */
  visitRoles?(chunk: S['chunks'][number], visit: (role: Role, offset: number) => void): void;
  foldsIn?(chunk: S['chunks'][number]): readonly Fold[];
  /** The ranges around an offset of a chunk that mean something, beyond words and lines. */
  rangesAround?(chunk: S['chunks'][number], offset: number): readonly TextRange[];
  outline?(file: SourceFile<S, Model>): readonly OutlineItem[];
  /** The names of files and folders in a file. Those that depend on the environment, and patterns, are none. */
  linksIn?(file: SourceFile<S, Model>): readonly FileLink[];
  /** Hands each chunk with the edits that lay it out, which are found when asked for. */
  format?(
    chunks: readonly S['chunks'][number][],
    options: FormatOptions,
    add: (chunk: Chunk, edits: () => readonly FormatEdit[]) => void,
  ): void;
}

/** Which files of a workspace are read with which. */
export interface Inclusion {
  /** The files, main ones with all that they include, without those that others include. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** The main files that a file is read with: itself, the very same object, where it includes nothing and nothing includes it. */
  readonly mainsOf: (file: SourceFile) => readonly SourceFile[];
}

/** The text of an open file, kept in parts: an edit of a large file then costs the parts around it. */
export interface TextInParts<S extends SyntaxFile> {
  /** Undefined for a text whose lines end in a way that only editors know. */
  of(text: string, previous?: S): S | undefined;
  withEdit(syntax: S, range: TextRange, inserted: string): S;
  /** Whether lines and columns in it are those of an editor, which also ends lines where the program does not. */
  countsLinesAsEditors(syntax: S): boolean;
  whole(syntax: S): string;
  lineCountOf(syntax: S): number;
  placeAt(syntax: S, offset: number): LineColumn;
  offsetOf(syntax: S, place: LineColumn): number;
  /** The chunks, some at a time. */
  stretchesOf(syntax: S): readonly Stretch[];
}

/** The names that files declare and use. */
export interface Names<S extends SyntaxFile> {
  occurrencesIn(chunk: S['chunks'][number]): readonly Occurrence[];
  /** The keys of an occurrence, where they depend on other chunks of its file. */
  keysOf?(file: SourceFile<S>, chunk: S['chunks'][number], occurrence: Occurrence): readonly string[];
  /** How people call things of a kind, where it is not the kind's own word. */
  titleOf?(kind: NameKind): string | undefined;
  /** Why a name cannot be given to something; undefined when it can. */
  fault(kind: NameKind, name: string): string | undefined;
  /** Why a thing cannot be renamed by haconf. */
  refusal?(occurrence: Occurrence): string | undefined;
  /** Things with keys for which this holds cannot have the same name, whatever their keys are. */
  sharesNames?(key: string): boolean;
  /** Where such a name is declared is nowhere in particular: all files of a machine share it. */
  isEverywhere?(kind: NameKind): boolean;
  /** Names of a kind that mean something in their own file only. */
  isLocal?(kind: NameKind): boolean;
  /** Names that the program declares itself. */
  predefined?(kind: NameKind): KnownNames | undefined;
  /** A declaration that changes nothing until somebody fills it in, and where it goes. */
  declaration?(file: SourceFile<S>, offset: number, kind: NameKind, name: string): Declaration | undefined;
  /** What an editor should take the names of a kind for. */
  tokenType?(kind: NameKind): 'class' | 'struct' | 'macro' | 'variable' | undefined;
}

export interface KnownNames {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

export interface Declaration {
  readonly at: number;
  readonly text: string;
}

/** What may stand at an offset of a file, and the range that it replaces. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly range: TextRange;
}

export interface Explained {
  readonly explanation: Explanation;
  /** The word's. */
  readonly range: TextRange;
}

/** Help at a place of a file. */
export interface Assist<S extends SyntaxFile, Model> {
  readonly catalog?: Catalog;
  /** Undefined where nothing is to be known of a place. */
  cursorAt?(syntax: S, offset: number): Cursor | undefined;
  /** `together`: the models that the file is read with, its own among them. */
  complete?(syntax: S, offset: number, version: Version, together: readonly Model[]): Completion | undefined;
  explain?(syntax: S, offset: number, version: Version): Explained | undefined;
  sign?(syntax: S, offset: number, version: Version): SignatureAt | undefined;
}

/**
 * Whether a file is in a language, for the compiler too. For code that is about one program by its nature; all other asks
 * a member of `file.language`.
 */
export function isOf<S extends SyntaxFile, Model>(
  file: SourceFile | undefined,
  language: Language<S, Model>,
): file is SourceFile<S, Model> {
  return file?.language === language;
}
