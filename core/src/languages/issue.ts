import type { Site } from '../syntax/chunk.ts';

/** Something that a language itself finds wrong with a file. */
export interface LanguageIssue {
  /** Kebab case; published behind the language's id. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly site: Site;
}

/** What a real program says of a file. */
export interface ProgramMessage {
  /** From 1; absent where the program names no line. */
  readonly line?: number;
  /** `information`: a file, user or interface that the machine of the check lacks, which says nothing of the text. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly text: string;
}

/** No message of a program is longer: what looks through one need not be quick on endless lines. */
export const longestMessage = 2000;
