import { element } from './elements.ts';
import type { PreviewView } from './messages.ts';
import { searchHits } from './search.ts';
import type { Abilities, UiState } from './ui.ts';

/** What can be done with the picture as a whole. */
export function toolbar({ diagram }: PreviewView, ui: UiState, { draw, edit }: Abilities): HTMLElement {
  const hits = diagram ? searchHits(diagram, ui.query).length : 0;
  const emphasis = diagram?.emphasis ?? 'failover';
  const found = ui.query === '' ? '' : hits === 0 ? 'not found' : `${Math.min(ui.hit + 1, hits)} of ${hits}`;
  const button = (id: string, text: string, title: string, pressed?: boolean): HTMLElement =>
    element(
      'button',
      {
        id,
        type: 'button',
        title,
        ...(text.length < 2 ? { 'aria-label': title } : {}),
        ...(pressed === undefined ? {} : { 'aria-pressed': String(pressed) }),
      },
      text,
    );
  const group = (label: string, ...children: readonly HTMLElement[]): HTMLElement =>
    element('div', { class: 'group', role: 'group', 'aria-label': label }, ...children);
  return element(
    'div',
    { id: 'toolbar' },
    ...(draw
      ? [
          group(
            'Emphasis',
            button('emphasis:failover', 'Failover', 'Who holds what, and what can break', emphasis === 'failover'),
            button('emphasis:traffic', 'Traffic', 'What HAProxy does with the requests', emphasis === 'traffic'),
          ),
        ]
      : []),
    element(
      'div',
      { class: 'group', role: 'search' },
      element('input', {
        id: 'search',
        type: 'search',
        placeholder: 'Search',
        'aria-label': 'Search the picture',
        spellcheck: 'false',
      }),
      element('span', { id: 'found', role: 'status' }, found),
    ),
    group(
      'Size',
      button('zoom-out', '−', 'Smaller'),
      button('zoom-fit', ui.zoom === undefined ? 'Fit' : `${Math.round(ui.zoom * 100)} %`, 'Fit to the panel'),
      button('zoom-in', '+', 'Larger'),
    ),
    ...(edit
      ? [
          group(
            'Share',
            button('copy-runbook', 'Copy as runbook', 'Copy the faults and their outcomes as Markdown'),
            button('export', 'Export…', 'Write the picture as SVG, HTML, Mermaid or JSON'),
          ),
        ]
      : []),
  );
}
