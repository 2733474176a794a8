import type { FileProblem } from '#core/workspace/file-problem.ts';

/** What a server needs from the world to see files that no editor has open. Paths are URIs. */
export interface FileHost {
  /**
   * All files below the workspace's folders that may be configurations, by their names, and what could not be looked at.
   * Other work goes on meanwhile; `goesOn` is asked from time to time.
   */
  findFiles(folders: readonly string[], goesOn: () => boolean): Promise<FoundFiles>;
  /**
   * The text of a configuration of up to `limit` bytes; a problem where there is something else; null where there is no
   * file or one of another kind.
   */
  readFile(uri: string, limit: number): Promise<FileContent>;
  /** Those of these paths that are files; folders are not. */
  existingFiles(uris: readonly string[]): Promise<readonly string[]>;
  /** Runs a program on a text; absent where nothing can be run, as in a web worker. */
  runProgram?(request: ProgramRequest): Promise<ProgramResult>;
}

export interface FoundFiles {
  readonly uris: readonly string[];
  readonly problems: readonly FileProblem[];
}

export type FileContent = { readonly text: string } | { readonly problem: FileProblem } | null;

export interface ProgramRequest {
  /** The program and its arguments. `{file}` stands for a file with the text; without it, the text is the input. */
  readonly command: readonly string[];
  readonly text: string;
  /** The file that the text belongs to: the program runs in its folder. */
  readonly beside: string;
  readonly limitMs: number;
}

/** What it wrote, on both outputs; or why there is no answer. */
export type ProgramResult = { readonly output: string } | { readonly error: string };
