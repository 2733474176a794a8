import { parseIp } from '../../base/ip-address.ts';
import { type JsonMember, type JsonNode, type JsonObject, parseJson } from '../../base/json.ts';
import { nearest } from '../../base/nearest.ts';
import type { TextRange } from '../../base/text-range.ts';
import type { Version } from '../../base/version.ts';
import type { Site, SyntaxFile } from '../../syntax/chunk.ts';
import { parsePlainText } from '../../syntax/plain-text.ts';
import { haproxyProgram, keepalivedProgram, outsideOfKnown, type Versions, writtenVersion } from '../programs.ts';

/** What `haconf.json` says: which machines form a cluster, which files are theirs, and what no configuration holds. */
export interface Manifest {
  readonly syntax: SyntaxFile;
  readonly clusters: readonly DeclaredCluster[];
  readonly problems: readonly ManifestProblem[];
}

export interface DeclaredCluster {
  readonly name: string;
  readonly site: Site;
  readonly nodes: readonly DeclaredNode[];
}

export interface DeclaredNode {
  readonly name: string;
  readonly site: Site;
  /** Paths of files or folders, relative to the manifest's folder. */
  readonly files: readonly { readonly path: string; readonly site: Site }[];
  /** The id for which keepalived's conditional lines hold (`-i`). */
  readonly configId?: string;
  readonly versions: Versions;
  readonly interfaces: readonly DeclaredInterface[];
}

export interface DeclaredInterface {
  readonly name: string;
  /** Without prefix. */
  readonly addresses: readonly string[];
  /** The network that it is connected to; interfaces of one segment hear each other. */
  readonly segment?: string;
}

export interface ManifestProblem {
  readonly site: Site;
  readonly message: string;
}

/** The keys that each kind of object may have. The schema for editors holds the same; a test compares them. */
export const manifestKeys = {
  manifest: ['$schema', 'clusters'],
  cluster: ['haproxy', 'keepalived', 'nodes'],
  node: ['files', 'configId', 'haproxy', 'keepalived', 'interfaces'],
  interface: ['addresses', 'segment'],
} as const;

/** Reads a manifest. Total: what cannot be understood is a problem, and the rest counts. */
export function parseManifest(text: string, previous?: SyntaxFile): Manifest {
  const { syntax, chunk } = parsePlainText(text, previous);
  const problems: ManifestProblem[] = [];
  const site = (range: TextRange): Site => ({ chunk, range });
  const { root, problems: mistakes } = parseJson(text);
  for (const { range, message } of mistakes) problems.push({ site: site(range), message });
  const clusters = root ? new Reader(problems, site).manifest(root) : [];
  return { syntax, clusters, problems };
}

class Reader {
  readonly #problems: ManifestProblem[];
  readonly #site: (range: TextRange) => Site;

  constructor(problems: ManifestProblem[], site: (range: TextRange) => Site) {
    this.#problems = problems;
    this.#site = site;
  }

  manifest(node: JsonNode): DeclaredCluster[] {
    const root = this.#object(node, 'A manifest', manifestKeys.manifest);
    return this.#members(root?.get('clusters'), '"clusters"').flatMap((member) => this.#cluster(member));
  }

  #cluster(member: JsonMember): DeclaredCluster[] {
    const found = this.#object(member.value, `Cluster "${member.key}"`, manifestKeys.cluster);
    if (!found) return [];
    const versions = this.#versions(found);
    const nodes = this.#members(found.get('nodes'), '"nodes"').flatMap((node) => this.#node(node, versions));
    return [{ name: member.key, site: this.#site(member.keyRange), nodes }];
  }

  #node(member: JsonMember, inherited: Versions): DeclaredNode[] {
    const found = this.#object(member.value, `Node "${member.key}"`, manifestKeys.node);
    if (!found) return [];
    const configId = this.#text(found.get('configId'));
    const interfaces = found.has('interfaces')
      ? this.#members(found.get('interfaces'), '"interfaces"').flatMap((each) => this.#interface(each))
      : [];
    return [
      {
        name: member.key,
        site: this.#site(member.keyRange),
        files: this.#texts(found.get('files'), '"files"').map(({ value, range }) => ({
          path: value,
          site: this.#site(range),
        })),
        versions: new Map([...inherited, ...this.#versions(found)]),
        ...(configId && { configId: configId.value }),
        interfaces,
      },
    ];
  }

  #interface(member: JsonMember): DeclaredInterface[] {
    const found = this.#object(member.value, `Interface "${member.key}"`, manifestKeys.interface);
    if (!found) return [];
    const segment = this.#text(found.get('segment'));
    const addresses = (found.has('addresses') ? this.#texts(found.get('addresses'), '"addresses"') : []).flatMap(
      ({ value, range }) => {
        const address = parseIp(value.replace(/\/\d+$/, ''));
        if (!address) this.#problem(range, `"${value}" is no IP address.`);
        return address ? [address.text] : [];
      },
    );
    return [{ name: member.key, addresses, ...(segment && { segment: segment.value }) }];
  }

  #versions(found: ReadonlyMap<string, JsonNode | undefined>): Versions {
    const versions = new Map<string, Version>();
    for (const program of [haproxyProgram, keepalivedProgram]) {
      const text = this.#text(found.get(program.id));
      if (!text) continue;
      const version = writtenVersion(text.value);
      const outside = version && outsideOfKnown(program, version);
      if (outside !== undefined)
        this.#problem(text.range, `${outside}. What is said of this node may be wrong for it.`);
      if (version) versions.set(program.id, version);
      else this.#problem(text.range, `"${text.value}" is no version. Write one such as "2.8" or "2.2.7".`);
    }
    return versions;
  }

  /** The members of an object by key; keys that nothing is known of are problems. */
  #object(
    node: JsonNode | undefined,
    what: string,
    keys: readonly string[],
  ): ReadonlyMap<string, JsonNode | undefined> | undefined {
    if (!node) return undefined;
    if (node.kind !== 'object') {
      this.#problem(
        node.range,
        `${what} is an object in braces, with ${keys.filter((key) => key !== '$schema').join(', ')}.`,
      );
      return undefined;
    }
    for (const { key, keyRange } of this.#distinct(node)) {
      if (keys.includes(key)) continue;
      const near = nearest(key, keys);
      const hint = near ? `Did you mean "${near}"?` : `Known are ${keys.join(', ')}.`;
      this.#problem(keyRange, `Unknown key "${key}". ${hint}`);
    }
    return new Map(node.members.map(({ key, value }) => [key, value]));
  }

  /** The members of an object whose keys are names. */
  #members(node: JsonNode | undefined, what: string): readonly JsonMember[] {
    if (!node) return [];
    if (node.kind === 'object') return this.#distinct(node);
    this.#problem(node.range, `${what} is an object in braces, with a member for each name.`);
    return [];
  }

  #distinct(node: JsonObject): readonly JsonMember[] {
    const known = new Set<string>();
    for (const { key, keyRange } of node.members) {
      if (known.has(key)) this.#problem(keyRange, `"${key}" stands here twice.`);
      known.add(key);
    }
    return node.members;
  }

  #text(node: JsonNode | undefined): { value: string; range: TextRange } | undefined {
    if (!node) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'string') return { value: node.value, range: node.range };
    this.#problem(node.range, 'A text in double quotes belongs here.');
    return undefined;
  }

  #texts(node: JsonNode | undefined, what: string): { value: string; range: TextRange }[] {
    if (!node) return [];
    if (node.kind !== 'array') {
      this.#problem(node.range, `${what} is a list of texts in brackets.`);
      return [];
    }
    return node.items.flatMap((item) => this.#text(item) ?? []);
  }

  #problem(range: TextRange, message: string): void {
    this.#problems.push({ site: this.#site(range), message });
  }
}
