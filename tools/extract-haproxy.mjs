// Rebuilds the factual part of the HAProxy catalogue from installed programs (2.6 and newer list their keywords with
// `-dKall`; older ones are asked for each name that 2.6 lists): node tools/extract-haproxy.mjs [program …]. Without arguments it takes $ORACLES/bin/haproxy-*.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = join(
  dirname(fileURLToPath(import.meta.url)),
  '../core/src/languages/haproxy/catalog/facts.generated.ts',
);

/** The tables of the generated file, in order; a record is its columns, the first one the key. */
const tables = /** @type {const} */ ([
  'acls',
  'actions',
  'converters',
  'fetches',
  'filters',
  'keywords',
  'options',
  'parameters',
  'services',
]);

/** @typedef {Record<(typeof tables)[number], Map<string, string>>} Inventory Key → the other columns, tab-separated. */

/** What one program lists. @param {string} text @returns {Inventory} */
export function readInventory(text) {
  /** @type {Inventory} */
  const found = {
    acls: new Map(),
    actions: new Map(),
    converters: new Map(),
    fetches: new Map(),
    filters: new Map(),
    keywords: new Map(),
    options: new Map(),
    parameters: new Map(),
    services: new Map(),
  };
  let list = '';
  let section = '';
  for (const line of text.split('\n')) {
    const heading = /^# List of registered (.*):$/.exec(line);
    if (heading) list = heading[1] ?? '';
    else if (line.startsWith('#') || line.trim() === '') continue;
    else if (list === 'ACL keywords') {
      const match = /^(\S+) = (\S+) -m (\S+)$/.exec(line);
      if (match) found.acls.set(match[1] ?? '', `${match[2]}\t${match[3]}`);
    } else if (list === 'configuration keywords') {
      if (!line.startsWith('\t')) section = line.trim();
      else readKeyword(found, section, line.trim());
    } else if (list === 'sample converter functions') {
      const match = /^([^\s(:]+)(?:\((.*)\))?: (\S+) => (\S+)$/.exec(line);
      if (match) found.converters.set(match[1] ?? '', `${match[2] ?? ''}\t${match[4]}\t${match[3]}`);
    } else if (list === 'sample fetch functions') {
      const match = /^\[((?: [.Y])+) \] ([^\s(:]+)(?:\((.*)\))?: (\S+)$/.exec(line);
      const bits = [...(match?.[1] ?? '').replaceAll(' ', '')].reduce(
        (sum, mark, index) => (mark === 'Y' ? sum + 2 ** index : sum),
        0,
      );
      if (match) found.fetches.set(match[2] ?? '', `${match[3] ?? ''}\t${match[4]}\t${bits.toString(36)}`);
    } else if (list === 'filter names') found.filters.set(line.split(' ')[0] ?? '', '');
    else if (list === 'service names') found.services.set(line.trim(), '');
  }
  return found;
}

/** @param {Inventory} found @param {string} section @param {string} text */
function readKeyword(found, section, text) {
  const parameter = /^(bind|server) (?:<\w+> )+(ssl )?(\S+)(?: \+(-?\d))?$/.exec(text);
  const option = /^option (\S+) \[ (.*) \]$/.exec(text);
  const action = /^(tcp-\S+ \S+|http-\S+|quic-initial) (\S+)$/.exec(text);
  const plain = /^(\S+)(?: \+(\d))?$/.exec(text);
  if (parameter) {
    found.parameters.set(`${parameter[1]} ${parameter[3]}`, parameter[4] ?? '0');
    // The lists name what needs TLS with a word before it, which is itself a parameter.
    if (parameter[2]) found.parameters.set(`${parameter[1]} ssl`, '0');
  } else if (option) {
    const letters = (option[2] ?? '').split(' ').map((word) => word[0]);
    found.options.set(option[1] ?? '', letters.join(''));
  } else if (section === 'crt-list' && plain) found.parameters.set(`crt-list ${plain[1]}`, plain[2] ?? '0');
  else if (action) found.actions.set(`${action[1]} ${action[2]}`, '');
  else if (plain) found.keywords.set(`${section} ${plain[1]}`, '');
}

/** A program's version without its patch level. @param {string} program */
function minorOf(program) {
  return /version (\d+\.\d+)/.exec(spawnSync(program, ['-v'], { encoding: 'utf8' }).stdout ?? '')?.[1];
}

/** @param {string} program */
export function inventoryOf(program) {
  const said = spawnSync(program, ['-dKall', '-q', '-c', '-f', '/dev/null'], { encoding: 'utf8' });
  return readInventory(`${said.stdout}${said.stderr}`);
}

/**
 * What a program that lists nothing (before 2.6) knows of what a newer one lists: it is asked for each name. What it
 * takes for arguments and gives back is told by the newer one.
 *
 * @param {string} program @param {Inventory} newer @returns {Inventory}
 */
export function probedInventory(program, newer) {
  const folder = mkdtempSync(join(tmpdir(), 'haconf-probe-'));
  try {
    const found = readInventory('');
    for (const table of tables) {
      const keys = [...newer[table].keys()];
      const unknown = refusedNames(program, join(folder, 'haproxy.cfg'), table, keys);
      for (const key of keys) if (!unknown.has(key)) found[table].set(key, newer[table].get(key) ?? '');
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a name of a table is tried in: the header of a section, and a line of it. */
const probes = /** @type {Record<(typeof tables)[number], (key: string) => [header: string, line: string]>} */ ({
  acls: (key) => ['listen a', `acl x ${key} -m found`],
  actions: (key) => ['listen a', key.replace('*', '')],
  converters: (key) => ['listen a', `acl x str(a),${key} -m found`],
  fetches: (key) => ['listen a', `acl x ${key} -m found`],
  filters: (key) => ['listen a', `filter ${key}`],
  keywords: (key) => [
    /^(?:global|traces) /.test(key) ? key.split(' ')[0] : `${key.split(' ')[0]} a`,
    key.split(' ')[1],
  ],
  options: (key) => ['listen a', `option ${key}`],
  parameters: (key) => ['listen a', key.startsWith('bind') ? `bind :1 ${key.slice(5)}` : `server a :1 ${key.slice(7)}`],
  services: (key) => ['listen a', `http-request use-service ${key}`],
});

/**
 * Whether the program says that it knows no such name; everything else it says is about what the line lacks.
 *
 * @param {string} key @param {string} text
 */
function isRefused(key, text) {
  const name = (key.split(' ').at(-1) ?? '').replace('*', '');
  if (text.includes(`got '${name}'`)) return true;
  // It takes the longer name for "set-var" with something wrong behind it.
  if (name === 'set-var-fmt' && text.includes(`'${name}'. Expects 'set-var(`)) return !text.includes("'set-var-fmt(");
  return text.includes(`'${name}`) && /unknown (?:fetch method|conv(?:erter)?(?: method)?|keyword|option)/.test(text);
}

/** @param {readonly string[]} keys @param {(key: string) => string} nameOf @returns {Map<string, string[]>} */
function groupBy(keys, nameOf) {
  const groups = new Map();
  for (const key of keys) groups.set(nameOf(key), [...(groups.get(nameOf(key)) ?? []), key]);
  return groups;
}

/**
 * @param {string} program @param {string} file @param {(typeof tables)[number]} table @param {readonly string[]} keys
 */
function refusedNames(program, file, table, keys) {
  const refused = new Set();
  const bySection = groupBy(
    keys.filter((key) => !key.startsWith('crt-list ')),
    (key) => probes[table](key)[0],
  );
  for (const [header, group] of bySection) {
    // The program ends at the first rule that it does not understand.
    const size = /^(?:actions|services)$/.test(table) ? 1 : 20;
    for (let at = 0; at < group.length; at += size) {
      const some = group.slice(at, at + size);
      const lines = some.map((key) => probes[table](key)[1]);
      writeFileSync(file, `${header}\n${lines.map((line) => ` ${line}\n`).join('')}`);
      const said = spawnSync(program, ['-c', '-f', file], { encoding: 'utf8' });
      if (/unknown keyword '\S+' out of section/.test(said.stderr)) for (const key of some) refused.add(key);
      for (const [, number, text = ''] of said.stderr.matchAll(/\[[^\]\n]*:(\d+)\]\s*:?\s*([^\n]*)/g)) {
        const key = some[Number(number) - 2];
        if (key !== undefined && isRefused(key, text)) refused.add(key);
      }
    }
  }
  return refused;
}

/**
 * One line a record: key, columns, since, until. A record whose columns changed has a line for each meaning. What
 * the oldest inventory has gets no `since`: it may be older.
 *
 * @param {readonly string[]} versions @param {readonly Inventory[]} inventories @param {(typeof tables)[number]} table
 */
function linesOf(versions, inventories, table) {
  const keys = [...new Set(inventories.flatMap((inventory) => [...inventory[table].keys()]))].sort();
  return keys.flatMap((key) => {
    /** @type {{ columns: string, since: number, until: number }[]} */
    const runs = [];
    inventories.forEach((inventory, index) => {
      const columns = inventory[table].get(key);
      const last = runs.at(-1);
      if (columns === undefined) return;
      if (last?.until === index && last.columns === columns) last.until = index + 1;
      else runs.push({ columns, since: index, until: index + 1 });
    });
    return runs.map(({ columns, since, until }) =>
      [key, ...(columns ? [columns] : []), since > 0 ? versions[since] : '', versions[until] ?? '']
        .join('\t')
        .replace(/\t+$/, ''),
    );
  });
}

/** @param {readonly string[]} programs */
function generated(programs) {
  const byVersion = new Map(programs.map((program) => [minorOf(program) ?? '', program]));
  const versions = [...byVersion.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const listing = versions.filter((version) => Number.parseFloat(version) >= 2.6);
  const listed = listing.map((version) => inventoryOf(byVersion.get(version) ?? ''));
  const oldest = /** @type {Inventory} */ (listed[0]);
  const probed = versions
    .slice(0, versions.length - listing.length)
    .map((version) => probedInventory(byVersion.get(version) ?? '', oldest));
  const inventories = [...probed, ...listed];
  const body = tables.map((table) => {
    const lines = linesOf(versions, inventories, table).map((line) => line.replaceAll('\\', '\\\\'));
    return `export const ${table} = \`\n${lines.join('\n')}\n\`;\n`;
  });
  return `// Generated by "node tools/extract-haproxy.mjs" from what the programs list of themselves. Do not edit.
// One line a record, columns separated by tabs; the last two are since and until. See facts.ts.

export const inventoryVersions: readonly string[] = [${versions.map((version) => `'${version}'`).join(', ')}];

${body.join('\n')}`;
}

function installed() {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(process.env['ORACLES'] || join(cache, 'haconf-oracles'), 'bin');
  return readdirSync(folder)
    .filter((name) => name.startsWith('haproxy-'))
    .map((name) => join(folder, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const programs = process.argv.slice(2);
  writeFileSync(target, generated(programs.length > 0 ? programs : installed()));
}
