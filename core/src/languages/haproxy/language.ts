import { withoutTemplate } from '../../syntax/template.ts';
import type { Language } from '../language.ts';
import { haproxyProgram } from '../programs.ts';
import { haproxyAssist } from './assist-at.ts';
import type { HaproxyConfig } from './config.ts';
import { foldsIn } from './folding.ts';
import { formatSection } from './format.ts';
import { haproxyLinks } from './links.ts';
import { lowerHaproxy } from './lower.ts';
import { haproxyNames } from './name-facts.ts';
import { haproxyOutline } from './outline.ts';
import { type HaproxySyntax, parseHaproxy } from './parser.ts';
import { haproxyMessages } from './program-messages.ts';
import { guessHaproxy, isHaproxy } from './recognise.ts';
import { rolesIn } from './roles.ts';
import { textInSections } from './sectioned-text.ts';
import { haproxyRanges } from './selections.ts';
import { haproxyTemplate } from './template-model.ts';

/** `haproxy.cfg`. */
export const haproxy: Language<HaproxySyntax, HaproxyConfig> = {
  id: haproxyProgram.id,
  program: haproxyProgram,
  guess: guessHaproxy,
  recognises: isHaproxy,
  withoutMarks: (template) => withoutTemplate(template),
  parse: parseHaproxy,
  parts: textInSections,
  models: ({ syntax }) => [lowerHaproxy(syntax)],
  modelFor: (file) => (file.template ? haproxyTemplate(file) : lowerHaproxy(file.syntax)),
  loadedTogether: true,
  messagesIn: haproxyMessages,
  names: haproxyNames,
  assist: haproxyAssist,
  visitRoles(section, visit) {
    rolesIn(section).forEach((roles, index) => {
      for (const role of roles) visit(role, section.lineStarts[index] ?? 0);
    });
  },
  foldsIn,
  rangesAround: haproxyRanges,
  outline: ({ syntax }) => haproxyOutline(syntax),
  linksIn: ({ syntax }) => haproxyLinks(syntax),
  format(sections, options, add) {
    for (const section of sections) add(section, () => formatSection(section, options));
  },
};
