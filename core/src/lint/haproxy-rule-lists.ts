import { type Directive, directivesOf, type HaproxySection } from '../languages/haproxy/config.ts';

/** A line as part of a list of rules that HAProxy goes through until one decides. */
export interface ListRule {
  readonly list: string;
  /** It ends the evaluation of its list when it matches. */
  readonly final: boolean;
}

/** The list of rules that a line belongs to, and whether it ends the evaluation of that list when it matches. */
export function listRuleOf({ keyword, args }: Directive): ListRule | undefined {
  if (keyword === 'use_backend')
    return { list: keyword, final: !args[0]?.value.includes('%[') && args[0]?.known === true };
  if (keyword === 'redirect') return { list: keyword, final: !args.some(({ value }) => value === 'ignore-empty') };
  if (!keyword.startsWith('http-re') && !keyword.startsWith('tcp-re')) return undefined;
  const list = keyword.startsWith('tcp-') ? `${keyword} ${args[0]?.value ?? ''}` : keyword;
  const action = args[keyword.startsWith('tcp-') ? 1 : 0]?.value ?? '';
  const final = finalActions[list];
  return final && { list, final: final.test(action) && !args.some(({ value }) => value === 'ignore-empty') };
}

const listKeywords = ['use_backend', 'redirect', 'http-request', 'http-response', 'tcp-request', 'tcp-response'];

/** The lines of a section that belong to lists of rules, list by list, each in order. */
export function* listRulesOf(section: HaproxySection): Generator<Directive> {
  for (const keyword of listKeywords) yield* directivesOf(section, keyword);
}

const finalActions: Readonly<Record<string, RegExp>> = {
  'http-request': /^(?:allow|deny|tarpit|redirect|return|reject|silent-drop|auth|use-service)$/,
  'http-response': /^(?:allow|deny|return|redirect|silent-drop)$/,
  'tcp-request connection': /^(?:accept|reject|silent-drop)$/,
  'tcp-request session': /^(?:accept|reject|silent-drop)$/,
  'tcp-request content': /^(?:accept|reject|silent-drop)$/,
  'tcp-response content': /^(?:accept|reject|silent-drop)$/,
};
