import { numbering } from '../../catalog/hide-secrets.ts';
import { secretsOfWords } from '../../languages/haproxy/secrets.ts';
import type { ClusterNode } from '../cluster.ts';
import { secretsAt } from './secrets.ts';
import { type Item, type SectionView, viewOf } from './view.ts';

/**
 * A node's HAProxy configuration in the form in which nodes are compared: sections by kind and name, settings with what
 * they take from `defaults`, lines in alphabetical order where their order says nothing. Two nodes that serve the same
 * have equal texts but for their own names and addresses. In the place of a secret stands a number, which is the same
 * where the secret is: the comparison tells that it differs, and may be looked at by others.
 */
export function normalTexts(nodes: readonly ClusterNode[]): readonly string[] {
  const hide = numbering();
  return nodes.map((node) => {
    const views = [...viewOf(node).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const lines = (view: SectionView): string[] => linesOf(view, hide).map((line) => `    ${line}`);
    return views.map((view) => `${[view.key, ...lines(view)].join('\n')}\n`).join('\n');
  });
}

function linesOf(view: SectionView, hide: ReturnType<typeof numbering>): string[] {
  const settings = [...view.settings]
    .map(([key, { text, at }]) => hide(text === 'on' ? key : `${key} ${text}`, secretsAt(at)))
    .sort();
  const lists = [...view.lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, items]) => items.map(({ text, at }: Item) => hide(text, secretsAt(at))));
  const binds = view.binds.map(({ bind, certificates, options, at }) =>
    hide(['bind', bind.text, ...certificates, ...options].join(' '), secretsAt(at)),
  );
  const inherited = secretsOfWords(['default-server', ...view.serverDefaults]).flat();
  const servers = view.servers.map(({ name, address, options, cookie, at }) =>
    hide(['server', name, address, ...(cookie === undefined ? [] : ['cookie', cookie]), ...options].join(' '), [
      ...secretsAt(at),
      ...inherited,
    ]),
  );
  return [...binds.sort(), ...settings, ...lists, ...servers.sort()];
}
