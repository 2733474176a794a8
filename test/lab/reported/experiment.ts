import type { Scenario, ScenarioEvent, ScenarioNode } from '../scenario.ts';

/** A trouble that operators reported, or a set-up that was taken for one, as a scenario of its own. */
export interface Experiment extends Scenario {
  readonly title: string;
  /** Runs with every change of the project; the others when they are asked for. */
  readonly quick?: true;
  /** `false`: HAProxy starts and stops by itself, which no scenario tells `haconf simulate`. */
  readonly simulated?: false;
  /** A fault as `haconf failover` names it, which happens after everything has settled. */
  readonly fault?: { readonly t: number; readonly name: string };
}

/** The address that most experiments are about. */
export const vip = '192.168.1.100';

/** When everything has settled after a common start. */
export const settled = 5.3;

export interface InstanceOptions {
  readonly name?: string;
  readonly on?: string;
  readonly id?: number;
  readonly priority: number;
  readonly vips?: readonly string[];
  /** More lines of the instance. */
  readonly lines?: readonly string[];
}

export interface ConfOptions extends InstanceOptions {
  /** Lines of `global_defs`. */
  readonly globals?: readonly string[];
  /** Blocks above the instances. */
  readonly blocks?: readonly string[];
  readonly others?: readonly InstanceOptions[];
  /** Blocks below the instances. */
  readonly below?: readonly string[];
}

/** The text of keepalived.conf. */
export function conf(options: ConfOptions): string {
  const { globals = [], blocks = [], others = [], below = [] } = options;
  const instances = [options, ...others].map(instance);
  return [block('global_defs', ['script_user root', ...globals]), ...blocks, ...instances, ...below].join('');
}

function instance({
  name = 'VI_1',
  on = 'eth0',
  id = 51,
  priority,
  vips = [vip],
  lines = [],
}: InstanceOptions): string {
  const addresses = vips.length > 0 ? [block('virtual_ipaddress', vips)] : [];
  return block(`vrrp_instance ${name}`, [
    `interface ${on}`,
    `virtual_router_id ${id}`,
    `priority ${priority}`,
    ...lines,
    ...addresses,
  ]);
}

/** `head { … }` with each line indented. */
export function block(head: string, lines: readonly string[]): string {
  const inner = lines.flatMap((line) => line.trimEnd().split('\n')).map((line) => `    ${line}\n`);
  return `${head} {\n${inner.join('')}}\n`;
}

/** `name` with `options` behind it, tracked. */
export const tracks = (kind: 'script' | 'file' | 'interface', ...lines: string[]): string =>
  block(`track_${kind}`, lines);

/** A script that succeeds while the node has a file of that name. */
export const looksFor = (name: string, ...lines: string[]): string =>
  block(`vrrp_script ${name}`, [`script "/usr/bin/test -e %D%/${name}"`, 'interval 1', ...lines]);

/** A tracked file of the node. */
export const numberIn = (name: string, ...lines: string[]): string =>
  block(`vrrp_track_file ${name}`, [`file %D%/${name}`, ...lines]);

/** A node with one network. */
export function node(host: number, text: string, more: Partial<ScenarioNode> = {}): ScenarioNode {
  return { ifs: { eth0: [`192.168.1.${host}/24`] }, conf: text, ...more };
}

/** The nodes a (.11) and b (.12), of which a has the higher priority and each has what `options` and the function give. */
export function pair(
  of: (name: 'a' | 'b') => Partial<ConfOptions>,
  more: Partial<ScenarioNode> = {},
): Scenario['nodes'] {
  return {
    a: node(11, conf({ priority: 150, ...of('a') }), more),
    b: node(12, conf({ priority: 100, ...of('b') }), more),
  };
}

export const together: ScenarioEvent = [0, 'start', 'a', 'b'];
