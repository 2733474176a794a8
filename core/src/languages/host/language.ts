import { memo } from '../../base/memo.ts';
import type { SyntaxFile } from '../../syntax/chunk.ts';
import { parsePlainText, plainTextOf } from '../../syntax/plain-text.ts';
import type { Language } from '../language.ts';
import { type HostFileText, parseHostFile, scriptFiles, unitFiles } from './host-file.ts';

/** Files that are read for what they say about a machine, and never judged by themselves. */
type HostLanguage = Language<SyntaxFile, HostFileText>;

const common = {
  parse: readNow,
  modelFor: ({ syntax }: { readonly syntax: SyntaxFile }) => lowered(syntax),
};

const lowered = memo((syntax: SyntaxFile) => parseHostFile(plainTextOf(syntax), syntax));

/** Scripts that keepalived may run. */
export const script: HostLanguage = {
  id: scriptFiles.id,
  ...common,
  guess: ({ name }) =>
    /^[\w.-]*(?:check|chk|track|notify|haproxy|keepalived|health)[\w.-]*\.(?:sh|bash)$/.test(name)
      ? 'certain'
      : undefined,
};

/** systemd's units of both programs, and the options that units read. */
export const unit: HostLanguage = {
  id: unitFiles.id,
  ...common,
  guess: ({ name, folders }) => {
    const folder = folders.at(-1) ?? '';
    if (/^(?:haproxy|keepalived)\.service$/.test(name)) return 'certain';
    if (/^(?:haproxy|keepalived)\.service\.d$/.test(folder) && name.endsWith('.conf')) return 'certain';
    const isOptions = /^(?:haproxy|keepalived)$/.test(name) && /^(?:default|sysconfig|conf\.d)$/.test(folder);
    return isOptions ? 'certain' : undefined;
  },
};

/** Its model is made at once: what fails, fails when the file is read, and costs that file only. */
function readNow(text: string, previous?: SyntaxFile): SyntaxFile {
  const { syntax } = parsePlainText(text, previous);
  lowered(syntax);
  return syntax;
}
