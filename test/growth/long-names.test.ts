import { expect, test } from 'vitest';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { outputs } from '../fuzz/core/outputs.ts';
import { most } from './measure.ts';

type Names = Readonly<Record<Place, string>>;
const places = ['address', 'instance', 'interface', 'check', 'folder', 'proxy', 'server', 'host', 'bind'] as const;
type Place = (typeof places)[number];

const usual: Names = {
  address: '10.0.0.100/24',
  instance: 'VI_1',
  interface: 'eth0',
  check: 'chk',
  folder: 'lb',
  proxy: 'app',
  server: 's1',
  host: '10.0.0.1',
  bind: '10.0.0.100',
};

/** A pair in which each of these names stands. */
function pair({ address, instance, interface: link, check, proxy, server, host, bind, folder }: Names): Workspace {
  const workspace = new Workspace();
  const files = [1, 2].flatMap((node) => [
    {
      path: `${folder}${node}/keepalived.conf`,
      language: 'keepalived' as const,
      text: `vrrp_script ${check} {\n script "/bin/pgrep ${check}"\n interval 2\n weight 20\n}
vrrp_instance ${instance} {\n interface ${link}\n virtual_router_id 51\n priority ${100 + node}
 virtual_ipaddress {\n  ${address}\n }\n track_script {\n  ${check}\n }\n}\n`,
    },
    {
      path: `${folder}${node}/haproxy.cfg`,
      language: 'haproxy' as const,
      text: `global\n\ndefaults\n mode http\n timeout client 5s\n timeout connect 5s\n timeout server 5s
frontend ${proxy}-in\n bind ${bind}:80\n default_backend ${proxy}\nbackend ${proxy}\n server ${server} ${host}:80 check\n`,
    },
  ]);
  workspace.applyChange({ set: files });
  return workspace;
}

const asked = outputs.filter(({ of }) => of === 'workspace');

/** Milliseconds of CPU for each output of a pair with such a name of so many letters. */
function costs(place: Place, letters: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const snapshot: Snapshot = pair({ ...usual, [place]: 'a'.repeat(letters) }).snapshot;
  for (const { id, ask } of asked) {
    const before = process.cpuUsage();
    ask({ snapshot, path: '', offset: 0 } as Parameters<typeof ask>[0]);
    const { user, system } = process.cpuUsage(before);
    found.set(id, (user + system) / 1000);
  }
  return found;
}

/** What costs less counts as this much. Milliseconds. */
const floor = 25;
const retries = 3;

test.each(places)(
  `a long name of the %s: four times the letters cost every output at most ${most} times as much`,
  (place) => {
    const sizes = [4000, 16_000];
    const least = sizes.map(() => new Map<string, number>());
    let steep: string[] = [];
    for (let run = 0; run <= retries; run++) {
      sizes.forEach((size, index) => {
        for (const [id, ms] of costs(place, size)) {
          least[index]?.set(id, Math.min(ms, least[index].get(id) ?? Number.POSITIVE_INFINITY));
        }
      });
      steep = asked.flatMap(({ id }) => {
        const ms = least.map((best) => Math.max(floor, best.get(id) ?? 0));
        const grows = ms.some((later, index) => index > 0 && later > most * (ms[index - 1] ?? later));
        return grows ? [`${id}: ${ms.map(Math.round).join(', ')} ms`] : [];
      });
      if (steep.length === 0) break;
    }
    expect(steep).toEqual([]);
  },
  60_000,
);
