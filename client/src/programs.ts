import { haproxyProgram, keepalivedProgram } from '#core/languages/programs.ts';

/** A program that the extension knows: its language and settings are those of `package.json`. */
export interface Program {
  readonly id: string;
  readonly name: string;
  /** Those that the settings offer; a test keeps both lists equal. */
  readonly versions: readonly string[];
}

const haproxy: Program = {
  ...haproxyProgram,
  versions: ['2.2', '2.4', '2.6', '2.8', '3.0', '3.2', '3.4'],
};

const keepalived: Program = {
  ...keepalivedProgram,
  versions: ['2.0', '2.1', '2.2', '2.3.3', '2.3.4', '2.4.0', '2.4.1', '2.4.2', '2.4.3'],
};

/** The first one is meant where no document says which. */
export const programs: readonly [Program, ...Program[]] = [haproxy, keepalived];

export function programOf(id: string | undefined): Program {
  return programs.find((program) => program.id === id) ?? programs[0];
}

/** The documents whose language is one of a program. */
export const ofPrograms = programs.map(({ id }) => ({ language: id }));
