import type { TimeLane, TimeLine } from '#core/topology/time-line.ts';
import { element } from './elements.ts';
import type { UiState } from './ui.ts';

/** The seconds in between: who does what when, a slider through them, and the same in words. */
export function timeSection(line: TimeLine, ui: UiState): HTMLElement {
  const at = ui.atMs ?? line.endMs;
  return element(
    'section',
    { id: 'time', 'aria-labelledby': 'time-title' },
    element('h2', { id: 'time-title' }, 'Second by second'),
    element('p', { class: 'muted' }, `${line.title} at 0 s; the longest case.`),
    element(
      'div',
      { id: 'time-controls' },
      element('button', { id: 'play', type: 'button' }, ui.playing ? '❚❚ Pause' : '▶ Play'),
      element('input', {
        id: 'time-at',
        type: 'range',
        min: String(line.startMs),
        max: String(line.endMs),
        step: '100',
        value: String(at),
        'aria-label': 'Moment',
        'aria-valuetext': seconds(at),
      }),
      element('output', { id: 'time-now' }, seconds(at)),
    ),
    element(
      'div',
      { id: 'lanes', 'aria-hidden': 'true' },
      ...line.lanes.map((lane) => laneRow(lane, line)),
      playhead(line, at),
    ),
    element(
      'ol',
      { id: 'time-events' },
      ...line.events.map(({ atMs, text, tone }) =>
        element(
          'li',
          { class: `tone-${tone}` },
          element(
            'button',
            {
              type: 'button',
              class: 'link',
              'data-moment': String(atMs),
              ...(atMs <= at ? { 'data-past': 'true' } : {}),
            },
            element('span', { class: 'when' }, seconds(atMs)),
            ` ${text}`,
          ),
        ),
      ),
    ),
  );
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).replace(/^-(0\.0)$/, '$1')} s`;
}

function laneRow(lane: TimeLane, line: TimeLine): HTMLElement {
  const bars = lane.spans.map(({ fromMs, toMs, text, tone }) =>
    placed(
      element('div', { class: `span tone-${tone}`, title: text }, text),
      line,
      Math.max(fromMs, line.startMs),
      toMs,
    ),
  );
  const adverts = lane.adverts
    .filter((at) => at >= line.startMs)
    .map((at) => placed(element('div', { class: 'advert' }), line, at));
  return element(
    'div',
    { class: `lane l-${lane.kind}` },
    element('div', { class: 'lane-name', title: lane.name }, lane.name),
    element('div', { class: 'track' }, ...bars, ...adverts),
  );
}

function playhead(line: TimeLine, at: number): HTMLElement {
  const head = element('div', { class: 'lane overlay' }, element('div', { class: 'lane-name' }));
  head.append(element('div', { class: 'track' }, placed(element('div', { class: 'playhead' }), line, at)));
  return head;
}

function placed(item: HTMLElement, { startMs, endMs }: TimeLine, fromMs: number, toMs?: number): HTMLElement {
  const percent = (ms: number): string => `${((ms / Math.max(1, endMs - startMs)) * 100).toFixed(2)}%`;
  item.style.left = percent(fromMs - startMs);
  if (toMs !== undefined) item.style.width = percent(toMs - fromMs);
  return item;
}
