import { type Languages, languages } from '#core/languages/languages.ts';
import { toy } from './language.ts';

/** Our table and one line. */
export const withToy: Languages = [...languages, toy];
