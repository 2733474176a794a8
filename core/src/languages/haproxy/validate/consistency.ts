import { query } from '../../../base/query.ts';
import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { HaproxyLine } from '../lexer.ts';
import type { SectionSyntax } from '../parser.ts';
import { namesOf } from '../section-names.ts';
import { factsFor } from './facts.ts';
import type { Issue, IssueId } from './issue.ts';
import { valueOfParameter } from './parameters.ts';

type Report = (id: IssueId, line: number, word: number, message: string, severity?: Issue['severity']) => void;
type Check = (section: SectionSyntax, report: Report, version: Version) => void;

/**
 * What HAProxy finds when it has read a section: lines that are right by themselves and do not fit each other. Nothing is
 * said of a section with `.if`, whose lines may be left out.
 */
export const inconsistencies: (section: SectionSyntax, version: Version) => readonly Issue[] = query(
  (section: SectionSyntax, version: Version): readonly Issue[] => {
    const { kind, conditional, hasUnknown } = namesOf(section);
    const checks = checksByKind.get(kind);
    if (!checks || conditional || hasUnknown) return noIssues;
    let issues: Issue[] | undefined;
    const report: Report = (id, line, word, message, severity = 'error') => {
      const range = section.lines[line]?.words[word]?.range ?? { start: 0, end: 0 };
      issues ??= [];
      issues.push({ id, severity, message, range: siteInLine(section, line, range).range });
    };
    for (const check of checks) check(section, report, version);
    return issues ?? noIssues;
  },
);

const noIssues: readonly Issue[] = [];

/** Calls `visit` with the lines behind the header that start with a keyword and whose words are known. */
export function eachLine(
  { lines }: SectionSyntax,
  keyword: string,
  visit: (values: readonly string[], line: number, source: HaproxyLine) => void,
): void {
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at];
    if (line?.certain && line.values[0] === keyword) visit(line.values, at, line);
  }
}

/** Whether such a line is there, with the second word if one is asked for. */
function hasLine({ lines }: SectionSyntax, keyword: string, second?: string): boolean {
  return lines.some(
    ({ certain, values }, at) =>
      at > 0 && certain && values[0] === keyword && (second === undefined || values[1] === second),
  );
}

const isNumber = /^\d+$/;

function isCertain({ lines }: SectionSyntax): boolean {
  return lines.every(({ certain }) => certain);
}

const cacheSizes: Check = (section, report) => {
  let total: string | undefined;
  eachLine(section, 'total-max-size', ([, size = '']) => {
    total = size;
  });
  if (total === undefined && isCertain(section)) {
    report('missing-argument', 0, 0, 'The cache has no size: add "total-max-size" with its megabytes.');
  }
  if (total === undefined || !isNumber.test(total)) return;
  const most = Number(total) * 512 * 1024;
  eachLine(section, 'max-object-size', ([, size = ''], line) => {
    if (!isNumber.test(size) || Number(size) <= most) return;
    report(
      'invalid-value',
      line,
      1,
      `An object may be half of the cache at most: ${most} bytes of ${total} megabytes.`,
    );
  });
};

const groupsAndUsers: Check = (section, report) => {
  const declared = { group: new Set<string>(), user: new Set<string>() };
  for (const kind of ['group', 'user'] as const) {
    eachLine(section, kind, ([, name = '']) => declared[kind].add(name));
  }
  const look = (kind: 'group' | 'user', list: 'groups' | 'users'): void => {
    const named = kind === 'user' ? declared.group : declared.user;
    eachLine(section, kind, (values, line) => {
      const at = values.indexOf(list, 2) + 1;
      if (at === 0) return;
      const missing = values[at]?.split(',').find((name) => name !== '' && !named.has(name));
      if (missing === undefined) return;
      report('undefined-reference', line, at, `There is no ${list.slice(0, -1)} "${missing}" in this userlist.`);
    });
  };
  look('user', 'groups');
  look('group', 'users');
};

const ownBackend: Check = (section, report) => {
  const name = section.lines[0]?.values[1];
  if (name === undefined) return;
  let last: number | undefined;
  eachLine(section, 'default_backend', (values, line) => {
    last = values[1] === name ? line : undefined;
  });
  const message = `"${name}" would send its traffic to itself for ever.`;
  if (last !== undefined) report('undefined-reference', last, 1, message);
  eachLine(section, 'use_backend', (values, line) => {
    if (values[1] === name) report('undefined-reference', line, 1, message);
  });
};

/** Numbers of servers and of `bind` lines, which are each there once in a section. */
const ids: Check = (section, report, version) => {
  const facts = factsFor(version);
  for (const kind of ['server', 'bind'] as const) {
    const seen = new Set<number>();
    eachLine(section, kind, (values, line) => {
      const at = valueOfParameter(values, kind, 'id', facts);
      const id = at === undefined ? '' : (values[at] ?? '');
      if (at === undefined || !isNumber.test(id)) return;
      if (seen.has(Number(id))) report('duplicate-name', line, at, `Another "${kind}" line above has the id ${id}.`);
      seen.add(Number(id));
    });
  }
};

const documentRoot: Check = (section, report) => {
  if (hasLine(section, 'docroot') || !isCertain(section)) return;
  report('missing-argument', 0, 0, 'An FCGI application needs "docroot", the folder with its files.');
};

const fcgiServers: Check = (section, report) => {
  if (hasLine(section, 'use-fcgi-app')) return;
  eachLine(section, 'server', (values, line) => {
    const at = values.indexOf('proto', 3) + 1;
    if (at === 0 || values[at] !== 'fcgi') return;
    report('missing-argument', line, at, 'A server with "proto fcgi" needs an application: add "use-fcgi-app".');
  });
};

/** HAProxy compares the names of peers only where it is one of them, which depends on the machine. */
const peers: Check = (section, report, version) => {
  let listening = false;
  eachLine(section, 'bind', (_, line) => {
    if (listening && compareVersions(version, [2, 6]) >= 0) {
      report('duplicate-name', line, 0, 'A peers section has one "bind" line, and there is one above.');
    }
    listening = true;
  });
  if (compareVersions(version, [3, 2]) < 0) return;
  const seen = new Set<string>();
  section.lines.forEach(({ certain, values }, line) => {
    const [keyword, name] = values;
    if (!certain || name === undefined || (keyword !== 'peer' && keyword !== 'server')) return;
    if (seen.has(name)) report('duplicate-name', line, 1, `Another peer above is named "${name}" already.`, 'warning');
    seen.add(name);
  });
};

const oneStickTable: Check = (section, report) => {
  let isSaid = false;
  eachLine(section, 'stick-table', (_, line) => {
    if (isSaid) report('duplicate-name', line, 0, 'A proxy has one stick table, and there is one above.');
    isSaid = true;
  });
};

/** From 3.4 on there is one for each direction. */
const compresses = /^(?:compression|comp-req|comp-res)$/;

/** Beside other filters, those that HAProxy adds by itself have to be given their place. */
const explicitFilters: Check = (section, report) => {
  const named = new Set<string>();
  eachLine(section, 'filter', ([, filter = ''], line) => {
    if (compresses.test(filter) && named.has(filter)) {
      report('duplicate-name', line, 1, `A proxy has one "filter ${filter}", and there is one above.`);
    }
    named.add(filter);
  });
  const isOrdinary = (filter: string): boolean => /^(?:cache|fcgi-app)$/.test(filter) || compresses.test(filter);
  if ([...named].every(isOrdinary)) return;
  const others = 'beside other filters: its place among them has to be said.';
  if (![...named].some((filter) => compresses.test(filter))) {
    eachLine(section, 'compression', (_, line) => {
      report('missing-argument', line, 0, `HAProxy wants a "filter compression" line ${others}`);
    });
  }
  if (named.has('cache')) return;
  for (const [keyword, action] of [
    ['http-request', 'cache-use'],
    ['http-response', 'cache-store'],
  ] as const) {
    eachLine(section, keyword, (values, line) => {
      if (values[1] === action) report('missing-argument', line, 1, `HAProxy wants a "filter cache" line ${others}`);
    });
  }
};

/** What a cache stores must not be compressed already. A cache that no `filter` line names comes last. */
const compressionBeforeCache: Check = (section, report) => {
  let compression: number | undefined;
  let late: number | undefined;
  eachLine(section, 'filter', ([, filter = ''], line) => {
    if (compresses.test(filter)) compression ??= line;
    if (filter === 'cache' && compression !== undefined) late ??= line;
  });
  if (!hasLine(section, 'filter', 'cache') && hasLine(section, 'http-request', 'cache-use')) late = compression;
  if (late === undefined) return;
  const message =
    'A cache has to stand above the compression, as "filter cache": HAProxy refuses to store what is compressed already.';
  report('misplaced-keyword', late, 1, message);
};

const statsAccess: Check = (section, report) => {
  if (!hasLine(section, 'stats', 'http-request')) return;
  eachLine(section, 'stats', ([, what], line) => {
    if (what !== 'auth' && what !== 'realm') return;
    const message = `"stats ${what}" and "stats http-request" exclude each other: write "stats http-request auth" with an "http_auth" condition, or only "stats auth".`;
    report('misplaced-keyword', line, 1, message);
  });
};

const ofProxies = [ids, fcgiServers, oneStickTable, explicitFilters, compressionBeforeCache, statsAccess];
const checksByKind: Table<readonly Check[]> = table({
  cache: [cacheSizes],
  userlist: [groupsAndUsers],
  peers: [peers],
  'fcgi-app': [documentRoot],
  frontend: ofProxies,
  backend: ofProxies,
  listen: [ownBackend, ...ofProxies],
});
