import type { DiagramBox } from '#core/topology/diagram.ts';
import { faultTextInWords } from '#core/topology/words.ts';
import { element } from './elements.ts';
import type { ElementFinding, PreviewView } from './messages.ts';
import type { Abilities } from './ui.ts';

/** Everything that is known of an element and everything that can be done with it. */
export function card(box: DiagramBox, { faults, findings = [] }: PreviewView, abilities: Abilities): HTMLElement {
  const own = findings.filter((finding) => finding.element === box.id);
  const { reveal } = box;
  return element(
    'div',
    { id: 'card', role: 'dialog', 'aria-labelledby': 'card-title', 'data-card': box.id },
    element('p', { id: 'card-title' }, box.label),
    ...own.map((finding, index) => findingPart(finding, index, abilities)),
    element(
      'div',
      { class: 'actions' },
      ...(box.faults ?? []).map((fault) => {
        const on = faults.includes(fault);
        return element(
          'button',
          { id: `card:${fault}`, type: 'button', 'data-fault': fault, 'aria-pressed': String(on) },
          on ? `Mend: ${faultTextInWords(fault)}` : `What if ${faultTextInWords(fault)}`,
        );
      }),
      ...(reveal && abilities.reveal
        ? [
            element(
              'button',
              { id: 'card-reveal', type: 'button', 'data-path': reveal.path, 'data-line': String(reveal.line) },
              `Go to ${shortPath(reveal.path)}:${reveal.line}`,
            ),
          ]
        : []),
      element('button', { id: 'card-close', type: 'button' }, 'Close'),
    ),
  );
}

function findingPart(finding: ElementFinding, index: number, { edit, reveal }: Abilities): HTMLElement {
  const marks = { error: '✕', warning: '!', information: 'i', hint: 'i' };
  return element(
    'div',
    { id: `finding:${index}`, class: `finding f-${finding.severity}` },
    element('p', {}, element('strong', {}, `${marks[finding.severity]} ${finding.rule}`), ` ${finding.message}`),
    element(
      'div',
      { class: 'actions' },
      ...(edit
        ? finding.fixes.map((title) =>
            element(
              'button',
              { type: 'button', class: 'primary', 'data-fix': String(index), 'data-title': title },
              title,
            ),
          )
        : []),
      ...(reveal
        ? [
            element(
              'button',
              { type: 'button', 'data-path': finding.path, 'data-line': String(finding.line) },
              `Go to ${shortPath(finding.path)}:${finding.line}`,
            ),
          ]
        : []),
    ),
  );
}

/** The machine's folder and the file: enough to tell the files of a pair apart. */
function shortPath(path: string): string {
  return decodeURIComponent(path.split('/').slice(-2).join('/'));
}
