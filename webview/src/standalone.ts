import { type StandaloneCluster, type StandaloneData, unpacked } from '#core/topology/standalone.ts';
import { PreviewApp } from './app.ts';
import type { FromPage, PreviewView } from './messages.ts';
import { standaloneStyle } from './standalone-style.ts';

/** The page by itself, in a file: every picture that it may show is in it already. */

const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as StandaloneData;
let shown = data.clusters[0];
let faults: readonly string[] = [];

const sheet = new CSSStyleSheet();
sheet.replaceSync(standaloneStyle);
document.adoptedStyleSheets = [sheet];
const app = new PreviewApp({
  abilities: { reveal: false, edit: false, draw: false },
  postMessage: answer,
  setState: () => {},
});
// The picture for those without scripts goes away as a whole.
document.getElementById('page')?.replaceChildren();
show();

function answer(message: FromPage): void {
  if (message.type === 'faults') faults = available(message.faults);
  else if (message.type === 'cluster') {
    shown = data.clusters.find(({ id }) => id === message.cluster);
    faults = [];
  } else return;
  show();
}

/** The latest of the faults for which there is a picture. */
function available(wanted: readonly string[]): readonly string[] {
  for (let drop = 0; drop < wanted.length; drop++) {
    const rest = wanted.slice(drop);
    if (shown?.scenarios[rest.join(' ')]) return rest;
  }
  return [];
}

function show(): void {
  if (shown) app.received({ type: 'view', view: viewOf(shown) });
}

function viewOf(cluster: StandaloneCluster): PreviewView {
  const scenario = cluster.scenarios[faults.join(' ')];
  return {
    clusters: data.clusters.map(({ id, name, nodes }) => ({ id, name, nodes })),
    cluster: cluster.id,
    faults,
    report: cluster.report,
    ...(scenario && { diagram: unpacked(data, scenario) }),
    ...(scenario?.timeLine && { timeLine: scenario.timeLine }),
  };
}
