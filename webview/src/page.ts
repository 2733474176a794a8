import { diagramSvg } from '#core/topology/svg.ts';
import { faultTextInWords } from '#core/topology/words.ts';
import { card } from './card.ts';
import { element, xmlElement } from './elements.ts';
import { faultSection } from './fault-section.ts';
import type { PreviewView } from './messages.ts';
import { timeSection } from './time-section.ts';
import { toolbar } from './toolbar.ts';
import type { Abilities, UiState } from './ui.ts';

/** The page's content for a view. */
export function page(view: PreviewView, ui: UiState, abilities: Abilities): HTMLElement {
  const { diagram } = view;
  if (!diagram) return emptyPage();
  const open = (ui.frame ?? diagram).boxes.find((box) => box.id === ui.card);
  return element(
    'main',
    { id: 'page' },
    header(view),
    toolbar(view, ui, abilities),
    element(
      'section',
      { id: 'picture', 'aria-label': 'Picture of the cluster' },
      element(
        'div',
        { id: 'viewport', class: ui.zoom === undefined ? '' : 'zoomed' },
        xmlElement(diagramSvg(ui.frame ?? diagram, { standalone: false })),
      ),
      ...(open ? [card(open, view, abilities)] : []),
      hint(abilities),
    ),
    element(
      'div',
      { id: 'facts' },
      ...(view.timeLine ? [timeSection(view.timeLine, ui)] : []),
      ...(view.report ? [faultSection(view.report, view.faults)] : []),
      wordsSection(diagram.summary),
    ),
  );
}

/** The page when something other than the configurations is wrong. */
export function problemPage(message: string): HTMLElement {
  return element('main', { id: 'page' }, element('p', { class: 'problem' }, message));
}

function emptyPage(): HTMLElement {
  const looks = [
    'a keepalived configuration of each machine: lb1/keepalived.conf and lb2/keepalived.conf, or keepalived-master.conf and keepalived-backup.conf',
    'vrrp_instance blocks in them that agree in something: the virtual IP, the virtual_router_id, the name',
    'haproxy.cfg beside them, to show what is served',
  ];
  return element(
    'main',
    { id: 'page', class: 'empty' },
    element('h1', {}, 'No cluster found yet'),
    element('p', {}, 'haconf shows who holds a virtual IP once it finds two machines that share one. It looks for:'),
    element('ul', {}, ...looks.map((text) => element('li', {}, text))),
    element('p', {}, 'Open the folder that holds the files of all machines.'),
  );
}

/** What has happened, how it ended and, where something is wrong or has moved, why. */
function header({ diagram, faults, clusters, cluster }: PreviewView): HTMLElement {
  const danger = diagram?.verdict === 'danger';
  const title = diagram?.title ?? '';
  return element(
    'header',
    { id: 'header' },
    ...(clusters.length > 1 ? [chooser(clusters, cluster)] : []),
    element(
      'h1',
      { id: 'title', class: danger ? 'danger' : '', 'aria-live': 'polite' },
      `${danger ? '✕ ' : ''}${title}`,
    ),
    element('p', { id: 'why' }, diagram?.why ?? ''),
    ...(faults.length > 0 ? [scenario(faults)] : []),
  );
}

/** The faults that are on, in the order of their happening: each can be mended by itself. */
function scenario(faults: readonly string[]): HTMLElement {
  return element(
    'div',
    { id: 'scenario', role: 'group', 'aria-label': 'What is broken' },
    ...faults.map((fault) =>
      element(
        'button',
        { id: `mend:${fault}`, type: 'button', class: 'chip', 'data-mend': fault, title: 'Mend this' },
        `${faultTextInWords(fault)} ✕`,
      ),
    ),
    element('button', { id: 'mend', type: 'button' }, 'Mend all'),
  );
}

function chooser(clusters: PreviewView['clusters'], shown: string | undefined): HTMLElement {
  const options = clusters.map(({ id, name, nodes }) => {
    const machines = nodes.join('+');
    const text = name === machines ? name : `${name} (${machines})`;
    return element('option', { value: id, selected: id === shown }, text);
  });
  return element('label', { id: 'chooser' }, 'Cluster ', element('select', { id: 'cluster' }, ...options));
}

function hint({ reveal }: Abilities): HTMLElement {
  const lines = reveal ? ' Ctrl+click or Enter goes to its line.' : '';
  return element(
    'p',
    { id: 'hint' },
    `Click a machine, HAProxy, check, interface or network to break it, and again to mend it.${lines} ` +
      'Arrow keys move, Space breaks and mends, M shows everything that an element can do, + and − zoom, / searches.',
  );
}

function wordsSection(summary: readonly string[]): HTMLElement {
  return element(
    'section',
    { id: 'words', 'aria-labelledby': 'words-title' },
    element('h2', { id: 'words-title' }, 'In words'),
    element('ul', {}, ...summary.map((sentence) => element('li', {}, sentence))),
  );
}
