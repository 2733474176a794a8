// Who may import whom: the layering of ARCHITECTURE.md as data. "npm run check" and test/architecture.test.ts apply it.

/**
 * A layer sees itself and the layers it names, and nothing else of the project.
 *
 * @typedef {object} Layer
 * @property {string} path a regular expression: the files of the layer
 * @property {readonly string[]} sees names of layers
 * @property {boolean} [isolated] its files do not see each other
 * @property {readonly string[]} [packages] npm packages that it may import
 * @property {boolean} [node] it may import node:*
 */

/** What other layers may know of a language: its model, not its text. */
const models = ['haproxy-model', 'keepalived-model', 'sysctl', 'manifest', 'host'];
/** The value that a language is, with all that it needs of its folder. */
const values = ['haproxy', 'keepalived'];
const languages = ['programs', 'language', ...models, ...values, 'languages'];
/** What an adapter speaks to. */
const facade = [
  'base',
  'syntax',
  'catalog',
  'programs',
  'language',
  ...models,
  ...values,
  'languages',
  'cluster',
  'failover',
  'topology',
  'lint',
  'lint-run',
  'workspace',
];
const serverParts = ['server-protocol', 'server-documents', 'server-features', ...facade];

/** @type {Readonly<Record<string, Layer>>} */
export const layers = {
  'ip-address': { path: '^core/src/base/ip-address[.]ts$', sees: ['base'], packages: ['ipaddr.js'] },
  base: { path: '^core/src/base/(?!ip-address[.])', sees: [] },
  syntax: { path: '^core/src/syntax/', sees: ['base'] },
  catalog: { path: '^core/src/catalog/', sees: ['base', 'syntax'] },

  // Names and versions: what may be known of a program without its language.
  programs: { path: '^core/src/languages/(model-key|programs)[.]ts$', sees: ['base'] },
  // What a language is.
  language: {
    path: '^core/src/languages/(file-name|issue|language)[.]ts$',
    sees: ['base', 'syntax', 'catalog', 'programs'],
  },

  'haproxy-secrets': {
    path: '^core/src/languages/haproxy/(catalog/)?secrets[.]ts$',
    sees: ['base', 'syntax', 'catalog'],
  },
  'haproxy-model': {
    path: '^core/src/languages/haproxy/(address|config|selection)[.]ts$',
    sees: ['base', 'ip-address', 'syntax', 'programs', 'haproxy'],
  },
  haproxy: {
    path: '^core/src/languages/haproxy/(?!(address|config|selection|secrets|catalog/secrets)[.])',
    sees: ['base', 'ip-address', 'syntax', 'catalog', 'programs', 'language', 'haproxy-secrets', 'haproxy-model'],
  },
  'keepalived-model': {
    path: '^core/src/languages/keepalived/(config|tracking|environment|by-name|bash-connection|virtual-servers)[.]ts$',
    sees: ['base', 'ip-address', 'syntax', 'programs', 'keepalived'],
  },
  keepalived: {
    path: '^core/src/languages/keepalived/(?!(config|tracking|environment|by-name|bash-connection|virtual-servers)[.])',
    sees: ['base', 'ip-address', 'syntax', 'catalog', 'programs', 'language', 'keepalived-model'],
  },
  sysctl: { path: '^core/src/languages/sysctl/', sees: ['base', 'syntax', 'programs', 'language'] },
  host: { path: '^core/src/languages/host/', sees: ['base', 'syntax', 'programs', 'language'] },
  manifest: {
    path: '^core/src/languages/manifest/',
    sees: ['base', 'ip-address', 'syntax', 'programs', 'language'],
  },
  languages: {
    path: '^core/src/languages/languages[.]ts$',
    sees: ['base', 'syntax', 'catalog', 'programs', 'language', ...values, ...models],
  },

  cluster: {
    path: '^core/src/cluster/(?!vrrp[.])',
    sees: ['base', 'ip-address', 'syntax', 'catalog', 'programs', 'haproxy-secrets', ...models, 'cluster-vrrp'],
  },
  // What a virtual router has beside addresses and candidates: for its engine and for rules about it.
  'cluster-vrrp': { path: '^core/src/cluster/vrrp[.]ts$', sees: ['base', 'syntax', 'keepalived-model', 'cluster'] },
  // Who holds what, whatever moves it: faults, predictions, what an engine is and how it is asked.
  failover: {
    // Without its folders: each is an engine, and has a row of its own.
    path: '^core/src/failover/(?!engines[.])[^/]+$',
    sees: ['base', 'ip-address', 'syntax', ...models, 'cluster'],
  },
  // One way to move addresses. Who is above asks the table of engines, and never for VRRP.
  'failover-vrrp': {
    path: '^core/src/failover/vrrp/',
    sees: ['base', 'ip-address', 'syntax', ...models, 'cluster', 'cluster-vrrp', 'failover'],
  },
  'failover-engines': {
    path: '^core/src/failover/engines[.]ts$',
    sees: ['base', 'cluster', 'failover', 'failover-vrrp'],
  },
  topology: { path: '^core/src/topology/', sees: ['base', 'ip-address', 'syntax', ...models, 'cluster', 'failover'] },

  lint: {
    path: '^core/src/lint/(?!rules/|registry[.]generated[.]|rule-of[.]|run[.]|judges[.]|shown-finding[.]|(compare|template-clusters|vrrp-facts)[.])',
    sees: [
      'base',
      'ip-address',
      'syntax',
      'programs',
      'language',
      ...models,
      'cluster',
      'failover',
      'failover-engines',
    ],
  },
  // What VRRP's own rules have in common: those of keepalived and those between nodes.
  'lint-vrrp': {
    path: '^core/src/lint/(compare|template-clusters|vrrp-facts)[.]ts$',
    sees: ['base', 'syntax', ...models, 'cluster', 'cluster-vrrp', 'failover-vrrp', 'lint'],
  },
  'haproxy-rules': {
    path: '^core/src/lint/rules/haproxy/',
    isolated: true,
    sees: ['base', 'ip-address', 'syntax', 'catalog', 'haproxy-model', 'haproxy', 'lint'],
  },
  'keepalived-rules': {
    path: '^core/src/lint/rules/keepalived/',
    isolated: true,
    sees: ['base', 'ip-address', 'syntax', 'catalog', 'keepalived-model', 'keepalived', 'lint', 'lint-vrrp'],
  },
  'cluster-rules': {
    path: '^core/src/lint/rules/cluster/',
    isolated: true,
    sees: [
      'base',
      'ip-address',
      'syntax',
      ...models,
      'cluster',
      'cluster-vrrp',
      'failover',
      'failover-vrrp',
      'lint',
      'lint-vrrp',
    ],
  },
  'lint-run': {
    path: '^core/src/lint/(registry[.]generated|rule-of|run|judges|shown-finding)[.]ts$',
    sees: [
      'base',
      'syntax',
      'catalog',
      'programs',
      'language',
      ...models,
      'haproxy-secrets',
      'haproxy',
      'keepalived',
      'cluster',
      'lint',
      'lint-vrrp',
      'haproxy-rules',
      'keepalived-rules',
      'cluster-rules',
    ],
  },
  workspace: {
    path: '^core/src/workspace/(?!(scenario-problem|simulate-scenario)[.])',
    sees: [
      'base',
      'ip-address',
      'syntax',
      'catalog',
      'haproxy-secrets',
      ...languages,
      'cluster',
      'cluster-vrrp',
      'failover',
      'failover-engines',
      'topology',
      'lint',
      'lint-run',
    ],
  },

  // A scenario is a file of keepalived's configurations, and of nothing else.
  'workspace-scenarios': {
    path: '^core/src/workspace/(scenario-problem|simulate-scenario)[.]ts$',
    sees: ['base', 'ip-address', 'keepalived-model', 'keepalived', 'cluster-vrrp', 'failover', 'failover-vrrp'],
  },

  // The one reader of both adapters that have a disk.
  disk: { path: '^disk/src/', sees: ['language', 'languages', 'workspace'], node: true },

  cli: { path: '^cli/src/', sees: ['disk', 'workspace-scenarios', ...facade], node: true },

  'server-protocol': { path: '^server/src/protocol[.]ts$', sees: facade, packages: ['vscode-languageserver-types'] },
  // What a feature needs of the editor's documents: their positions and their texts.
  'server-documents': {
    path: '^server/src/(host|positions|sectioned-document|slices|debounce|store)[.]ts$',
    sees: ['server-protocol', ...facade],
    packages: ['vscode-languageserver', 'vscode-languageserver-types', 'vscode-languageserver-textdocument'],
  },
  'server-features': {
    path: '^server/src/features/',
    sees: ['server-protocol', 'server-documents', ...facade],
    packages: ['vscode-languageserver-types'],
  },
  server: {
    path: '^server/src/(?!features/|(host|main|positions|protocol|sectioned-document|slices|debounce|store)[.]|[^/]*[.](node|browser)[.])',
    sees: serverParts,
    packages: ['vscode-languageserver', 'vscode-languageserver-types', 'vscode-languageserver-textdocument'],
  },
  'server-node': {
    path: '^server/src/[^/]*[.]node[.]ts$',
    sees: ['server', 'disk', ...serverParts],
    packages: ['vscode-languageserver', 'vscode-uri'],
    node: true,
  },
  'server-browser': {
    path: '^server/src/[^/]*[.]browser[.]ts$',
    sees: ['server', ...serverParts],
    packages: ['vscode-languageserver'],
  },
  // The one program of both worlds chooses between them.
  'server-entry': { path: '^server/src/main[.]ts$', sees: ['server-node', 'server-browser'] },

  'webview-messages': { path: '^webview/src/messages[.]ts$', sees: ['topology', 'failover'] },
  webview: { path: '^webview/src/(?!messages[.])', sees: ['base', 'webview-messages', 'topology', 'failover'] },

  client: {
    path: '^client/src/(?![^/]*[.]node[.])',
    sees: ['programs', 'client-node', 'server-protocol', 'webview-messages'],
    packages: ['vscode', 'vscode-languageclient'],
  },
  'client-node': {
    path: '^client/src/[^/]*[.]node[.]ts$',
    sees: ['client', 'server-protocol', 'webview-messages'],
    packages: ['vscode', 'vscode-languageclient'],
    node: true,
  },
};

/** @param {string} name */
const escaped = (name) => name.replace(/[.]/g, '[.]');

/** @param {[string, Layer]} entry @returns {import('dependency-cruiser').IForbiddenRuleType} */
function ruleOf([name, { path, sees, isolated, packages = [], node }]) {
  const seen = sees.map((other) => layers[other]?.path ?? `no layer is called ${other}`);
  const imported = packages.map((name) => `^(node_modules/)?${escaped(name)}(/|$)`);
  return {
    name: `${name}-sees`,
    comment: `${name} may see only: ${[...sees, ...packages, ...(node ? ['node:*'] : [])].join(', ') || 'itself'}`,
    severity: 'error',
    from: { path },
    to: {
      pathNot: [...(isolated ? [] : [path]), ...seen, ...imported],
      ...(node ? { dependencyTypesNot: ['core'] } : {}),
    },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(layers).map(ruleOf),
    {
      name: 'no-cycles',
      comment: 'A cycle cannot be understood, tested or loaded in parts.',
      severity: 'error',
      from: { path: '/src/' },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no stable API for other tools, so that the default parser would see no module at all.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
    },
  },
};
