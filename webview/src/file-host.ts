import { table } from '#core/base/table.ts';
import { type StandaloneCluster, type StandaloneData, unpacked } from '#core/topology/standalone.ts';
import { PreviewApp } from './app.ts';
import { fileStyle } from './file-style.ts';
import type { FromPage, PreviewView } from './messages.ts';

/** Shows the page in a file of its own: every picture that it may need is in the file already. */
export function showFile(data: StandaloneData): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(fileStyle);
  document.adoptedStyleSheets = [sheet];
  // The picture for those without scripts goes away as a whole.
  document.getElementById('page')?.replaceChildren();
  new FileHost(data).show();
}

/** Answers as an editor would, from what the file holds. */
class FileHost {
  readonly #data: StandaloneData;
  readonly #app: PreviewApp;
  #shown: StandaloneCluster | undefined;
  #faults: readonly string[] = [];

  constructor(data: StandaloneData) {
    this.#data = data;
    this.#shown = data.clusters[0];
    this.#app = new PreviewApp({
      abilities: { reveal: false, edit: false, draw: false },
      postMessage: (message) => this.#answer(message),
      setState: () => {},
    });
  }

  show(): void {
    if (this.#shown) this.#app.received({ type: 'view', view: this.#viewOf(this.#shown) });
  }

  #answer(message: FromPage): void {
    if (message.type === 'faults') this.#faults = this.#available(message.faults);
    else if (message.type === 'cluster') {
      this.#shown = this.#data.clusters.find(({ id }) => id === message.cluster);
      this.#faults = [];
    } else return;
    this.show();
  }

  /** The latest of the faults for which there is a picture. */
  #available(wanted: readonly string[]): readonly string[] {
    for (let drop = 0; drop < wanted.length; drop++) {
      const rest = wanted.slice(drop);
      if (this.#shown && table(this.#shown.scenarios).has(rest.join(' '))) return rest;
    }
    return [];
  }

  #viewOf(cluster: StandaloneCluster): PreviewView {
    const scenario = table(cluster.scenarios).get(this.#faults.join(' '));
    return {
      clusters: this.#data.clusters.map(({ id, name, nodes }) => ({ id, name, nodes })),
      cluster: cluster.id,
      faults: this.#faults,
      report: cluster.report,
      ...(scenario && { diagram: unpacked(this.#data, scenario) }),
      ...(scenario?.timeLine && { timeLine: scenario.timeLine }),
    };
  }
}
