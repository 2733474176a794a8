import type { ClusterReport } from '#core/failover/report.ts';
import { type FaultOutcome, type FaultRow, faultRows, faultVerdict } from '#core/topology/fault-table.ts';
import { element } from './elements.ts';

/** Every single fault and how it ends. A tick adds the fault to the scenario, its name makes it the scenario. */
export function faultSection(report: ClusterReport, chosen: readonly string[]): HTMLElement {
  const rows = faultRows(report);
  const verdict = faultVerdict(report, rows);
  const titles = ['Fault', 'Virtual IP', 'Without service'];
  return element(
    'section',
    { id: 'faults', 'aria-labelledby': 'faults-title' },
    element('h2', { id: 'faults-title' }, 'What if'),
    element(
      'p',
      { id: 'faults-verdict' },
      element('span', { class: verdict.danger ? 'danger' : '' }, `${verdict.text}.`),
      ' Click a fault to see the state after it; tick several to combine them.',
    ),
    element(
      'table',
      { id: 'fault-table' },
      element('thead', {}, element('tr', {}, ...titles.map((title) => element('th', { scope: 'col' }, title)))),
      ...rows.map((row) => faultBody(row, chosen)),
    ),
  );
}

/** A body of its own for each fault: one row for every outcome, the fault's name beside all of them. */
function faultBody(row: FaultRow, chosen: readonly string[]): HTMLElement {
  const on = chosen.includes(row.fault);
  const only = on && chosen.length === 1;
  const name = element(
    'th',
    { scope: 'rowgroup', rowspan: String(row.outcomes.length) },
    element(
      'div',
      {},
      element('input', {
        id: `fault:${row.fault}`,
        type: 'checkbox',
        'data-fault-tick': row.fault,
        'aria-label': `${row.words}, with the others`,
        checked: on,
      }),
      element(
        'button',
        {
          id: `only:${row.fault}`,
          type: 'button',
          class: 'link',
          'data-only': row.fault,
          'aria-pressed': String(only),
        },
        row.words,
      ),
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
