import type { Steps } from '../../base/steps.ts';
import { filesOf } from '../../cluster/cluster.ts';
import { vrrpGroups } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { partOf } from './parts.ts';
import { sourceOf } from './rejection.ts';
import type { RouterModel } from './router.ts';
import { isOlder } from './router.ts';
import { isUsuallyDown, usualNumber } from './usual.ts';

/** A part of a cluster whose nodes stand in an order that depends on what they are, not on their names. */
export interface ShapedPart {
  readonly model: FailoverModel;
  /** Equal for parts that are the same but for their names: whatever one does, the other does. */
  readonly shape: string;
  /** For each node the class of nodes that may change places with it without anybody noticing. */
  readonly nodeClasses: readonly number[];
}

/** Brings the nodes and routers of a part into their order. */
export function* shapedPart(part: FailoverModel): Steps<ShapedPart> {
  const described = part.nodes
    .map((node) => {
      const own = part.routers.filter((router) => router.node === node);
      const routers = own.map((router) => ({ router, text: describe(router, own) }));
      routers.sort((a, b) => compare(a.text, b.text));
      return { node, routers, text: JSON.stringify([part.exits.has(node), routers.map(({ text }) => text)]) };
    })
    .sort((a, b) => compare(a.text, b.text));
  const nodes = described.map(({ node }) => node);
  const model = partOf(
    part,
    nodes,
    described.flatMap(({ routers }) => routers.map(({ router }) => router)),
  );
  const relations = yield* relationsOf(model);
  const texts = described.map(({ text }) => text);
  const nodeClasses = yield* classesOf(texts, relations);
  return { model, shape: JSON.stringify([texts, relations, sharedNames(model)]), nodeClasses };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everything of a router that counts for what it does, with its node's names as numbers. */
function describe(router: RouterModel, own: readonly RouterModel[]): string {
  const number = numbering();
  const trackers = router.trackers.map((tracker) => {
    const { kind, name, weight, reverse } = tracker;
    const script = kind === 'script' ? router.member.config.scripts.find((known) => known.name === name) : undefined;
    const times = [script?.interval?.value, script?.fall?.value];
    const usual = kind === 'file' ? usualNumber(router.member, tracker) : isUsuallyDown(router.member, tracker);
    return [
      kind,
      number(`${kind} ${name}`),
      usual,
      weight,
      reverse,
      script?.command?.value,
      isHaproxyName(name),
      ...times,
    ];
  });
  return JSON.stringify([
    router.facts.keepalived,
    router.facts.terse,
    isOlder(router, [2, 3, 3]) && router.facts.addresses !== undefined,
    number(`interface ${router.interface}`),
    router.version,
    router.base,
    router.advertInterval,
    router.downTimerAdverts,
    router.nopreempt,
    router.preemptDelay,
    router.startupDelay,
    router.startsAsMasterAfter,
    router.lowerPriorityNoAdvert,
    router.ownInterfaces.map((name) => number(`interface ${name}`)),
    trackers,
    router.vips.length,
    router.sync === undefined ? 0 : own.filter((other) => other.sync === router.sync).length,
    filesOf(router.member.node, haproxyFiles).length > 0,
  ]);
}

/** The only thing about a name that counts: whether it speaks of HAProxy. */
const isHaproxyName = (name: string): boolean => /hap/i.test(name);

function numbering(): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  };
}

/** How the routers of each node stand to those of each other: who hears whom, who wins a tie, who shares what. */
function* relationsOf(model: FailoverModel): Steps<string[][]> {
  const { ofNode } = indexOf(model);
  const heard = model.routers.map(
    ({ index }) => new Map(model.hearers[index]?.map(({ receiver, refused }) => [receiver, refused ? 'r' : 'h'])),
  );
  const isKnown = model.routers.map((router) => sourceOf(router) !== undefined);
  const relation = (a: RouterModel, b: RouterModel): string => {
    const hears = heard[a.index]?.get(b) ?? '-';
    const known = isKnown[a.index] && isKnown[b.index] ? 'k' : 'u';
    return `${hears}${known}${a.group === b.group ? 'g' : ''}${a.segment === b.segment ? 's' : ''}`;
  };
  const rows: string[][] = [];
  for (const from of ofNode) {
    rows.push(ofNode.map((to) => from.flatMap((a) => to.map((b) => relation(a, b))).join(' ')));
    yield model.routers.length;
  }
  return rows;
}

/** Which routers list which addresses, and which are one sync group: numbers instead of names. */
function sharedNames(model: FailoverModel): unknown {
  const lists = new Map<string, number[]>();
  for (const router of model.routers) {
    for (const vip of router.vips) lists.set(vip, [...(lists.get(vip) ?? []), router.index]);
  }
  const vips = [...new Set([...lists.values()].map((indices) => indices.join(' ')))].sort();
  const groups = vrrpGroups(model.cluster).map((group) => (model.doubts.get(group) ?? []).length);
  const sync = numbering();
  return [vips, groups, model.routers.map((router) => (router.sync === undefined ? -1 : sync(router.sync)))];
}

/** Nodes of equal texts are of one class where exchanging them changes no relation. */
function* classesOf(texts: readonly string[], relations: readonly (readonly string[])[]): Steps<number[]> {
  // Numbers are compared quicker than long texts.
  const number = numbering();
  const numbers = relations.map((row) => row.map(number));
  const at = (from: number, to: number): number => numbers[from]?.[to] ?? -1;
  const exchangeable = (a: number, b: number): boolean =>
    texts[a] === texts[b] &&
    at(a, b) === at(b, a) &&
    texts.every(
      (_, other) => other === a || other === b || (at(a, other) === at(b, other) && at(other, a) === at(other, b)),
    );
  const classes: number[] = [];
  for (let node = 0; node < texts.length; node++) {
    const before = classes.findIndex((_, other) => exchangeable(other, node));
    classes.push(before < 0 ? node : (classes[before] ?? node));
    yield texts.length;
  }
  return classes;
}
