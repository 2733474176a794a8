import { memo } from '../../base/memo.ts';
import { uncertainStretches } from '../../syntax/template-branches.ts';
import { hasExpression } from '../../syntax/template-text.ts';
import type { HaproxyConfig } from './config.ts';
import type { HaproxyFile } from './file.ts';
import { lowerHaproxy } from './lower.ts';

/** The model of a file, with what a template leaves open. */
export const haproxyTemplate = memo((file: HaproxyFile): HaproxyConfig => {
  const config = lowerHaproxy(file.syntax);
  const unsure = new Set<string>();
  for (const section of config.sections) {
    if (!hasExpression(section.syntax.text)) continue;
    if (section.name && hasExpression(section.name.name)) unsure.add(section.kind);
    for (const { keyword, args } of section.directives) {
      if (hasExpression(keyword)) unsure.add('*');
      else if (args.some(({ value }) => hasExpression(value))) unsure.add(keyword);
    }
  }
  return { ...config, template: { branches: uncertainStretches(file.text).length > 0, unsure } };
});
