import { describe, expect, test } from 'vitest';
import { generatePlan } from './generate.ts';
import { scenarioOf, smallerPlans } from './plan.ts';

const plans = Array.from({ length: 60 }, (_, index) => generatePlan(501 + index));
const withHaproxy = plans.filter(({ nodes }) => nodes.some(({ haproxy }) => haproxy !== undefined));

describe('drawn plans', () => {
  test.each([
    ['a number in a file that counts the other way round', /track_file \{\s+load\S* weight -?\d+ reverse/],
    ['several numbers in files', /vrrp_track_file load\d? .*vrrp_track_file load\d? /s],
    ['a flag', /chk_flag weight -?\d+ reverse/],
    ['another multicast group', /vrrp_mcast_group4/],
    ['one id in two multicast groups', /mcast_dst_ip/],
    ['IPv6 unicast', /unicast_src_ip fd00/],
    ['IPv6 unicast without a source', /^(?!.*unicast_src_ip).*unicast_peer \{\s+fd00/s],
  ])('have %s now and then', (_, pattern) => {
    const some = Array.from({ length: 400 }, (_unused, index) => scenarioOf(generatePlan(3001 + index)));
    const found = some.filter(({ nodes }) => Object.values(nodes).some(({ conf }) => pattern.test(conf)));
    expect(found.length).toBeGreaterThan(2);
    expect(found.length).toBeLessThan(100);
  });

  test('are the same for the same seed', () => {
    expect(generatePlan(501)).toEqual(plans[0]);
  });

  test('stop and start HAProxy only where it runs and is looked after', () => {
    const [some, none] = [withHaproxy, plans.filter((plan) => !withHaproxy.includes(plan))];
    expect(some.length).toBeGreaterThan(5);
    for (const plan of some) expect(JSON.stringify(scenarioOf(plan).nodes)).toContain('pgrep -x haproxy');
    expect(some.some(({ events }) => events.some(([, verb]) => verb === 'haproxy'))).toBe(true);
    expect(JSON.stringify(none.map(scenarioOf))).not.toContain('haproxy');
  });

  test('can be made smaller without HAProxy, which leaves nothing of it', () => {
    for (const plan of withHaproxy) {
      const without = smallerPlans(plan).filter((smaller) => !JSON.stringify(smaller).includes('haproxy'));
      expect(without).toHaveLength(1);
      expect(without[0]?.nodes.map(({ name }) => name)).toEqual(plan.nodes.map(({ name }) => name));
    }
  });
});
