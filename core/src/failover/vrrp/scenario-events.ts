import { nearest } from '../../base/nearest.ts';
import { table } from '../../base/table.ts';

export type ScenarioEvent = readonly [t: number, verb: string, ...args: string[]];

/**
 * What can happen in a scenario, and the words behind each verb. `N` and `M` are nodes, `IF` an interface; what stands
 * in brackets may be left out, `…` repeats the word before it, and `a|b` is one of these words.
 */
export const eventForms = {
  start: 'N …',
  stop: 'N …',
  killparent: 'N',
  crash: 'N',
  power: 'N',
  killvrrp: 'N',
  stopsig: 'N',
  cont: 'N',
  cut: 'N [IF] …',
  heal: 'N [IF] …',
  down: 'N IF',
  up: 'N IF',
  unplug: 'N IF',
  plug: 'N IF',
  oneway: 'N M',
  oneway_off: 'N',
  addaddr: 'N IF ADDRESS',
  deladdr: 'N IF ADDRESS',
  haproxy: 'N up|down',
  hakill: 'N [up|down]',
  check: 'N NAME ok|fail',
  touch: 'N FILE',
  write: 'N FILE TEXT [inplace]',
  rm: 'N FILE',
  conf: 'N TEXT',
  reload: 'N',
  hup: 'N',
  sh: 'N COMMAND',
} as const;

export type EventVerb = keyof typeof eventForms;

/** What is wrong with an event by itself: a verb that is none, or words that do not fit it. Undefined when it is right. */
export function eventProblem([, verb, ...words]: ScenarioEvent): string | undefined {
  const form = forms.get(verb);
  if (form === undefined) {
    const near = nearest(verb, names);
    return `"${verb}" is no event;${near === undefined ? '' : ` did you mean "${near}"?`} Known are ${names.join(', ')}`;
  }
  return fits(words, form.split(' '))
    ? undefined
    : `"${verb}" is written [t, "${verb}", ${form.replaceAll(' ', ', ')}]`;
}

/** The nodes that an event names. */
export function nodesIn([, verb, ...words]: ScenarioEvent): readonly string[] {
  return namedBy(verb, words, /^\[?[NM]\]?$/);
}

/** The interfaces that an event names. */
export function interfacesIn([, verb, ...words]: ScenarioEvent): readonly string[] {
  return namedBy(verb, words, /^\[?IF\]?$/);
}

const forms = table<string>(eventForms);
const names: readonly string[] = [...forms.keys()];

function namedBy(verb: string, words: readonly string[], kind: RegExp): readonly string[] {
  const form = forms.get(verb)?.split(' ') ?? [];
  return words.filter((_, index) => kind.test(placeOf(form, index) ?? ''));
}

/** What the word at `index` stands for; undefined where the form has no place for it. */
function placeOf(form: readonly string[], index: number): string | undefined {
  const repeated = form.at(-1) === '…' ? form.at(-2) : undefined;
  const place = form[index];
  return place === undefined || place === '…' ? repeated : place;
}

function fits(words: readonly string[], form: readonly string[]): boolean {
  const least = form.filter((place) => place !== '…' && !place.startsWith('[')).length;
  if (words.length < least) return false;
  return words.every((word, index) => {
    const place = placeOf(form, index)?.replace(/[[\]]/g, '');
    return place !== undefined && (!/^[a-z|]+$/.test(place) || place.split('|').includes(word));
  });
}
