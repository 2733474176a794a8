import type { Scenario, ScenarioEvent } from '../scenario.ts';
import { dice } from './dice.ts';
import { haproxyCheck } from './frame.ts';

/**
 * A scenario in pieces that can be left out one by one: that is how a disagreement is made small. Every piece is whole
 * lines of a configuration, so what remains is a configuration, too.
 */
export interface Plan {
  readonly id: string;
  readonly nodes: readonly NodePlan[];
  readonly vips: readonly string[];
  readonly events: readonly ScenarioEvent[];
  /** Seconds. */
  readonly until: number;
}

export interface NodePlan {
  readonly name: string;
  readonly ifs: Readonly<Record<string, readonly string[]>>;
  /** Lines of `global_defs`. */
  readonly globals: readonly string[];
  /** Blocks above the instances, such as `vrrp_script`. */
  readonly blocks: readonly string[];
  readonly instances: readonly InstancePlan[];
  /** Blocks below the instances: sync groups. */
  readonly groups: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** The text of haproxy.cfg; without it no HAProxy runs. */
  readonly haproxy?: string;
  /** The keepalived that runs on the node; by default the one on the PATH. */
  readonly program?: Program;
}

export interface Program {
  readonly bin: string;
  readonly version: string;
}

export interface InstancePlan {
  readonly name: string;
  /** Without these there is no instance: interface, virtual_router_id, addresses. */
  readonly needed: readonly string[];
  readonly options: readonly string[];
}

/** The scenario of a plan. Two plans of the same pieces give the same text. */
export function scenarioOf(plan: Plan): Scenario {
  return {
    id: plan.id,
    nodes: Object.fromEntries(
      plan.nodes.map((node) => {
        const { ifs, files, haproxy, program } = node;
        return [node.name, { ifs, conf: confOf(node), files, ...(haproxy !== undefined && { haproxy }), ...program }];
      }),
    ),
    vips: plan.vips,
    events: plan.events,
    until: plan.until,
  };
}

function confOf({ globals, blocks, instances, groups }: NodePlan): string {
  const instanceBlocks = instances.map(({ name, needed, options }) =>
    block(`vrrp_instance ${name}`, [...needed, ...options]),
  );
  return [block('global_defs', ['script_user root', ...globals]), ...blocks, ...instanceBlocks, ...groups].join('');
}

/** The plan with one of the programs on each node, always the same ones for the same plan. */
export function withPrograms(plan: Plan, programs: readonly Program[]): Plan {
  const random = dice([...plan.id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  return { ...plan, nodes: plan.nodes.map((node) => ({ ...node, program: random.pick(programs) })) };
}

/** `head { … }` with each line indented once more. */
export function block(head: string, lines: readonly string[]): string {
  const inner = lines.flatMap((line) => line.trimEnd().split('\n')).map((line) => `  ${line}\n`);
  return `${head} {\n${inner.join('')}}\n`;
}

/** The plans that lack one piece of a plan, the larger pieces first. */
export function smallerPlans(plan: Plan): Plan[] {
  const withNode = (index: number, node: NodePlan): Plan => ({ ...plan, nodes: plan.nodes.with(index, node) });
  const withoutNodes = plan.nodes.length < 2 ? [] : plan.nodes.map((node) => withoutNode(plan, node.name));
  const withoutEvents = plan.events.flatMap((event, index) =>
    event[1] === 'start' && event[0] === 0 ? [] : [{ ...plan, events: plan.events.toSpliced(index, 1) }],
  );
  const shorter = plan.events.length > 0 ? lastEvents(plan) : [];
  const withoutPieces = plan.nodes.flatMap((node, index) => [
    ...(node.instances.length < 2
      ? []
      : node.instances.map((_, at) => withNode(index, { ...node, instances: node.instances.toSpliced(at, 1) }))),
    ...node.groups.map((_, at) => withNode(index, { ...node, groups: node.groups.toSpliced(at, 1) })),
    ...node.globals.map((_, at) => withNode(index, { ...node, globals: node.globals.toSpliced(at, 1) })),
    ...node.blocks.map((_, at) => withNode(index, { ...node, blocks: node.blocks.toSpliced(at, 1) })),
    ...node.instances.flatMap((instance, which) =>
      instance.options.map((_, at) => {
        const less = { ...instance, options: instance.options.toSpliced(at, 1) };
        return withNode(index, { ...node, instances: node.instances.with(which, less) });
      }),
    ),
  ]);
  return [
    ...withoutNodes,
    ...withoutHaproxy(plan),
    ...shorter,
    ...withoutEvents,
    ...withoutEverywhere(plan),
    ...withoutPieces,
  ];
}

/** An option that several nodes have is most often left out of all of them. */
function withoutEverywhere(plan: Plan): Plan[] {
  const options = plan.nodes.flatMap((node) => node.instances.flatMap((instance) => instance.options));
  const shared = [...new Set(options.filter((option, index) => options.indexOf(option) !== index))];
  return shared.map((option) => ({
    ...plan,
    nodes: plan.nodes.map((node) => ({
      ...node,
      instances: node.instances.map((instance) => ({
        ...instance,
        options: instance.options.filter((other) => other !== option),
      })),
    })),
  }));
}

/**
 * The plan without HAProxy, its check and what happens to it, all at once: a check without a HAProxy of its own would
 * find that of another scenario.
 */
function withoutHaproxy(plan: Plan): Plan[] {
  if (!plan.nodes.some(({ haproxy }) => haproxy !== undefined)) return [];
  const without = (text: string): string =>
    text
      .replace(new RegExp(`^vrrp_script ${haproxyCheck} \\{[^}]*\\}\\n`, 'm'), '')
      .replace(new RegExp(`^ *${haproxyCheck}\\b.*\\n?`, 'gm'), '');
  const nodes = plan.nodes.map(({ haproxy: _, ...node }) => ({
    ...node,
    blocks: node.blocks.map(without).filter((text) => text !== ''),
    groups: node.groups.map(without),
    instances: node.instances.map((instance) => ({ ...instance, options: instance.options.map(without) })),
  }));
  const events = plan.events
    .filter(([, verb]) => verb !== 'haproxy')
    .map(([t, verb, ...args]): ScenarioEvent => [t, verb, ...(verb === 'conf' ? args.map(without) : args)]);
  return [{ ...plan, nodes, events }];
}

/** The plan without its last event, which ends earlier. */
function lastEvents(plan: Plan): Plan[] {
  const events = plan.events.slice(0, -1);
  const end = Math.max(5, ...events.map(([t]) => t + 6));
  return events.length > 0 && end < plan.until ? [{ ...plan, events, until: end }] : [];
}

function withoutNode(plan: Plan, name: string): Plan {
  return {
    ...plan,
    nodes: plan.nodes.filter((node) => node.name !== name),
    events: plan.events.flatMap((event): ScenarioEvent[] => {
      const [t, verb, ...args] = event;
      if (verb === 'start') {
        const others = args.filter((arg) => arg !== name);
        return others.length > 0 ? [[t, verb, ...others]] : [];
      }
      return args[0] === name || (verb === 'oneway' && args[1] === name) ? [] : [event];
    }),
  };
}
