import type { Scenario, ScenarioEvent } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';

export const vip = '192.168.1.100';

export interface NodeOptions {
  readonly priority: number;
  readonly lines?: string;
  readonly top?: string;
  readonly version?: string;
  readonly id?: number;
  readonly vips?: readonly string[];
}

export function conf({ priority, lines = '', top = '', id = 51, vips = [vip] }: NodeOptions): string {
  return `${top}vrrp_instance VI_1 {
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
${lines}    virtual_ipaddress {
        ${vips.join('\n        ')}
    }
}
`;
}

export const script = 'vrrp_script chk {\n    script "/usr/bin/test -e %D%/ok"\n    interval 1\n}\n';
export const tracked = (weight: number): string => `    track_script {\n        chk weight ${weight}\n    }\n`;

/** "holders@seconds" of the address, in order. */
export function holders(nodes: Record<string, NodeOptions>, events: readonly ScenarioEvent[], until = 30): string {
  const scenario: Scenario = {
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([name, options], index) => [
        name,
        {
          ifs: { eth0: [`192.168.1.${11 + index}/24`] },
          conf: conf(options),
          files: { ok: '1', value: '0' },
          ...(options.version !== undefined && { version: options.version }),
        },
      ]),
    ),
    events,
    until,
  };
  return simulateScenario(scenario)
    .flatMap((entry) =>
      'vip' in entry && entry.vip === vip ? [`${entry.holders.join('+') || 'nobody'}@${entry.t.toFixed(1)}`] : [],
    )
    .join(' ');
}

export const pair = { a: { priority: 150 }, b: { priority: 100 } };
export const start: ScenarioEvent = [0, 'start', 'a', 'b'];
