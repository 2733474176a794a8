import { listed } from '../base/listed.ts';
import type { DiagramBox, DiagramEdge, Emphasis } from './diagram.ts';
import { type DraftBox, type Drawing, placed, write } from './draft-box.ts';
import type { TrafficGraph } from './graph.ts';
import { elide } from './text-size.ts';
import { columnWidths } from './traffic-boxes.ts';
import { type Columns, laneHeader, laneRowGap, TrafficPlacement } from './traffic-placement.ts';

export interface Lane {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

const pad = 20;

/**
 * What HAProxy does with the requests: frontends → backends → servers in three columns, from the lane's upper left
 * corner on. A backend stands beside the first frontend that uses it.
 */
export function trafficLane(traffic: TrafficGraph, minWidth: number, emphasis: Emphasis, drawing: Drawing): Lane {
  const widths = columnWidths(traffic);
  const bends = traffic.frontends.filter((frontend) => frontend.backends.length > 0).length;
  const firstGap = 40 + 6 * Math.min(6, Math.max(0, bends - 1));
  const natural = 2 * pad + widths.frontend + firstGap + widths.backend + 44 + widths.server;
  const spare = Math.max(0, minWidth - natural);
  const gaps = { first: firstGap + Math.min(spare / 2, 40), second: 44 + Math.min(spare / 2, 40) };
  const used = natural - firstGap - 44 + gaps.first + gaps.second;
  const left = pad + Math.max(0, minWidth - used) / 2;
  const columns = {
    frontend: left,
    backend: left + widths.frontend + gaps.first,
    server: left + widths.frontend + gaps.first + widths.backend + gaps.second,
  };
  const place = new TrafficPlacement(traffic, columns, widths, emphasis, drawing);
  place.all();
  const width = Math.max(minWidth, used);
  const height = place.bottom + pad - laneRowGap;
  const differs = place.boxes.some((box) => box.roles.includes('differs'));
  return {
    width,
    height,
    boxes: [laneBox(traffic, columns, { width, height }, differs, place.hasServers), ...place.boxes],
    edges: place.edges,
  };
}

function laneBox(
  traffic: TrafficGraph,
  columns: Columns,
  { width, height }: { readonly width: number; readonly height: number },
  differs: boolean,
  hasServers: boolean,
): DiagramBox {
  const machines = listed(traffic.machines);
  const same =
    traffic.machines.length < 2 ? `on ${machines}` : `${differs ? 'differs between' : 'the same on'} ${machines}`;
  const draft: DraftBox = {
    id: 'haproxy',
    kind: 'lane',
    roles: differs ? ['differs'] : [],
    width,
    height,
    texts: [
      write('HAProxy', 'strong', pad, 26),
      write(elide(same, 'muted', width - 2 * pad - 68), 'muted', pad + 68, 26),
      write('frontends', 'muted', columns.frontend, laneHeader - 12),
      ...(traffic.backends.length > 0 ? [write('backends', 'muted', columns.backend, laneHeader - 12)] : []),
      ...(hasServers ? [write('servers', 'muted', columns.server, laneHeader - 12)] : []),
    ],
    label: `HAProxy, ${same}`,
  };
  return placed(draft, 0, 0);
}
