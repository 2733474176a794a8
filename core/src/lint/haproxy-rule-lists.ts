import { memo } from '../base/memo.ts';
import { type Directive, directivesOf, type HaproxySection } from '../languages/haproxy/config.ts';

/** A line as part of a list of rules that HAProxy goes through until one decides. */
export interface ListRule {
  readonly directive: Directive;
  readonly list: string;
  /** It ends the evaluation of its list when it matches. */
  readonly final: boolean;
  /** It ends the evaluation of the lists that come later, too: the request is answered, or the connection closed. */
  readonly closing: boolean;
  /** It changes nothing that conditions below could see. */
  readonly neutral: boolean;
}

/** The lines of a section that belong to lists of rules, list by list in the order in which HAProxy goes through them. */
export const listRulesOf: (section: HaproxySection) => readonly ListRule[] = memo((section: HaproxySection) => {
  let count = 0;
  for (let at = 0; at < listKeywords.length; at++) count += directivesOf(section, listKeywords[at] ?? '').length;
  if (count < 2) return none;
  const rules: ListRule[] = [];
  for (let at = 0; at < listKeywords.length; at++) {
    for (const directive of directivesOf(section, listKeywords[at] ?? '')) {
      const rule = listRuleOf(directive);
      if (rule) rules.push(rule);
    }
    // Its lines belong to several lists; the keyword comes first.
    if (at === 0 && rules.length > 1) rules.sort((a, b) => rankOf(a.list) - rankOf(b.list));
  }
  return rules;
});

const none: readonly ListRule[] = [];

/** Keywords of the lines that belong to lists of rules. */
export const listKeywords: readonly string[] = [
  'tcp-request',
  'http-request',
  'redirect',
  'use_backend',
  'tcp-response',
  'http-response',
];

/** The lists that a request goes through, in their order; those of a response come last and are lists of their own. */
export const requestLists: readonly string[] = [
  'tcp-request connection',
  'tcp-request session',
  'tcp-request content',
  'http-request',
  'redirect',
  'use_backend',
];

function rankOf(list: string): number {
  const rank = requestLists.indexOf(list);
  return rank < 0 ? requestLists.length : rank;
}

/** Whether what ends all of one list keeps another from being asked. */
export function comesLater(list: string, than: string): boolean {
  return requestLists.includes(than) && requestLists.includes(list) && rankOf(list) > rankOf(than);
}

function listRuleOf(directive: Directive): ListRule | undefined {
  const { keyword } = directive;
  const first = directive.value(0);
  // A name that is put together at run time ends the list as well: when there is no such backend, the default is taken.
  if (keyword === 'use_backend') {
    return { directive, list: keyword, final: first !== undefined, closing: false, neutral: true };
  }
  const decisive = isDecisive(directive);
  if (keyword === 'redirect') return { directive, list: keyword, final: decisive, closing: decisive, neutral: true };
  const tcp = keyword.startsWith('tcp-');
  const list = tcp ? `${keyword} ${first ?? ''}` : keyword;
  const action = (tcp ? directive.value(1) : first) ?? '';
  const finals = finalActions.get(list);
  if (!finals) return undefined;
  const final = finals.has(action) && decisive;
  const closing = final && action !== 'accept' && action !== 'allow';
  return { directive, list, final, closing, neutral: unseen.has(action) };
}

function isDecisive(directive: Directive): boolean {
  for (let at = 0; ; at++) {
    const value = directive.value(at);
    if (value === undefined) return true;
    if (value === 'ignore-empty') return false;
  }
}

const unseen: ReadonlySet<string> = new Set(
  'cache-use capture disable-l7-retry do-log early-hint set-log-level set-mark set-nice set-priority-class set-tos'.split(
    ' ',
  ),
);

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
