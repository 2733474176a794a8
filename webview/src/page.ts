import type { ClusterReport } from '#core/failover/report.ts';
import { type FaultOutcome, type FaultRow, faultRows, faultVerdict } from '#core/topology/fault-table.ts';
import { diagramSvg } from '#core/topology/svg.ts';
import { describeFault, listed } from '#core/topology/words.ts';
import { element, xmlElement } from './elements.ts';
import type { ClusterChoice, PreviewView } from './messages.ts';

/** The page's content for a view. */
export function page(view: PreviewView): HTMLElement {
  if (!view.diagram) return emptyPage();
  return element(
    'main',
    { id: 'page' },
    header(view),
    element(
      'section',
      { id: 'picture', 'aria-label': 'Picture of the cluster' },
      xmlElement(diagramSvg(view.diagram, { standalone: false })),
    ),
    element(
      'div',
      { id: 'facts' },
      ...(view.report ? [faultSection(view.report, view.faults)] : []),
      wordsSection(view.diagram.summary),
    ),
  );
}

/** The page when something other than the configurations is wrong. */
export function problemPage(message: string): HTMLElement {
  return element('main', { id: 'page' }, element('p', { class: 'problem' }, message));
}

function emptyPage(): HTMLElement {
  return element(
    'main',
    { id: 'page', class: 'empty' },
    element('h1', {}, 'No cluster found yet'),
    element('p', {}, 'haconf shows who holds a virtual IP once it finds two machines that share one. It looks for:'),
    element(
      'ul',
      {},
      element(
        'li',
        {},
        'a keepalived configuration of each machine: lb1/keepalived.conf and lb2/keepalived.conf, or keepalived-master.conf and keepalived-backup.conf',
      ),
      element(
        'li',
        {},
        'vrrp_instance blocks in them that agree in something: the virtual IP, the virtual_router_id, the name',
      ),
      element('li', {}, 'haproxy.cfg beside them, to show what is served'),
    ),
    element('p', {}, 'Open the folder that holds the files of all machines.'),
  );
}

function header(view: PreviewView): HTMLElement {
  const title = view.diagram?.title ?? '';
  const danger = view.diagram?.verdict === 'danger';
  return element(
    'header',
    { id: 'header' },
    ...(view.clusters.length > 1 ? [chooser(view)] : []),
    element(
      'h1',
      { id: 'title', class: danger ? 'danger' : '', 'aria-live': 'polite' },
      `${danger ? '✕ ' : ''}${title}`,
    ),
    ...(view.faults.length > 0 ? [mendButton()] : []),
  );
}

function chooser(view: PreviewView): HTMLElement {
  const name = ({ name, nodes }: ClusterChoice): string => {
    const machines = nodes.join('+');
    return name === machines ? name : `${name} (${machines})`;
  };
  return element(
    'label',
    { id: 'chooser' },
    'Cluster ',
    element(
      'select',
      { id: 'cluster' },
      ...view.clusters.map((choice) =>
        element('option', { value: choice.id, selected: choice.id === view.cluster }, name(choice)),
      ),
    ),
  );
}

function mendButton(): HTMLElement {
  return element('button', { id: 'mend', type: 'button' }, 'Mend all');
}

function faultSection(report: ClusterReport, chosen: readonly string[]): HTMLElement {
  const rows = faultRows(report);
  const verdict = faultVerdict(report, rows);
  const combined = chosen.filter((fault) => !rows.some((row) => row.fault === fault));
  return element(
    'section',
    { id: 'faults', 'aria-labelledby': 'faults-title' },
    element('h2', { id: 'faults-title' }, 'What if'),
    element(
      'p',
      { id: 'faults-verdict', class: verdict.danger ? 'danger' : '' },
      `${verdict.text}. Tick a fault to see the state after it.`,
    ),
    ...(combined.length > 0 ? [element('p', {}, `Also on: ${listed(combined.map(describeFault))}.`)] : []),
    element(
      'table',
      { id: 'fault-table' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['Fault', 'Virtual IP', 'Without service'].map((title) => element('th', { scope: 'col' }, title)),
        ),
      ),
      ...rows.map((row) => faultBody(row, chosen.includes(row.fault))),
    ),
  );
}

/** A body of its own for each fault: one row for every outcome, the fault's name beside all of them. */
function faultBody(row: FaultRow, on: boolean): HTMLElement {
  const name = element(
    'th',
    { scope: 'rowgroup', rowspan: String(row.outcomes.length) },
    element(
      'label',
      {},
      element('input', { id: `fault:${row.fault}`, type: 'checkbox', 'data-fault': row.fault, checked: on }),
      element('span', {}, row.words),
    ),
  );
  return element(
    'tbody',
    { id: `row:${row.fault}`, class: on ? 'on' : '' },
    ...row.outcomes.map((outcome, index) =>
      element('tr', { class: `level-${outcome.level}` }, ...(index === 0 ? [name] : []), ...outcomeCells(outcome)),
    ),
  );
}

function outcomeCells(outcome: FaultOutcome): HTMLElement[] {
  const address = outcome.addresses === '' ? [] : [element('div', { class: 'address' }, outcome.addresses)];
  return [
    element('td', { title: outcome.why }, ...address, element('span', { class: 'verdict' }, outcome.verdict)),
    element('td', { class: 'gap' }, outcome.gap),
  ];
}

function wordsSection(summary: readonly string[]): HTMLElement {
  return element(
    'section',
    { id: 'words', 'aria-labelledby': 'words-title' },
    element('h2', { id: 'words-title' }, 'In words'),
    element('ul', {}, ...summary.map((sentence) => element('li', {}, sentence))),
  );
}
