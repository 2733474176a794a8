import { diagramStyle } from '#core/topology/style.ts';
import type { FromPage, PreviewState, PreviewView, ToPage } from './messages.ts';
import { page, problemPage } from './page.ts';
import { patch } from './patch.ts';
import { pageStyle } from './style.ts';

/** What VS Code gives to the script of a webview, once. */
interface Host {
  postMessage(message: FromPage): void;
  setState(state: PreviewState): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
let shown: PreviewView | undefined;

useStyle(`${pageStyle}${diagramStyle}`);
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'problem') show(problemPage(data.message));
  else showView(data.view);
});
document.addEventListener('click', ({ target }) => reveal(target));
document.addEventListener('keydown', (event) => {
  if ((event.key === 'Enter' || event.key === ' ') && reveal(event.target)) event.preventDefault();
});
document.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) host.postMessage({ type: 'cluster', cluster: target.value });
  if (target instanceof HTMLInputElement) toggle(target.dataset['fault'] ?? '', target.checked);
});
document.addEventListener('click', ({ target }) => {
  if (target instanceof HTMLElement && target.id === 'mend') {
    // The button goes away; the focus must not go with it.
    document.querySelector<HTMLElement>('#fault-table input')?.focus();
    host.postMessage({ type: 'faults', faults: [] });
  }
});
host.postMessage({ type: 'ready' });

/** Constructed style sheets need no exception in the content security policy. */
function useStyle(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function showView(view: PreviewView): void {
  shown = view;
  host.setState({ ...(view.cluster !== undefined && { cluster: view.cluster }), faults: view.faults });
  show(page(view));
  const drawing = document.querySelector<SVGElement>('#picture svg');
  // Larger than life helps nobody; smaller is the panel's width to decide.
  if (drawing && view.diagram) drawing.style.maxWidth = `${Math.round(view.diagram.width * 1.15)}px`;
}

function show(content: HTMLElement): void {
  const live = document.getElementById('page');
  if (!live) {
    document.body.append(content);
    return;
  }
  const focused = document.activeElement?.id;
  patch(live, content);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

function toggle(fault: string, on: boolean): void {
  const others = (shown?.faults ?? []).filter((other) => other !== fault);
  host.postMessage({ type: 'faults', faults: on ? [...others, fault] : others });
}

/** Asks for the source of the element; false when it has none. */
function reveal(target: EventTarget | null): boolean {
  const id = target instanceof Element ? target.closest('[data-reveal]')?.id : undefined;
  const place = shown?.diagram?.boxes.find((box) => box.id === id)?.reveal;
  if (!place) return false;
  host.postMessage({ type: 'reveal', ...place });
  return true;
}
