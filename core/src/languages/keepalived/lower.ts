import { parseIp } from '../../base/ip-address.ts';
import { query } from '../../base/query.ts';
import { groupByKeyword } from '../../syntax/by-keyword.ts';
import type { Site } from '../../syntax/chunk.ts';
import { hasExpression, shownExpressions } from '../../syntax/template-text.ts';
import type {
  Argument,
  KeepalivedConfig,
  Named,
  ReadingLimit,
  Setting,
  SyncGroup,
  Tracked,
  Value,
  VirtualAddress,
  VrrpInstance,
  VrrpScript,
} from './config.ts';
import { conditionalIds, idIn } from './config-ids.ts';
import { alone, type Configuration, includesOf } from './configuration.ts';
import { type DefinitionState, definitionsKey, definitionsUsed, takeDefinitions } from './definitions.ts';
import type { Environment } from './environment.ts';
import { expansionLimit } from './expansion.ts';
import type { BlockSyntax, KeepalivedSyntax } from './parser.ts';
import { numberValue, textValue, wordSite } from './statement-values.ts';
import { type ActiveStatement, activeStatements, childrenOf } from './statements.ts';
import { lowerTracked } from './tracked.ts';

/**
 * The model of a parsed configuration as the node with `configId` sees it (`@id` lines; undefined = unknown id).
 * Total: what cannot be understood is left out.
 */
export function lowerKeepalived(syntax: KeepalivedSyntax, configId?: string): KeepalivedConfig {
  return lowerConfiguration(alone({ path: '', syntax }), configId);
}

/** The same for a file with all that it includes. */
export function lowerConfiguration(configuration: Configuration, configId?: string): KeepalivedConfig {
  const { syntax, included } = configuration;
  const state: DefinitionState = { definitions: new Map(), pending: undefined };
  const parts: LoweredChunk[] = [];
  const limits = limitsOf(configuration, configId);
  const full = limits.find(({ kind }) => kind === 'definitions')?.site.chunk;
  let hasIncludes = full !== undefined;
  for (const chunk of syntax.chunks) {
    const including = includesOf(chunk).length > 0;
    if (chunk === full) state.full = true;
    if (including) {
      // What is included may use any definition.
      const known: Partial<Environment> = state.full ? notPutIn : { definitions: new Map(state.definitions) };
      const environment = { configId, definitions: noDefinitions, included, ...known };
      parts.push(computeChunk(chunk, environment));
      hasIncludes ||= hasUnknownIncludes(chunk, environment);
    } else if (isModelled(chunk)) parts.push(lowerChunk(chunk, state, configId));
    takeDefinitions(state, chunk, configId);
  }
  return {
    syntax,
    configuration,
    ...mergeGlobals(parts),
    globals: parts.flatMap((part) => part.globals),
    statements: parts.flatMap((part) => part.statements),
    hasIncludes,
    limits,
    scripts: parts.flatMap((part) => part.scripts),
    processes: parts.flatMap((part) => part.processes),
    instances: parts.flatMap((part) => part.instances),
    syncGroups: parts.flatMap((part) => part.syncGroups),
  };
}

const noDefinitions: ReadonlyMap<string, readonly string[]> = new Map();

/** Where definitions and repetitions are too much, their lines are ones of which nobody knows what they say. */
const notPutIn = { definitions: noDefinitions, written: true } as const;

function limitsOf({ syntax, included, problems }: Configuration, configId: string | undefined): ReadingLimit[] {
  const limits: ReadingLimit[] = [];
  const expansion = expansionLimit({ syntax, included }, configId);
  if (expansion) limits.push({ kind: 'definitions', site: expansion.site });
  const { ids, left } = conditionalIds(syntax);
  if (left) limits.push({ kind: 'nodes', site: left.site, read: ids.length, left: left.count });
  for (const { id, site } of problems) if (id === 'include-limit') limits.push({ kind: 'includes', site });
  return limits;
}

/** Most blocks of a large file are virtual servers, which the model leaves out. */
function isModelled({ soleKeyword }: BlockSyntax): boolean {
  return soleKeyword !== 'virtual_server' && soleKeyword !== 'virtual_server_group';
}

type Global = Partial<Pick<KeepalivedConfig, 'routerId' | 'vrrpVersion' | 'strict'>>;

/** What a chunk without `global_defs` contributes. */
const none: Global = {};

interface LoweredChunk {
  readonly statements: readonly ActiveStatement[];
  readonly global: Global;
  readonly globals: readonly Setting[];
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly Named[];
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
}

/** A later `global_defs` block adds to an earlier one. */
function mergeGlobals(parts: readonly LoweredChunk[]): Global {
  let global = none;
  for (const part of parts) if (part.global !== none) global = { ...global, ...part.global };
  return global;
}

/** Lowered once per chunk and what it depends on, so an edit costs its own block only. */
function lowerChunk(chunk: BlockSyntax, { definitions, full }: DefinitionState, configId?: string): LoweredChunk {
  const used = full ? noDefinitions : definitionsUsed(chunk, definitions);
  const putIn = full ? tooMuch : definitionsKey(used);
  return loweredFor(chunk, idIn(chunk, putIn, configId), putIn, used);
}

/** Stands for definitions that are not put in. */
const tooMuch = 'nothing';

/** As many as there are nodes for which a block can say different things. */
const mostKept = 64;

const loweredFor = query(
  (chunk: BlockSyntax, configId: string | undefined, putIn: string, definitions: typeof noDefinitions) =>
    computeChunk(chunk, { configId, ...(putIn === tooMuch ? notPutIn : { definitions }) }),
  // Equal texts are equal definitions.
  { same: ([id, putIn], [otherId, otherPutIn]) => id === otherId && putIn === otherPutIn, keep: mostKept },
);

function computeChunk(chunk: BlockSyntax, environment: Environment): LoweredChunk {
  const scripts: VrrpScript[] = [];
  const processes: Named[] = [];
  const instances: VrrpInstance[] = [];
  const syncGroups: SyncGroup[] = [];
  const globals: Setting[] = [];
  let global: Global = none;
  const statements = activeStatements(chunk, chunk.statements, environment);
  for (const statement of statements) {
    const { keyword } = statement;
    if (!lowered.has(keyword)) continue;
    const children = childrenOf(statement);
    const name = declaredName(statement);
    if (keyword === 'global_defs') {
      global = { ...global, ...lowerGlobal(children) };
      globals.push(...settingsOf(children));
    } else if (!name) continue;
    else if (keyword === 'vrrp_script') scripts.push(lowerScript(name, statement, children));
    else if (keyword === 'vrrp_track_process') processes.push(name);
    else if (keyword === 'vrrp_instance') instances.push(lowerInstance(name, statement, children));
    else syncGroups.push({ ...name, members: syncMembers(children), settings: settingsOf(children) });
  }
  return {
    statements,
    global,
    globals,
    scripts,
    processes,
    instances,
    syncGroups,
  };
}

/** The blocks that the model holds; of the others the statements are enough. */
const lowered: ReadonlySet<string> = new Set([
  'global_defs',
  'vrrp_script',
  'vrrp_track_process',
  'vrrp_instance',
  'vrrp_sync_group',
]);

/** Whether it includes what nobody knows. */
function hasUnknownIncludes(chunk: BlockSyntax, { included }: Environment): boolean {
  return includesOf(chunk).some(({ pattern }) => included?.(chunk, pattern) === undefined);
}

function declaredName(statement: ActiveStatement): Named | undefined {
  const word = statement.args[0];
  // A name that a template makes is one all the same: as it is written there.
  if (!word || !(word.known || hasExpression(word.value))) return undefined;
  return { name: shownExpressions(word.value), site: wordSite(statement.chunk, word) };
}

/** The name of an interface, also where a template makes it: equal expressions are one interface. */
function interfaceOf(statement: ActiveStatement): Value<string> | undefined {
  const named = declaredName(statement);
  return named && { value: named.name, site: named.site };
}

function lowerGlobal(children: readonly ActiveStatement[]): Global {
  const at = lastByKeyword(children);
  const routerId = at('router_id', textValue);
  const vrrpVersion = at('vrrp_version', numberValue);
  const strict = at('vrrp_strict', siteOf);
  return { ...(routerId && { routerId }), ...(vrrpVersion && { vrrpVersion }), ...(strict && { strict }) };
}

function lowerScript(name: Named, statement: ActiveStatement, children: readonly ActiveStatement[]): VrrpScript {
  const at = lastByKeyword(children);
  const command = at('script', commandOf);
  const weightStatement = children.findLast((child) => child.keyword === 'weight');
  return modelOf<VrrpScript>({
    name: name.name,
    site: name.site,
    command,
    interval: at('interval', numberValue),
    timeout: at('timeout', numberValue),
    rise: at('rise', numberValue),
    fall: at('fall', numberValue),
    weight: at('weight', numberValue),
    reverse: weightStatement?.args[1]?.value === 'reverse',
    settings: settingsOf(children),
    block: blockSite(statement),
  });
}

function lowerInstance(name: Named, statement: ActiveStatement, children: readonly ActiveStatement[]): VrrpInstance {
  const byKeyword = groupByKeyword(children);
  const has = (keyword: string): boolean => byKeyword.has(keyword);
  const last = (keyword: string): ActiveStatement | undefined => byKeyword.get(keyword)?.at(-1);
  const at = <T>(keyword: string, read: (statement: ActiveStatement) => T | undefined): T | undefined => {
    const statement = last(keyword);
    return statement && read(statement);
  };
  const nested = (keyword: string): readonly ActiveStatement[] =>
    byKeyword.get(keyword)?.flatMap(childrenOf) ?? nothing;
  const authentication = lastByKeyword(nested('authentication'));
  const tracked = (keyword: string): Tracked[] => nested(keyword).map(lowerTracked);
  return modelOf<VrrpInstance>({
    name: name.name,
    site: name.site,
    interface: at('interface', interfaceOf),
    virtualRouterId: at('virtual_router_id', numberValue),
    virtualRouterIdWritten: has('virtual_router_id'),
    state: stateOf(byKeyword.get('state')),
    priority: at('priority', numberValue),
    advertInterval: at('advert_int', numberValue),
    version: versionOf(byKeyword.get('version')),
    nopreempt: at('nopreempt', siteOf),
    preemptDelay: at('preempt_delay', numberValue),
    authType: authentication('auth_type', textValue),
    authPass: authentication('auth_pass', textValue),
    vips: nested('virtual_ipaddress').map(lowerVirtualAddress),
    excludedVips: nested('virtual_ipaddress_excluded').map(lowerVirtualAddress),
    vipBlock: last('virtual_ipaddress')?.site,
    unicastSource: at('unicast_src_ip', textValue),
    unicastPeers: nested('unicast_peer').map((peer) => ({ value: shownExpressions(peer.keyword), site: peer.site })),
    trackScripts: tracked('track_script'),
    trackInterfaces: tracked('track_interface'),
    trackProcesses: tracked('track_process'),
    trackFiles: tracked('track_file'),
    dontTrackPrimary: has('dont_track_primary'),
    downTimerAdverts: at('down_timer_adverts', numberValue),
    unmodelled: notModelledYet.filter(has),
    unsure: undefined,
    settings: settingsOf(children),
    block: blockSite(statement),
  });
}

/** Of several, MASTER counts wherever it stands (every version's `keepalived -t` says so of a BACKUP below it). */
function stateOf(lines: readonly ActiveStatement[] = nothing): Value<string> | undefined {
  const states = lines.map(textValue);
  return states.find((state) => state?.value === 'MASTER') ?? states.at(-1);
}

/** Of several, the first counts: keepalived takes no other one after it. */
function versionOf(lines: readonly ActiveStatement[] = nothing): Value<number> | undefined {
  const [first] = lines;
  return first && numberValue(first);
}

const nothing: readonly ActiveStatement[] = [];

const notModelledYet = ['track_bfd', 'use_vmac', 'linkbeat_interfaces', 'track_src_ip'];

function lowerVirtualAddress(statement: ActiveStatement): VirtualAddress {
  const deviceAt = statement.args.findIndex((word) => word.value === 'dev');
  const device = deviceAt < 0 ? undefined : statement.args[deviceAt + 1]?.value;
  return {
    text: shownExpressions(statement.keyword),
    address: parseIp(statement.keyword.replace(/\/\d+$/, '')),
    ...(device !== undefined && { device }),
    site: statement.site,
  };
}

/** `group { a b }` and one name per line are both accepted. */
function syncMembers(children: readonly ActiveStatement[]): Named[] {
  return children
    .filter((child) => child.keyword === 'group')
    .flatMap(childrenOf)
    .flatMap((line) => [
      { name: shownExpressions(line.keyword), site: line.site },
      ...line.args.map((word) => ({ name: shownExpressions(word.value), site: wordSite(line.chunk, word) })),
    ]);
}

function settingsOf(statements: readonly ActiveStatement[]): Setting[] {
  return statements.map((statement) => new ReadSetting(statement));
}

/** A setting that makes everything but its keyword when asked: of most nobody wants to know more. */
class ReadSetting implements Setting {
  readonly keyword: string;
  private readonly statement: ActiveStatement;
  private known: readonly Setting[] | undefined;
  private written: readonly Argument[] | undefined;

  constructor(statement: ActiveStatement) {
    this.keyword = statement.keyword;
    this.statement = statement;
    this.known = undefined;
    this.written = undefined;
  }

  get args(): readonly Argument[] {
    const { chunk, args } = this.statement;
    this.written ??= args.map((word) => ({
      value: word.value,
      known: word.known,
      quoted: chunk.text[word.range.start] === '"',
      site: wordSite(chunk, word),
    }));
    return this.written;
  }

  get site(): Site {
    return this.statement.site;
  }

  get children(): readonly Setting[] {
    this.known ??= settingsOf(childrenOf(this.statement));
    return this.known;
  }
}

function commandOf(statement: ActiveStatement): Value<string> | undefined {
  if (statement.args.length === 0) return undefined;
  return { value: statement.args.map((word) => word.value).join(' '), site: statement.site };
}

function siteOf(statement: ActiveStatement): Site {
  return statement.site;
}

function blockSite(statement: ActiveStatement): Site {
  const end = statement.block?.close?.end ?? statement.block?.statements.at(-1)?.range.end ?? statement.site.range.end;
  return { chunk: statement.chunk, range: { start: statement.site.range.start, end } };
}

/** keepalived lets a later line of the same keyword win. */
function lastByKeyword(statements: readonly ActiveStatement[]) {
  return <T>(keyword: string, read: (statement: ActiveStatement) => T | undefined): T | undefined => {
    const statement = statements.findLast((candidate) => candidate.keyword === keyword);
    return statement && read(statement);
  };
}

/** An object in which what has no value is undefined: making many shapes of objects costs more than all the rest. */
function modelOf<T extends object>(fields: { readonly [Key in keyof Required<T>]: T[Key] | undefined }): T {
  return fields as T;
}
