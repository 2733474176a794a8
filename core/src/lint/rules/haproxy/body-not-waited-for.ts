import {
  type Directive,
  directiveSite,
  directivesThatMayHold,
  type HaproxySection,
  mayMatch,
} from '../../../languages/haproxy/config.ts';
import { sectionsWhere } from '../../../languages/haproxy/selection.ts';
import { addLineBelow, fix } from '../../fix.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const bodyNotWaitedFor: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'body-not-waited-for',
  severity: 'warning',
  verdict: 'own',
  summary: 'Rules that look at the body of a request, and nothing that waits for it.',
  factsOf({ config }, { loadedTogether, complete }) {
    const asking = complete ? askingOf(config) : [];
    if (asking.length === 0) return undefined;
    const files = loadedTogether.length > 0 ? loadedTogether : [config];
    // One of the proxies may wait for all that follow; filters and scripts wait in their own way.
    return files.some((file) => waitingOf(file).length > 0) ? undefined : { asking };
  },
  judge({ asking }, report, path) {
    for (const section of asking) {
      const found = directivesThatMayHold(section, 'body').find(isAsking);
      const word = found?.args.find(({ value }) => asked.test(value));
      if (!found || !word) continue;
      report({
        at: { path, site: directiveSite(section, found, word, word) },
        message:
          'This often finds nothing: rules run when the header of a request is there, and its body comes later. Add "option http-buffer-request", or "http-request wait-for-body time 1s" above.',
        fixes: [
          fix(
            'Add "option http-buffer-request"',
            addLineBelow({ path, site: section.site }, 'option http-buffer-request', 4),
          ),
        ],
      });
    }
  },
};

interface Facts {
  readonly asking: readonly HaproxySection[];
}

const kinds: ReadonlySet<string> = new Set(['frontend', 'listen', 'backend']);

/** A look at what is in a body, or at how much of it has come. */
const asked = /(?<![\w.-])req[._]body(?:_param|_len)?(?![\w])/;

const waiting = /http-buffer-request|wait-for-body|lua-load|filter\s+spoe/;

const askingOf = sectionsWhere((section) => kinds.has(section.kind) && /req[._]body/.test(section.syntax.text));
const waitingOf = sectionsWhere((section) => mayMatch(section, waiting));

function isAsking({ keyword, args }: Directive): boolean {
  return (
    /^(?:acl|http-request|use_backend|use-server|redirect)$/.test(keyword) &&
    args.some(({ value }) => asked.test(value))
  );
}
