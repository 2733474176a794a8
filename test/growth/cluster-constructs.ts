// Workspaces that grow: files, nodes and clusters, manifests, kernel settings and scripts.
import { type Construct, sizesFrom } from './construct.ts';
import { instance, line, lines, one, script } from './keepalived-texts.ts';

type Files = Readonly<Record<string, string>>;

function grown(id: string, first: number, make: (size: number) => Files): Construct {
  return { id: `workspace/${id}`, sizes: sizesFrom(first), make };
}

/** As many files as asked for. */
function files(count: number, path: (index: number) => string, text: (index: number) => string): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [path(index), text(index)]));
}

const conf = (folder: string): string => `${folder}/keepalived.conf`;
const include = (pattern: string): string => line(`include ${pattern}`);

const includes: readonly Construct[] = [
  grown('include of one pattern, many files', 75, (n) => ({
    'lb/keepalived.conf': include('conf.d/keepalived-*.conf'),
    ...files(
      n,
      (i) => `lb/conf.d/keepalived-${i}.conf`,
      (i) => instance(i),
    ),
  })),
  grown('include of many names', 75, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => `include conf.d/keepalived-${i}.conf`),
    ...files(
      n,
      (i) => `lb/conf.d/keepalived-${i}.conf`,
      (i) => instance(i),
    ),
  })),
  grown('include of many patterns, many files', 75, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => `include conf.d/*${i}*.conf`),
    ...files(
      n,
      (i) => `lb/conf.d/keepalived-${i}.conf`,
      () => '# nothing\n',
    ),
  })),
  grown('include of one file many times', 75, (n) => ({
    'lb/keepalived.conf': lines(n, () => 'include conf.d/keepalived-a.conf'),
    'lb/conf.d/keepalived-a.conf': lines(n, () => '# a comment'),
  })),
  grown('include inside of many blocks', 75, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => instance(i, { more: ' include keepalived-part.conf\n' })),
    'lb/keepalived-part.conf': 'nopreempt\n',
  })),
  grown('include of files that are not there', 150, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => `include conf.d/none-${i}.conf`),
    ...files(
      n,
      (i) => `lb/conf.d/keepalived-${i}.conf`,
      () => '# nothing\n',
    ),
  })),
  grown('includes in a chain', 75, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => include(`keepalived-${i + 1}.conf`),
    ),
  ),
  grown('includes in a chain, backwards', 75, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => include(`keepalived-${i - 1}.conf`),
    ),
  ),
  grown('includes in a chain inside of blocks', 75, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => `vrrp_instance VI_${i} {\n include keepalived-${i + 1}.conf\n}\n`,
    ),
  ),
  grown('includes in a circle', 75, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => include(`keepalived-${(i + 1) % n}.conf`),
    ),
  ),
  grown('files that include each other', 40, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      () => include('keepalived-*.conf'),
    ),
  ),
  grown('files that include two others twice', 40, (n) =>
    files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => lines(4, (k) => `include keepalived-${i + 1 + (k >> 1)}.conf`),
    ),
  ),
  grown('one part of many configurations', 75, (n) => ({
    ...files(
      n,
      (i) => conf(`site/lb${i}`),
      () => include('../../common/keepalived-part.conf'),
    ),
    'common/keepalived-part.conf': script('chk'),
  })),
  grown('include patterns of many stars', 15, (n) => ({
    'lb/keepalived.conf': include(`keepalived-${'*a'.repeat(n)}b.conf`),
    ...files(
      n,
      (i) => `lb/keepalived-${'a'.repeat(i * 10)}.conf`,
      () => '# nothing\n',
    ),
  })),
  grown('include patterns of many braces', 150, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => `include ${'{a,b}'.repeat(5)}${i}.conf`),
  })),
  grown('include patterns with brackets', 150, (n) => ({
    'lb/keepalived.conf': include(`${'['.repeat(n)}${'[a-'.repeat(n)}`),
    'lb/x.conf': '',
  })),
  grown('include with a definition for each file', 75, (n) => ({
    'lb/keepalived.conf': lines(n, (i) => `$A${i}=${i}\ninclude keepalived-${i}.conf`),
    ...files(
      n,
      (i) => `lb/keepalived-${i}.conf`,
      (i) => instance(i, { more: ` priority $A${i}\n` }),
    ),
  })),
];

const machines: readonly Construct[] = [
  grown('clusters side by side', 20, (n) => ({
    ...files(
      n,
      (i) => conf(`site${i}/lb1`),
      (i) => instance(i),
    ),
    ...files(
      n,
      (i) => conf(`site${i}/lb2`),
      (i) => instance(i, { priority: 90 }),
    ),
  })),
  grown('machines with nothing in common', 75, (n) =>
    files(
      n,
      (i) => conf(`machine${i}x`),
      (i) => instance(i),
    ),
  ),
  grown('machines of one name in many folders', 75, (n) =>
    files(
      n,
      (i) => conf(`f${i}/g/lb1`),
      (i) => instance(i),
    ),
  ),
  grown('pairs in one folder', 40, (n) => ({
    ...files(
      n,
      (i) => conf(`site/a${i}-lb1`),
      (i) => instance(i),
    ),
    ...files(
      n,
      (i) => conf(`site/a${i}-lb2`),
      (i) => instance(i),
    ),
  })),
  grown('pairs in one folder with one router id', 40, (n) => ({
    ...files(
      n,
      (i) => conf(`site/a${i}-lb1`),
      (i) => instance(i, { id: 51, addresses: line(`  10.0.0.${i % 250}/8`) }),
    ),
    ...files(
      n,
      (i) => conf(`site/a${i}-lb2`),
      (i) => instance(i, { id: 51, addresses: line(`  10.0.0.${i % 250}/8`) }),
    ),
  })),
  grown('configurations in deep folders', 20, (n) =>
    files(
      n,
      (i) => conf(`${'d/'.repeat(i)}lb`),
      (i) => instance(i),
    ),
  ),
  grown('HAProxy machines in one folder', 75, (n) =>
    files(
      n,
      (i) => `site/lb${i}/haproxy.cfg`,
      (i) => `backend b${i}\n    server s 10.0.0.1:80\n`,
    ),
  ),
  grown('files of one machine', 75, (n) =>
    files(
      n,
      (i) => `site/lb1/conf.d/${i}-keepalived.conf`,
      (i) => instance(i),
    ),
  ),
  grown('kernel settings', 300, (n) => ({
    'lb1/sysctl.d/60.conf': `${lines(n, (i) => `net.ipv4.conf.eth${i}.rp_filter = 1`)}${'\t'.repeat(n)}x\na${' '.repeat(n)}=${' '.repeat(n)}b${' '.repeat(n)}c\n-${' '.repeat(n)}x\n`,
    ...one(instance(0)),
  })),
  grown('files of kernel settings', 75, (n) => ({
    ...files(
      n,
      (i) => `lb1/sysctl.d/${i}.conf`,
      () => 'net.ipv4.ip_nonlocal_bind = 0\n',
    ),
    ...one(instance(0)),
  })),
  grown('scripts of a machine', 75, (n) => ({
    ...files(
      n,
      (i) => `lb1/check${i}.sh`,
      () => '#!/bin/sh\npidof haproxy\n',
    ),
    ...one(
      `${lines(n, (i) => `vrrp_script s${i} {\n script "/lb1/check${i}.sh"\n interval 2\n}`)}${instance(0, { scripts: lines(n, (i) => `  s${i}`) })}`,
    ),
  })),
  grown('lines of a script', 600, (n) => ({
    'lb1/check.sh': `#!/bin/sh\n${lines(n, (i) => `pidof p${i} ${'# ; '.repeat(3)}`)}${' '.repeat(n)}x${' '.repeat(n)}\n`,
    ...one(`vrrp_script s {\n script "/lb1/check.sh"\n interval 2\n}\n${instance(0)}`),
  })),
  grown('lines of a unit', 600, (n) => ({
    'lb1/keepalived.service': lines(n, () => '[Unit]\nAfter=network-online.target haproxy.service'),
    ...one(instance(0)),
  })),
  grown('scripts of two nodes', 40, (n) => {
    const text = (node: number): string =>
      `${lines(n, (i) => script(`chk_${i}`))}${instance(0, { priority: 100 + node, scripts: lines(n, (i) => `  chk_${i} weight 1`) })}`;
    return { 'site/lb1/keepalived.conf': text(1), 'site/lb2/keepalived.conf': text(2) };
  }),
];

const manifest = (clusters: string): Files => ({ 'haconf.json': `{ "clusters": { ${clusters} } }` });
const list = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(', ');
const node = (name: string, ...paths: readonly string[]): string =>
  `"${name}": { "files": [${paths.map((path) => `"${path}"`).join(', ')}] }`;
const cluster = (name: string, nodes: string): string => `"${name}": { "nodes": { ${nodes} } }`;

const manifests: readonly Construct[] = [
  grown('manifest of many clusters', 40, (n) => ({
    ...manifest(list(n, (i) => cluster(`c${i}`, node('a', `a${i}`)))),
    ...files(
      n,
      (i) => conf(`a${i}`),
      (i) => instance(i),
    ),
  })),
  grown('manifest of many nodes without keepalived', 75, (n) => ({
    ...manifest(
      cluster(
        'c',
        list(n, (i) => node(`n${i}`, `n${i}`)),
      ),
    ),
    ...files(
      n,
      (i) => `n${i}/haproxy.cfg`,
      () => 'global\n',
    ),
  })),
  grown('manifest of many files', 150, (n) => ({
    ...manifest(cluster('c', `"a": { "files": [${list(n, (i) => `"a${i}/keepalived.conf"`)}] }`)),
    ...files(
      n,
      (i) => conf(`a${i}`),
      () => '# nothing\n',
    ),
  })),
  grown('manifest of nodes with the same files', 75, (n) => ({
    ...manifest(
      cluster(
        'c',
        list(n, (i) => node(`n${i}`, '.')),
      ),
    ),
    ...files(
      n,
      (i) => `x/sysctl.d/${i}.conf`,
      () => '# nothing\n',
    ),
  })),
  grown('manifest of clusters of one name', 75, (n) => manifest(list(n, () => cluster('c', node('a', 'a'))))),
  grown('manifest of unknown keys', 150, (n) => ({ 'haconf.json': `{ ${list(n, (i) => `"cluster${i}": 1`)} }` })),
  grown('manifest of interfaces and addresses', 150, (n) => ({
    ...manifest(
      cluster(
        'c',
        `"a": { "files": ["lb1"], "interfaces": { ${list(n, (i) => `"eth${i}": { "addresses": ["10.0.${i & 255}.1/24"], "segment": "s${i}" }`)} } }`,
      ),
    ),
    ...one(instance(0)),
  })),
  grown('manifest of nested lists', 600, (n) => ({
    'haconf.json': `{ "clusters": ${'['.repeat(n)}${']'.repeat(n)} }`,
  })),
  grown('manifest of brackets that never close', 600, (n) => ({
    'haconf.json': `{ "clusters": ${'{"a": '.repeat(n)}`,
  })),
  grown('manifest of open texts', 600, (n) => ({
    'haconf.json': `{ ${'"a" "'.repeat(n)}\n${'"\\'.repeat(n)}\n${'/*'.repeat(n)}`,
  })),
  grown('manifest of comments and blanks', 600, (n) => ({
    'haconf.json': `{ ${'/* x */ '.repeat(n)}${lines(n, () => '// x')}${' '.repeat(n)}`,
  })),
  grown('manifests', 40, (n) => ({
    ...files(
      n,
      (i) => `s${i}/haconf.json`,
      () => `{ "clusters": { ${cluster('c', node('a', 'a'))} } }`,
    ),
    ...files(
      n,
      (i) => conf(`s${i}/a`),
      (i) => instance(i),
    ),
  })),
];

/** Every construct of several files. */
export const clusterConstructs: readonly Construct[] = [...includes, ...machines, ...manifests];
