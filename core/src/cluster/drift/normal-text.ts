import type { ClusterNode } from '../cluster.ts';
import { type Item, type SectionView, viewOf } from './view.ts';

/**
 * A node's HAProxy configuration in the form in which nodes are compared: sections by kind and name, settings with what
 * they take from `defaults`, lines in alphabetical order where their order says nothing. Two nodes that serve the same
 * have equal texts but for their own names and addresses.
 */
export function normalText(node: ClusterNode): string {
  const views = [...viewOf(node).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return views.map((view) => `${[view.key, ...linesOf(view).map((line) => `    ${line}`)].join('\n')}\n`).join('\n');
}

function linesOf(view: SectionView): string[] {
  const settings = [...view.settings].map(([key, { text }]) => (text === 'on' ? key : `${key} ${text}`)).sort();
  const lists = [...view.lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, items]) => items.map(({ text }: Item) => text));
  const binds = view.binds.map(({ bind, certificates, options }) =>
    ['bind', bind.text, ...certificates, ...options].join(' '),
  );
  const servers = view.servers.map(({ name, address, options, cookie }) =>
    ['server', name, address, ...(cookie === undefined ? [] : ['cookie', cookie]), ...options].join(' '),
  );
  return [...binds.sort(), ...settings, ...lists, ...servers.sort()];
}
