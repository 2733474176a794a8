import { memo } from '../../base/memo.ts';
import type { SyntaxFile } from '../../syntax/chunk.ts';
import { parsePlainText, plainTextOf } from '../../syntax/plain-text.ts';
import type { FileName } from '../file-name.ts';
import type { Language } from '../language.ts';
import { parseSysctl, type SysctlConfig, sysctlFiles } from './sysctl.ts';

/** Files of `sysctl.d`. */
export const sysctl: Language<SyntaxFile, SysctlConfig> = {
  id: sysctlFiles.id,
  guess: ({ name, folders }: FileName) => {
    if (!name.endsWith('.conf') && !name.endsWith('.cfg')) return undefined;
    const isOurs = folders.includes('sysctl.d') || /^(?:\d+-)?.*sysctl.*\.conf$/.test(name);
    return isOurs ? 'certain' : undefined;
  },
  // A setting is a line of its own, so marks of a template do no harm.
  withoutMarks: (template) => template,
  parse: readNow,
  modelFor: ({ syntax }) => lowered(syntax),
};

const lowered = memo((syntax: SyntaxFile) => parseSysctl(plainTextOf(syntax), syntax));

/** Its model is made at once: what fails, fails when the file is read, and costs that file only. */
function readNow(text: string, previous?: SyntaxFile): SyntaxFile {
  const { syntax } = parsePlainText(text, previous);
  lowered(syntax);
  return syntax;
}
