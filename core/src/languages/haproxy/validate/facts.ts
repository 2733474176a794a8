import { memo } from '../../../base/memo.ts';
import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import * as inventory from '../catalog/facts.generated.ts';

/** A fetch or converter as the program lists it: argument types, and what goes in and out. */
export interface SampleFunction {
  readonly args: readonly string[];
  /** How many of the arguments are not in brackets. */
  readonly mandatory: number;
  readonly input: string;
  readonly output: string;
  /** Where a fetch can be evaluated: bit n is the n-th of `validityPlaces`. */
  readonly validity: number;
}

export interface AclKeyword {
  readonly fetch: string;
  readonly match: string;
}

/** What one version of HAProxy knows, where the programs list it themselves. */
export interface Facts {
  readonly version: Version;
  readonly fetches: ReadonlyMap<string, SampleFunction>;
  readonly converters: ReadonlyMap<string, SampleFunction>;
  readonly acls: ReadonlyMap<string, AclKeyword>;
  /** `http-request set-header`; a `*` at the end means that the name goes on. */
  readonly actions: ReadonlySet<string>;
  /** `global daemon`, `listen timeout`. */
  readonly keywords: ReadonlySet<string>;
  /** Letters F, B and H: which side it is for, and that it is for HTTP only. */
  readonly options: ReadonlyMap<string, string>;
  /** `bind alpn`: number of arguments; negative for "as many as it likes". */
  readonly parameters: ReadonlyMap<string, number>;
  readonly services: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
}

const cache = new Map<string, Facts>();

/** The facts for a version. A version between two that were listed knows what either of its neighbours knows. */
export const factsFor: (version: Version) => Facts = memo((version: Version) => {
  const key = version.join('.');
  const found = cache.get(key) ?? read(version);
  cache.set(key, found);
  return found;
});

function read(version: Version): Facts {
  /** What is known of the few pairs of since and until that the tables hold. */
  const fitting = new Map<string, boolean>();
  const fits = (since: string | undefined, until: string | undefined): boolean => {
    if (!since && !until) return true;
    const key = `${since} ${until}`;
    const result = fitting.get(key) ?? inVersion(version, since, until);
    fitting.set(key, result);
    return result;
  };
  const rows = (table: string, columns: number): string[][] => {
    const found: string[][] = [];
    for (const line of table.split('\n')) {
      const row = line === '' ? undefined : line.split('\t');
      if (row && fits(row[columns], row[columns + 1])) found.push(row);
    }
    return found;
  };
  const functions = (
    table: string,
    columns: number,
    input: number,
    output: number,
    validity: number,
  ): Map<string, SampleFunction> => {
    const found = new Map<string, SampleFunction>();
    for (const row of rows(table, columns)) {
      const name = row[0] ?? '';
      // Between two listed versions there may be a row of each.
      const places = Number.parseInt(row[validity] ?? '0', 36) | (found.get(name)?.validity ?? 0);
      found.set(name, new ListedFunction(row[1] ?? '', row[input] ?? '', row[output] ?? '', places));
    }
    return found;
  };
  return {
    version,
    fetches: functions(inventory.fetches, 4, 99, 2, 3),
    converters: functions(inventory.converters, 4, 2, 3, 99),
    acls: new Map(rows(inventory.acls, 3).map((row) => [row[0] ?? '', { fetch: row[1] ?? '', match: row[2] ?? '' }])),
    actions: new Set(rows(inventory.actions, 1).map((row) => row[0] ?? '')),
    keywords: new Set(rows(inventory.keywords, 1).map((row) => row[0] ?? '')),
    options: new Map(rows(inventory.options, 2).map((row) => [row[0] ?? '', row[1] ?? ''])),
    parameters: new Map(rows(inventory.parameters, 2).map((row) => [row[0] ?? '', Number(row[1])])),
    filters: new Set(rows(inventory.filters, 1).map((row) => row[0] ?? '')),
    services: new Set(rows(inventory.services, 1).map((row) => row[0] ?? '')),
  };
}

const listed = inventory.inventoryVersions.map((text) => parseVersion(text) ?? []);

/** `since` is the first listed version that has it: any version after the one listed before may have it too. */
function inVersion(version: Version, since: string | undefined, until: string | undefined): boolean {
  const from = since ? parseVersion(since) : undefined;
  const to = until ? parseVersion(until) : undefined;
  if (to && compareVersions(version, to) >= 0) return false;
  if (!from || compareVersions(version, from) >= 0) return true;
  const before = listed.filter((other) => compareVersions(other, from) < 0).at(-1);
  return before !== undefined && compareVersions(version, before) > 0;
}

/** A line of the tables, whose list of arguments is read when somebody asks: a file uses few of the hundreds. */
class ListedFunction implements SampleFunction {
  readonly input: string;
  readonly output: string;
  readonly validity: number;
  readonly #text: string;
  #signature: ReturnType<typeof signature> | undefined;

  constructor(text: string, input: string, output: string, validity: number) {
    this.#text = text;
    this.input = input;
    this.output = output;
    this.validity = validity;
  }

  get args(): readonly string[] {
    return this.#read().args;
  }

  get mandatory(): number {
    return this.#read().mandatory;
  }

  #read(): ReturnType<typeof signature> {
    this.#signature ??= signature(this.#text);
    return this.#signature;
  }
}

/** Reads `integer,string[,table]`. */
function signature(text: string): { args: string[]; mandatory: number } {
  const count = (part: string): string[] => part.split(',').filter((word) => word !== '');
  const mandatory = count(text.split('[')[0] ?? '').length;
  return { args: count(text.replace(/[[\]]/g, '')), mandatory };
}
