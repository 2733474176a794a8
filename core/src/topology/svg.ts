import { oneLine } from '../base/one-line.ts';
import type { Badge, Diagram, DiagramBox, DiagramEdge, DiagramText, Point } from './diagram.ts';
import { diagramStyle } from './style.ts';

export interface SvgOptions {
  /**
   * A file of its own: with heading, style and background, read as one picture. Otherwise the page around it
   * brings `diagramStyle`, and every element that can be broken, opened or found in the files is a button.
   */
  readonly standalone: boolean;
}

const headingHeight = 44;
const legendHeight = 32;
const cornerRadius = 8;

/** The diagram as SVG text. All colours come from the style sheet. */
export function diagramSvg(diagram: Diagram, { standalone }: SvgOptions): string {
  const top = standalone ? headingHeight : 0;
  const height = diagram.height + top + legendHeight;
  const [lanes, boxes] = [diagram.boxes.filter(isLane), diagram.boxes.filter((box) => !isLane(box))];
  const parts = [
    ...lanes.map((box) => boxSvg(box, standalone)),
    ...[...diagram.edges].sort((a, b) => edgeRank(a) - edgeRank(b)).map(edgeSvg),
    ...boxes.map((box) => boxSvg(box, standalone)),
    legend(diagram),
  ];
  const size = `width="${diagram.width}" height="${height}" viewBox="0 ${-top} ${diagram.width} ${height}"`;
  const root = `xmlns="http://www.w3.org/2000/svg" class="haconf-diagram${standalone ? ' standalone' : ''}" ${size}`;
  const title = `<title id="haconf-title">${shownXml(diagram.title)}</title>`;
  if (!standalone) {
    return `<svg ${root} role="group" aria-label="${shownXml(diagram.title)}">${parts.join('')}</svg>`;
  }
  return `<svg ${root} role="img" aria-labelledby="haconf-title haconf-summary">
${title}
<desc id="haconf-summary">${shownXml(diagram.summary.join(' '))}</desc>
<style>${diagramStyle}</style>
<rect class="background" x="0" y="${-top}" width="${diagram.width}" height="${height}"/>
<text class="t-title" x="16" y="${-top + 30}">${shownXml(diagram.title)}</text>
${parts.join('\n')}
</svg>
`;
}

function isLane(box: DiagramBox): boolean {
  return box.kind === 'lane';
}

/** What matters most is painted last, over the others. */
function edgeRank(edge: DiagramEdge): number {
  return ['idle', 'standby', 'traffic', 'broken'].indexOf(edge.kind);
}

function boxSvg(box: DiagramBox, standalone: boolean): string {
  const classes = ['box', `k-${box.kind}`, ...box.roles.map((role) => `r-${role}`)].join(' ');
  const label = shownXml(box.badge ? `${box.label}. ${badgeLabel(box.badge)}` : box.label);
  // What is seen is part of the name: people who speak to their computer say what they see.
  const name = [...box.texts.map(({ text }) => shownXml(text)), label].join(' ');
  const hint = standalone ? '' : escapeXml(hintOf(box));
  return [
    `<g id="${escapeXml(box.id)}" class="${classes}"${standalone ? '' : semantics(box)} aria-label="${name}">`,
    `<title>${label}${hint}</title>`,
    shapes(box),
    ...box.texts.map(textSvg),
    ...(box.roles.includes('broken') ? [bolt(box)] : []),
    ...(box.badge ? [badgeSvg(box, box.badge)] : []),
    '</g>',
  ].join(' ');
}

/** What a page can do with the element. One of them is in the tab order; arrow keys lead to the others. */
function semantics({ faults, fold, reveal, roles, badge }: DiagramBox): string {
  if (!faults && !fold && !reveal && !badge) return ' role="img"';
  const kinds = [
    ...(faults ? [` data-fault="${escapeXml(faults[0])}" aria-pressed="${roles.includes('broken')}"`] : []),
    ...(fold ? [` data-fold="${escapeXml(fold.id)}" aria-expanded="${fold.open}"`] : []),
    ...(reveal ? [' data-reveal="true"'] : []),
  ];
  return ` role="button" tabindex="-1"${kinds.join('')}`;
}

function hintOf({ faults, fold, reveal, roles }: DiagramBox): string {
  const main = fold
    ? `click: ${fold.open ? 'fold' : 'show them'}`
    : faults
      ? `click: ${roles.includes('broken') ? 'mend' : 'break'} it`
      : reveal
        ? 'click: go to its line'
        : '';
  return main === '' ? '' : `\n${main}${faults && reveal ? '; Ctrl+click: go to its line' : ''}`;
}

function shapes(box: DiagramBox): string {
  const rect = (grow: number, name: string): string =>
    `<rect class="${name}" x="${box.x + grow}" y="${box.y + grow}" width="${box.width}" height="${box.height}" rx="${radius(box)}"/>`;
  if (box.kind === 'link') {
    const y = box.y + 24;
    return `${rect(0, 'shape')}<path class="wire" d="M${box.x} ${y}H${box.x + box.width}"/>`;
  }
  const isStack = box.fold && box.kind !== 'members' && box.kind !== 'fold';
  return [
    ...(isStack ? [rect(6, 'shape under'), rect(3, 'shape under')] : []),
    rect(0, 'shape'),
    ...(box.kind === 'member' ? [stripe(box)] : []),
  ].join('');
}

/** A flash at the corner: this is what the reader has broken. */
function bolt({ x, y, kind, width }: DiagramBox): string {
  const [left, top] = kind === 'link' ? [x + width / 2, y + 24] : [x + 2, y + 2];
  return `<g class="bolt"><circle cx="${left}" cy="${top}" r="8.5"/><path d="M${left + 1.5} ${top - 6}l-5 7h3.5l-1 5 5-7h-3.5z"/></g>`;
}

function badgeSvg({ x, y, width }: DiagramBox, badge: Badge): string {
  const text = `${badge.severity === 'error' ? '✕' : badge.severity === 'warning' ? '!' : 'i'} ${badge.count}`;
  const size = 16 + 7 * text.length;
  const left = x + width - size + 8;
  return `<g class="badge b-${badge.severity}" data-badge="true"><rect x="${left}" y="${y - 9}" width="${size}" height="18" rx="9"/><text class="t-word" x="${left + size / 2}" y="${y + 4}" text-anchor="middle">${text}</text></g>`;
}

function badgeLabel({ severity, count }: Badge): string {
  const what = severity === 'information' || severity === 'hint' ? 'note' : severity;
  return count === 1 ? `1 finding, ${what}` : `${count} findings, the worst: ${what}`;
}

function radius(box: DiagramBox): number {
  if (box.kind === 'clients') return box.height / 2;
  if (box.kind === 'part' || box.kind === 'fold') return box.height / 2;
  return box.kind === 'machine' || box.kind === 'lane' || box.kind === 'vip' ? 8 : 5;
}

/** A bar at the left edge, so that a member's state is seen from afar. */
function stripe(box: DiagramBox): string {
  return `<rect class="stripe" x="${box.x}" y="${box.y}" width="4" height="${box.height}" rx="2"/>`;
}

function textSvg({ x, y, text, style, anchor, pill }: DiagramText): string {
  const back = pill
    ? `<rect class="pill" x="${pill.x}" y="${pill.y}" width="${pill.width}" height="${pill.height}" rx="${pill.height / 2}"/>`
    : '';
  const align = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `${back}<text class="t-${style}" x="${x}" y="${y}"${align}>${shownXml(text)}</text>`;
}

function edgeSvg(edge: DiagramEdge): string {
  const id = escapeXml(edge.id);
  return `<g id="${id}" class="edge e-${edge.kind}" aria-hidden="true"><path class="line" d="${linePath(edge.points)}"/><path class="head" d="${headPath(edge.points)}"/></g>`;
}

/** A line with rounded corners; it stops short of its end, where the arrow's head is. */
function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (!after) {
      const end = toward(point, before, 6);
      path += `L${end.x} ${end.y}`;
      return;
    }
    const room = Math.min(cornerRadius, distance(before, point) / 2, distance(point, after) / 2);
    const [enter, leave] = [toward(point, before, room), toward(point, after, room)];
    path += `L${enter.x} ${enter.y}Q${point.x} ${point.y} ${leave.x} ${leave.y}`;
  });
  return path;
}

function headPath(points: readonly Point[]): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return '';
  const base = toward(end, before, 9);
  const across = base.x === end.x ? { x: 5, y: 0 } : { x: 0, y: 5 };
  return `M${end.x} ${end.y}L${base.x + across.x} ${base.y + across.y}L${base.x - across.x} ${base.y - across.y}Z`;
}

/** The point on the way from `from` to `to` that is `by` pixels from `from`; lines are horizontal or vertical. */
function toward(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

/** What the kinds of lines mean. */
function legend(diagram: Diagram): string {
  const y = diagram.height + 8;
  const sample = (x: number, kind: DiagramEdge['kind'], text: string): string =>
    `<g class="edge e-${kind}"><path class="line" d="M${x} ${y}L${x + 30} ${y}"/></g><text class="t-muted" x="${x + 38}" y="${y + 4}">${text}</text>`;
  const samples = [
    sample(16, 'traffic', 'traffic now'),
    sample(150, 'standby', 'ready to take over'),
    sample(330, 'broken', 'broken'),
  ];
  return `<g id="legend" aria-hidden="true">${samples.join('')}</g>`;
}

/** A text to be read, in which nothing turns around or vanishes what stands beside it. */
export function shownXml(text: string): string {
  return escapeXml(oneLine(text));
}

/** Also used for HTML: both read numeric references alike. Breaks of lines are references as well: they are part of it. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"'\n\r\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(notXml, '\uFFFD');
}

/** What XML 1.0 cannot hold, however it is written: most control characters, lone surrogates and two others. */
const notXml = /[^\P{Cc}\t\n\r\x7f-\x9f]|\p{Cs}|[\uFFFE\uFFFF]/gu;
