import { asDefinition, withoutTemplate } from '../../syntax/template.ts';
import { isOf, type Language, type SourceFile } from '../language.ts';
import { keepalivedProgram } from '../programs.ts';
import { keepalivedAssist } from './assist-at.ts';
import type { KeepalivedConfig } from './config.ts';
import type { KeepalivedFile } from './file.ts';
import { foldsIn } from './folding.ts';
import { endsInDefinition, formatBlock } from './format.ts';
import { inclusionOf } from './inclusion.ts';
import { keepalivedLinks } from './links.ts';
import { configIdsIn, keepalivedFor, keepalivedVariants } from './models.ts';
import { keepalivedNames } from './name-facts.ts';
import { keepalivedOutline } from './outline.ts';
import { type KeepalivedSyntax, parseKeepalived } from './parser.ts';
import { keepalivedMessages } from './program-messages.ts';
import { guessKeepalived, isKeepalived, isPiece } from './recognise.ts';
import { rolesIn } from './roles.ts';
import { keepalivedRanges } from './selections.ts';

/** `keepalived.conf`, and the files that it includes. */
export const keepalived: Language<KeepalivedSyntax, KeepalivedConfig> = {
  id: keepalivedProgram.id,
  program: keepalivedProgram,
  guess: guessKeepalived,
  recognises: isKeepalived,
  isPiece,
  withoutMarks: (template) => withoutTemplate(template, asDefinition),
  parse: parseKeepalived,
  models: keepalivedVariants,
  modelFor: keepalivedFor,
  configIds: configIdsIn,
  decidesElections: true,
  chunksShareNames: true,
  inclusion: (files, before) => inclusionOf(files, isKeepalivedFile, before),
  messagesIn: keepalivedMessages,
  names: keepalivedNames,
  assist: keepalivedAssist,
  visitRoles(chunk, visit) {
    for (const role of rolesIn(chunk)) visit(role, 0);
  },
  foldsIn,
  rangesAround: keepalivedRanges,
  outline: ({ syntax }) => keepalivedOutline(syntax),
  linksIn: ({ syntax }) => keepalivedLinks(syntax),
  format(chunks, options, add) {
    let continues = false;
    for (const chunk of chunks) {
      const before = continues;
      add(chunk, () => formatBlock(chunk, options, before));
      continues = endsInDefinition(chunk, before);
    }
  },
};

function isKeepalivedFile(file: SourceFile): file is KeepalivedFile {
  return isOf(file, keepalived);
}
