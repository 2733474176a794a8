import { type Table, table } from '../../../base/table.ts';
import { validityPlaces } from '../catalog/facts.ts';

/**
 * EvaluationPoints at which a sample is taken, as a set of bits: those of the matrix that the programs print of their fetches.
 * 0 is "not known", and nothing is said then.
 */
export type EvaluationPoints = number;

const bit = (name: (typeof validityPlaces)[number]): EvaluationPoints => 1 << validityPlaces.indexOf(name);

/** The sides that a proxy has. */
interface ProxySides {
  readonly frontend: boolean;
  readonly backend: boolean;
}

/** A place on each side of a proxy. */
interface Sides {
  readonly frontend: EvaluationPoints;
  readonly backend: EvaluationPoints;
}

const requests: Sides = { frontend: bit('f http-request header'), backend: bit('b http-request header') };
const responses: Sides = { frontend: bit('f http-response header'), backend: bit('b http-response header') };
const requestContents: Sides = { frontend: bit('f tcp-request content'), backend: bit('b tcp-request content') };
const responseContents: Sides = { frontend: bit('f tcp-response content'), backend: bit('b tcp-response content') };
const only = (name: (typeof validityPlaces)[number]): Sides => ({ frontend: bit(name), backend: bit(name) });

/** Where the rules of a list, or the keywords of that name, take their samples. */
const sidesByRule: Table<Sides> = table({
  'tcp-request connection': only('f tcp-request connection'),
  'tcp-request session': only('f tcp-request session'),
  'tcp-request content': requestContents,
  'tcp-response content': responseContents,
  'http-request': requests,
  'http-response': responses,
  'http-after-response': responses,
  'quic-initial': only('f tcp-request connection'),
  redirect: requests,
  use_backend: only('f use-backend'),
  'use_backend name': only('f http-request header'),
  'use-server': only('b use-server'),
  'force-persist': only('b tcp-request content'),
  'ignore-persist': only('b tcp-request content'),
  'stick match': only('b use-server'),
  'stick on': only('b use-server'),
  'stick store-request': only('b use-server'),
  'stick store-response': only('b stick-store'),
  'balance hash': only('b use-server'),
  'unique-id-format': requests,
  'log-format': only('log'),
  'log-format-sd': only('log'),
  'error-log-format': only('log'),
  check: only('b tcp-check'),
  server: only('b source'),
});

const frontendSide = { frontend: true, backend: false };
const backendSide = { frontend: false, backend: true };

/** The places of a rule or keyword in a proxy. */
export function placesOf(rule: string, proxy: ProxySides | undefined): EvaluationPoints {
  const sides = sidesByRule.get(rule);
  if (!sides || !proxy) return 0;
  return (proxy.frontend ? sides.frontend : 0) | (proxy.backend ? sides.backend : 0);
}

/** Actions that look at the samples of requests whatever list they stand in. */
const asRequests: ReadonlySet<string> = new Set([
  'do-resolve',
  'set-bc-mark',
  'set-bc-tos',
  'set-dst',
  'set-dst-port',
  'set-fc-mark',
  'set-fc-tos',
  'set-mark',
  'set-priority-class',
  'set-priority-offset',
  'set-src',
  'set-src-port',
  'set-tos',
]);

/** Actions of which it is not known where they take their samples. */
const unknown: ReadonlySet<string> = new Set(['attach-srv', 'set-bandwidth-limit', 'set-retries', 'set-timeout']);

/** Where an action takes its samples in a list of rules. */
export function placesOfAction(action: string, ruleset: string, proxy: ProxySides | undefined): EvaluationPoints {
  if (unknown.has(action)) return 0;
  if (/^sc-(?:set|add)/.test(action)) return placesOf(ruleset, /response/.test(ruleset) ? backendSide : frontendSide);
  return placesOf(asRequests.has(action) ? 'http-request' : ruleset, proxy);
}

/** What a place is called. */
export function placeNames(places: EvaluationPoints): string {
  const names = validityPlaces.filter((_, index) => places & (1 << index));
  return [...new Set(names.map((name) => name.replace(/^[fb] /, '').replace(/ (?:header|body)$/, '')))].join(' or ');
}
