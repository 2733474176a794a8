import { memo } from '../../../base/memo.ts';
import type { SectionSyntax } from '../parser.ts';
import { namesOf } from '../section-names.ts';
import { eachLine } from './consistency.ts';

/**
 * Why the server of a line cannot take over what is found of another, as far as its own section tells. `isGiven` says
 * whether `default-server` gives a word to its servers.
 */
export function trackFault(
  section: SectionSyntax,
  at: number,
  isGiven: (word: string) => boolean | undefined,
): string | undefined {
  const { conditional, hasUnknown, templates } = namesOf(section);
  const tracker = section.lines[at]?.values;
  if (!tracker || conditional || hasUnknown || templates.length > 0) return undefined;
  const trails = trailsOf(section);
  if (!tracker.includes('no-check', 3) && isGiven('check') === true && at > trails.lastDefaults) {
    return '"default-server check" has this server checked, and "track" excludes that: add "no-check" to it.';
  }
  const end = endFrom(tracker, trails);
  if (end === 'circle') return `Here servers track each other in a circle: ${circleFrom(tracker, trails)}.`;
  if (end === 'elsewhere') return undefined;
  if (end.includes('check', 3) || end.includes('agent-check', 3)) return undefined;
  if (isGiven('check') !== false || isGiven('agent-check') !== false) return undefined;
  return `"${end[1] ?? ''}" is not checked, so nothing can be learnt from it: add "check" to it.`;
}

/** The words of a server's line. */
type ServerLine = readonly string[];

/** Where one comes to who goes from server to tracked server: to one that tracks none, or to none that is known here. */
type End = ServerLine | 'circle' | 'elsewhere';

interface Trails {
  readonly backend: string | undefined;
  /** The first server of each name. */
  readonly servers: ReadonlyMap<string, ServerLine>;
  /** What is known of the ends: each server is passed once, however many trails lead over it. */
  readonly ends: Map<ServerLine, End>;
  /** Index of the last `default-server` line: one that stands below a server says nothing of it. */
  readonly lastDefaults: number;
}

const trailsOf = memo((section: SectionSyntax): Trails => {
  const servers = new Map<string, ServerLine>();
  eachLine(section, 'server', (values) => {
    if (!servers.has(values[1] ?? '')) servers.set(values[1] ?? '', values);
  });
  let lastDefaults = 0;
  eachLine(section, 'default-server', (_, at) => {
    lastDefaults = at;
  });
  return { backend: namesOf(section).name?.name, servers, ends: new Map(), lastDefaults };
});

function endFrom(start: ServerLine, trails: Trails): End {
  const passed = new Set<ServerLine>();
  let server = start;
  let end: End | undefined;
  while (end === undefined) {
    const known = trails.ends.get(server);
    const next = known === undefined ? nextOf(server, trails) : undefined;
    if (known !== undefined) end = known;
    else if (passed.has(server)) end = 'circle';
    else if (next === undefined) end = server;
    else if (next === 'elsewhere') end = next;
    else {
      passed.add(server);
      server = next;
    }
  }
  for (const one of passed) trails.ends.set(one, end);
  return end;
}

/** The server that a server tracks; undefined where it tracks none. */
function nextOf(server: ServerLine, { backend, servers }: Trails): ServerLine | 'elsewhere' | undefined {
  const at = server.indexOf('track', 3);
  if (at < 0) return undefined;
  const target = (server[at + 1] ?? '').split('/');
  if (target.length > 1 && target[0] !== backend) return 'elsewhere';
  return servers.get(target.at(-1) ?? '') ?? 'elsewhere';
}

/** More names make a message that nobody reads. */
const mostNames = 10;

/** The names on the way up to one that was there before. */
function circleFrom(start: ServerLine, trails: Trails): string {
  const names = new Set<string>();
  let server = start;
  while (names.size < mostNames) {
    const name = server[1] ?? '';
    if (names.has(name)) return `"${[...names, name].join('", "')}"`;
    names.add(name);
    const next = nextOf(server, trails);
    if (next === undefined || next === 'elsewhere') break;
    server = next;
  }
  return `"${[...names].join('", "')}", …`;
}
