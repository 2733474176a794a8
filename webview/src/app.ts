import type { Diagram, DiagramBox } from '#core/topology/diagram.ts';
import { diagramStyle } from '#core/topology/style.ts';
import type { FromPage, PreviewState, PreviewView, ToPage } from './messages.ts';
import { neighbour } from './neighbour.ts';
import { page, problemPage } from './page.ts';
import { patch } from './patch.ts';
import { Player } from './player.ts';
import { searchHits } from './search.ts';
import { pageStyle } from './style.ts';
import { type Abilities, initialUi, type UiState } from './ui.ts';

/** Whoever shows the page: it is told what the user wants, and answers with views. */
export interface PageHost {
  readonly abilities: Abilities;
  postMessage(message: FromPage): void;
  setState(state: PreviewState): void;
}

/** The page: a pure function of a view and its own few settings, and what clicks and keys do to them. */
export class PreviewApp {
  readonly #host: PageHost;
  readonly #player = new Player((atMs, playing) => this.#moveTo(atMs, playing));
  #view: PreviewView = { clusters: [], faults: [] };
  #ui: UiState = initialUi;
  #problem: string | undefined;
  /** Which element of the picture is in the tab order. */
  #current = '';
  /** Pictures of moments of the time line that is shown, by the moment. */
  #frames = new Map<number, Diagram>();

  constructor(host: PageHost) {
    this.#host = host;
    useStyle(`${pageStyle}${diagramStyle}`);
    document.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('contextmenu', (event) => {
      if (this.#openCard(event.target)) event.preventDefault();
    });
    document.addEventListener('keydown', (event) => {
      if (this.#pressed(event)) event.preventDefault();
    });
    document.addEventListener('change', ({ target }) => this.#changed(target));
    document.addEventListener('input', ({ target }) => this.#typed(target));
    document.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey || !(event.target instanceof Element) || !event.target.closest('#viewport')) return;
        event.preventDefault();
        this.#zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
      },
      { passive: false },
    );
  }

  received(message: ToPage): void {
    switch (message.type) {
      case 'problem':
        this.#problem = message.message;
        break;
      case 'view':
        this.#showView(message.view);
        return;
      case 'frame':
        this.#frames.set(message.atMs, message.diagram);
        if (this.#momentShown() !== message.atMs) return;
        this.#ui = { ...this.#ui, frame: message.diagram };
        break;
      case 'cursor':
        this.#ui = { ...this.#ui, cursor: message.elements };
        break;
    }
    this.#render();
  }

  #showView(view: PreviewView): void {
    const received = Date.now();
    const sameScenario = view.cluster === this.#view.cluster && view.faults.join(' ') === this.#view.faults.join(' ');
    this.#problem = undefined;
    this.#view = view;
    this.#frames.clear();
    this.#player.stop();
    this.#ui = {
      ...this.#ui,
      atMs: undefined,
      playing: false,
      frame: undefined,
      ...(!sameScenario && this.#ui.card !== undefined && !this.#box(this.#ui.card) && { card: undefined }),
    };
    this.#host.setState({
      ...(view.cluster !== undefined && { cluster: view.cluster }),
      faults: view.faults,
      ...(view.diagram && { emphasis: view.diagram.emphasis }),
      open: view.open ?? [],
    });
    this.#render();
    if (view.times) measure(view.times, received);
  }

  #render(): void {
    const content =
      this.#problem === undefined ? page(this.#view, this.#ui, this.#host.abilities) : problemPage(this.#problem);
    const live = document.getElementById('page');
    const focused = document.activeElement?.id;
    if (live) patch(live, content);
    else document.body.append(content);
    this.#decorate();
    // Never out of another part of the window: whoever types in the editor goes on typing there.
    const lost = focused !== undefined && focused !== '' && document.activeElement?.id !== focused;
    if (lost && document.hasFocus()) document.getElementById(focused)?.focus();
  }

  /** What the picture shows beyond its content: the search's hits, the cursor's element, size and tab order. */
  #decorate(): void {
    const drawing = document.querySelector<SVGElement>('#viewport svg');
    const diagram = this.#diagram;
    if (!drawing || !diagram) return;
    const { query, hit, zoom, cursor } = this.#ui;
    // Larger than life helps nobody; smaller is the panel's width to decide.
    drawing.style.maxWidth = zoom === undefined ? `${Math.round(diagram.width * 1.15)}px` : 'none';
    drawing.style.width = zoom === undefined ? '100%' : `${Math.round(diagram.width * zoom)}px`;
    drawing.style.minWidth = zoom === undefined ? '' : '0';
    const hits = searchHits(diagram, query);
    drawing.classList.toggle('searching', hits.length > 0);
    for (const id of hits) document.getElementById(id)?.classList.add('hit');
    document.getElementById(hits[hit % Math.max(1, hits.length)] ?? '')?.classList.add('current-hit');
    const marked = cursor.find((id) => this.#box(id));
    if (marked !== undefined) document.getElementById(marked)?.classList.add('cursor');
    const inOrder = document.getElementById(this.#current)?.closest('#viewport')
      ? document.getElementById(this.#current)
      : drawing.querySelector('[role="button"]');
    inOrder?.setAttribute('tabindex', '0');
    this.#placeCard();
  }

  #placeCard(): void {
    const shown = document.getElementById('card');
    const anchor = document.getElementById(this.#ui.card ?? '');
    const frame = document.getElementById('picture');
    if (!shown || !anchor || !frame) return;
    const [box, outer] = [anchor.getBoundingClientRect(), frame.getBoundingClientRect()];
    const left = Math.max(0, Math.min(box.left - outer.left, outer.width - shown.offsetWidth));
    shown.style.left = `${Math.round(left)}px`;
    shown.style.top = `${Math.round(Math.min(box.top + Math.min(box.height, 44), box.bottom) - outer.top + 6)}px`;
  }

  get #diagram(): Diagram | undefined {
    return this.#ui.frame ?? this.#view.diagram;
  }

  #box(id: string): DiagramBox | undefined {
    return this.#diagram?.boxes.find((box) => box.id === id);
  }

  #update(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#render();
  }

  #clicked(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const box = this.#boxAt(target);
    if (box) {
      this.#current = box.id;
      if (target.closest('[data-badge]')) this.#openCard(target);
      else if ((event.ctrlKey || event.metaKey) && box.reveal) this.#reveal(box.reveal.path, box.reveal.line);
      else this.#act(box);
      return;
    }
    const button = target.closest<HTMLElement>('button');
    if (button) this.#command(button);
    else if (this.#ui.card !== undefined && !target.closest('#card')) this.#update({ card: undefined });
  }

  #boxAt(target: EventTarget | null): DiagramBox | undefined {
    const found = target instanceof Element ? target.closest('#viewport [role="button"]') : null;
    return found ? this.#box(found.id) : undefined;
  }

  /** What a click does: open or close, break or mend, or go to the line. */
  #act(box: DiagramBox): void {
    if (box.fold && this.#host.abilities.draw) this.#toggleFold(box.fold.id, box.fold.open);
    else if (box.faults) this.#toggle(box.faults[0]);
    else if (box.reveal) this.#reveal(box.reveal.path, box.reveal.line);
    else if (box.badge) this.#update({ card: box.id });
  }

  #command(button: HTMLElement): void {
    const { dataset, id } = button;
    const post = (message: FromPage): void => this.#host.postMessage(message);
    if (dataset['fault'] !== undefined) this.#toggle(dataset['fault']);
    else if (dataset['mend'] !== undefined)
      this.#setFaults(this.#view.faults.filter((fault) => fault !== dataset['mend']));
    else if (dataset['only'] !== undefined) this.#only(dataset['only']);
    else if (dataset['moment'] !== undefined) this.#moveTo(Number(dataset['moment']), false);
    else if (dataset['path'] !== undefined) this.#reveal(dataset['path'], Number(dataset['line']));
    else if (dataset['fix'] !== undefined) {
      const finding = (this.#view.findings ?? []).filter((each) => each.element === this.#ui.card)[
        Number(dataset['fix'])
      ];
      if (finding) post({ type: 'fix', finding, title: dataset['title'] ?? '' });
    } else if (id === 'mend') this.#setFaults([]);
    else if (id === 'emphasis:failover' || id === 'emphasis:traffic') {
      post({ type: 'emphasis', emphasis: id === 'emphasis:traffic' ? 'traffic' : 'failover' });
    } else if (id === 'zoom-in') this.#zoomBy(1.25);
    else if (id === 'zoom-out') this.#zoomBy(0.8);
    else if (id === 'zoom-fit') this.#update({ zoom: undefined });
    else if (id === 'copy-runbook') post({ type: 'copyRunbook' });
    else if (id === 'export') post({ type: 'export' });
    else if (id === 'play') this.#playOrPause();
    else if (id === 'card-close') this.#closeCard();
  }

  /** Whether the key meant something. */
  #pressed(event: KeyboardEvent): boolean {
    const { key, target } = event;
    if (key === 'Escape' && this.#ui.card !== undefined) return this.#closeCard();
    if (target instanceof HTMLInputElement && target.id === 'search') return this.#pressedInSearch(event, target);
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || event.altKey) return false;
    const box = this.#boxAt(target);
    const mayAct = !event.ctrlKey && !event.metaKey;
    if (box && mayAct) {
      this.#current = box.id;
      if (key === ' ') this.#act(box);
      else if (key === 'Enter' && box.reveal) this.#reveal(box.reveal.path, box.reveal.line);
      else if (key === 'Enter') this.#act(box);
      else if (key === 'm' || key === 'M' || key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
        return this.#openCard(target);
      } else if (key.startsWith('Arrow')) return this.#walk(box, key);
      else return this.#pressedAnywhere(key);
      return true;
    }
    return mayAct && this.#pressedAnywhere(key);
  }

  #pressedAnywhere(key: string): boolean {
    if (key === '+' || key === '=') this.#zoomBy(1.25);
    else if (key === '-') this.#zoomBy(0.8);
    else if (key === '0') this.#update({ zoom: undefined });
    else if (key === '/') document.getElementById('search')?.focus();
    else return false;
    return true;
  }

  #pressedInSearch({ key, shiftKey }: KeyboardEvent, input: HTMLInputElement): boolean {
    if (key === 'Escape') {
      input.value = '';
      this.#update({ query: '', hit: 0 });
      return true;
    }
    const hits = this.#diagram ? searchHits(this.#diagram, this.#ui.query) : [];
    if (key !== 'Enter' || hits.length === 0) return false;
    const hit = (this.#ui.hit + (shiftKey ? hits.length - 1 : 1)) % hits.length;
    // What is only counted is opened: there the thing itself is found.
    const fold = hits.length === 1 ? this.#box(hits[0] ?? '')?.fold : undefined;
    if (fold && !fold.open) this.#toggleFold(fold.id, false);
    this.#update({ hit });
    this.#showHit();
    return true;
  }

  #typed(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.id === 'time-at') this.#moveTo(Number(target.value), false);
    if (target.id !== 'search') return;
    this.#update({ query: target.value, hit: 0 });
    this.#showHit();
  }

  #showHit(): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document
      .querySelector('.current-hit')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }

  #changed(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement) this.#host.postMessage({ type: 'cluster', cluster: target.value });
    if (target instanceof HTMLInputElement && target.dataset['faultTick'] !== undefined)
      this.#toggle(target.dataset['faultTick']);
  }

  #walk(from: DiagramBox, key: string): boolean {
    const buttons = new Set([...document.querySelectorAll('#viewport [role="button"]')].map(({ id }) => id));
    const boxes = (this.#diagram?.boxes ?? []).filter(({ id }) => buttons.has(id));
    const next = neighbour(from, boxes, key);
    if (!next) return true;
    document.getElementById(this.#current)?.setAttribute('tabindex', '-1');
    this.#current = next.id;
    const found = document.getElementById(next.id);
    found?.setAttribute('tabindex', '0');
    found?.focus();
    return true;
  }

  #openCard(target: EventTarget | null): boolean {
    const box = this.#boxAt(target);
    if (!box) return false;
    this.#current = box.id;
    this.#update({ card: box.id });
    document.querySelector<HTMLElement>('#card button')?.focus();
    return true;
  }

  #closeCard(): boolean {
    const anchor = this.#ui.card ?? '';
    this.#update({ card: undefined });
    document.getElementById(anchor)?.focus();
    return true;
  }

  #zoomBy(factor: number): void {
    const drawing = document.querySelector('#viewport svg');
    const now = this.#ui.zoom ?? (drawing?.getBoundingClientRect().width ?? 1) / (this.#diagram?.width ?? 1);
    this.#update({ zoom: Math.min(3, Math.max(0.2, now * factor)) });
  }

  #toggle(fault: string): void {
    const others = this.#view.faults.filter((other) => other !== fault);
    this.#setFaults(others.length < this.#view.faults.length ? others : [...others, fault]);
  }

  /** The fault alone; once more, and all is well. */
  #only(fault: string): void {
    this.#setFaults(this.#view.faults.length === 1 && this.#view.faults[0] === fault ? [] : [fault]);
  }

  #setFaults(faults: readonly string[]): void {
    // Buttons that mend go away with what they mend; the focus must not go with them.
    if (document.activeElement?.closest('#scenario'))
      document.querySelector<HTMLElement>('#viewport [tabindex="0"]')?.focus();
    this.#host.postMessage({ type: 'faults', faults });
  }

  #toggleFold(fold: string, isOpen: boolean): void {
    const others = (this.#view.open ?? []).filter((id) => id !== fold);
    this.#host.postMessage({ type: 'open', open: isOpen ? others : [...others, fold] });
  }

  #reveal(path: string, line: number): void {
    if (this.#host.abilities.reveal) this.#host.postMessage({ type: 'reveal', path, line });
  }

  #playOrPause(): void {
    const line = this.#view.timeLine;
    if (!line) return;
    if (this.#ui.playing) this.#player.stop();
    else this.#player.play(line, this.#ui.atMs);
    this.#update({ playing: !this.#ui.playing });
  }

  /** The last change at or before where the time line stands; undefined at its end. */
  #momentShown(): number | undefined {
    const { timeLine } = this.#view;
    const { atMs } = this.#ui;
    if (!timeLine || atMs === undefined || atMs >= timeLine.endMs) return undefined;
    return timeLine.events.findLast((event) => event.atMs <= atMs)?.atMs ?? timeLine.startMs;
  }

  #moveTo(atMs: number, playing: boolean): void {
    if (!playing) this.#player.stop();
    this.#ui = { ...this.#ui, atMs, playing };
    const moment = this.#momentShown();
    const known = moment === undefined ? undefined : this.#frames.get(moment);
    if (moment === undefined) this.#ui = { ...this.#ui, frame: undefined };
    else if (known) this.#ui = { ...this.#ui, frame: known };
    else if (this.#host.abilities.draw) this.#host.postMessage({ type: 'frame', atMs: moment });
    this.#render();
  }
}

/** Constructed style sheets need no exception in the content security policy. */
function useStyle(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** From the change of a text to the redrawn picture, and its parts: the answer, the way here, the drawing. */
function measure({ changed, sent }: { readonly changed: number; readonly sent: number }, received: number): void {
  const from = (start: number, end: number): PerformanceMeasureOptions => ({
    start: start - performance.timeOrigin,
    end: end - performance.timeOrigin,
  });
  const drawn = Date.now();
  performance.measure('haconf-answer', from(changed, sent));
  performance.measure('haconf-way', from(sent, received));
  performance.measure('haconf-draw', from(received, drawn));
  performance.measure('haconf-redraw', from(changed, drawn));
}
