import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor, isUnconditional } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const ruleNeverReached: HaproxyRule = {
  scope: 'haproxy',
  id: 'rule-never-reached',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule behind one of the same list that matches always and ends it.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (!/^(?:frontend|listen|backend|defaults)$/.test(section.kind) || hasPreprocessor(section)) continue;
      const ends = new Map<string, Directive>();
      const reported = new Set<string>();
      for (const directive of section.directives) {
        const rule = ruleOf(directive);
        if (!rule) continue;
        const end = ends.get(rule.list);
        if (!end) {
          if (rule.final && isUnconditional(directive)) ends.set(rule.list, directive);
        } else if (!reported.has(rule.list)) {
          reported.add(rule.list);
          report({
            at: { path, site: directiveSite(section, directive) },
            message: `This rule is never reached: "${words(end)}" above it has no condition and ends the list of ${rule.list} rules. Give that one a condition, or move it to the end.`,
            related: [
              { at: { path, site: directiveSite(section, end) }, message: 'Ends the evaluation.', mirrored: false },
            ],
          });
        }
      }
    }
  },
};

const finalActions: Readonly<Record<string, RegExp>> = {
  'http-request': /^(?:allow|deny|tarpit|redirect|return|reject|silent-drop|auth|use-service)$/,
  'http-response': /^(?:allow|deny|return|redirect|silent-drop)$/,
  'tcp-request connection': /^(?:accept|reject|silent-drop)$/,
  'tcp-request session': /^(?:accept|reject|silent-drop)$/,
  'tcp-request content': /^(?:accept|reject|silent-drop)$/,
  'tcp-response content': /^(?:accept|reject|silent-drop)$/,
};

/** The list of rules that a line belongs to, and whether it ends the evaluation of that list when it matches. */
function ruleOf({ keyword, args }: Directive): { readonly list: string; readonly final: boolean } | undefined {
  if (keyword === 'use_backend')
    return { list: keyword, final: !args[0]?.value.includes('%[') && args[0]?.known === true };
  if (keyword === 'redirect') return { list: keyword, final: !args.some(({ value }) => value === 'ignore-empty') };
  if (!keyword.startsWith('http-re') && !keyword.startsWith('tcp-re')) return undefined;
  const list = keyword.startsWith('tcp-') ? `${keyword} ${args[0]?.value ?? ''}` : keyword;
  const action = args[keyword.startsWith('tcp-') ? 1 : 0]?.value ?? '';
  const final = finalActions[list];
  return final && { list, final: final.test(action) && !args.some(({ value }) => value === 'ignore-empty') };
}

function words({ keyword, args }: Directive): string {
  return [keyword, ...args.map(({ value }) => value)].join(' ').slice(0, 80);
}
