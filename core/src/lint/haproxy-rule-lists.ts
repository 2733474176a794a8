import { memo } from '../base/memo.ts';
import { type Directive, directivesOf, type HaproxySection } from '../languages/haproxy/config.ts';

/** A line as part of a list of rules that HAProxy goes through until one decides. */
export interface ListRule {
  readonly directive: Directive;
  readonly list: string;
  /** It ends the evaluation of its list when it matches. */
  readonly final: boolean;
}

/** The lines of a section that belong to lists of more than one rule, list by list, each in order. */
export const listRulesOf: (section: HaproxySection) => readonly ListRule[] = memo((section: HaproxySection) => {
  const rules: ListRule[] = [];
  for (let at = 0; at < listKeywords.length; at++) {
    const directives = directivesOf(section, listKeywords[at] ?? '');
    if (directives.length < 2) continue;
    for (const directive of directives) {
      const rule = listRuleOf(directive);
      if (rule) rules.push(rule);
    }
  }
  return rules;
});

/** Keywords of the lines that belong to lists of rules. */
export const listKeywords: readonly string[] = [
  'use_backend',
  'redirect',
  'http-request',
  'http-response',
  'tcp-request',
  'tcp-response',
];

function listRuleOf(directive: Directive): ListRule | undefined {
  const { keyword, first } = directive;
  if (keyword === 'use_backend') {
    return { directive, list: keyword, final: first?.known === true && !first.value.includes('%[') };
  }
  if (keyword === 'redirect') return { directive, list: keyword, final: isDecisive(directive) };
  const tcp = keyword.startsWith('tcp-');
  const list = tcp ? `${keyword} ${first?.value ?? ''}` : keyword;
  const action = (tcp ? directive.args[1] : first)?.value ?? '';
  const final = finalActions.get(list);
  return final && { directive, list, final: final.has(action) && isDecisive(directive) };
}

function isDecisive({ args }: Directive): boolean {
  return !args.some(({ value }) => value === 'ignore-empty');
}

const atConnection = new Set(['accept', 'reject', 'silent-drop']);

const finalActions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'http-request',
    new Set(['allow', 'deny', 'tarpit', 'redirect', 'return', 'reject', 'silent-drop', 'auth', 'use-service']),
  ],
  ['http-response', new Set(['allow', 'deny', 'return', 'redirect', 'silent-drop'])],
  ['tcp-request connection', atConnection],
  ['tcp-request session', atConnection],
  ['tcp-request content', atConnection],
  ['tcp-response content', atConnection],
]);
