import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { markdownCases } from '../support/markdown-cases.ts';
import { describeNeeding } from '../support/requires.ts';
import { describeFinding, snapshotOf } from '../support/workspace.ts';
import { keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

/** What keepalived says without a line, or far from the cause, of what these rules are about. */
const unplaced: Readonly<Record<string, RegExp>> = {
  'ah-with-state-master': /Initial state master is incompatible with AH/,
  'hysteresis-reaches-quorum': /hysteresis \d+ >= quorum/,
  'ignored-with-fwmark': /protocol specified for fwmark|cannot use ha_suspend with fwmarks/,
  'interface-taken': /is already using|garp_group already specified|missing a parameter/,
  'interface-tracked-by-member-and-group': /is configured on VRRP instance and sync group/,
  'missing-virtual-address': /No VIP specified/,
  'multicast-group-with-unicast': /multicast destination specified with unicast/,
  'one-packet-without-udp': /one packet scheduling requires UDP/,
  'quorum-above-weights': /exceeds total weight of real servers/,
  'repeated-neighbour': /has duplicate (?:source\/)?neighbor address/,
  'repeated-server': /is duplicated - removing/,
  'server-port-differs': /ports don't match|port specified - clearing/,
  'setting-against-strict-mode':
    /must match being address owner|does not comply with RFC3768|Strict mode requires|strict mode requires|is incompatible with strict mode/,
  'virtual-server-default': /no protocol set|no scheduler set|no forwarding method set/,
  'xmit-base-without-vmac': /vmac_xmit_base is only valid with a vmac/,
};

const interfaces = ['eth0', 'eth1', 'eth2', 'eth3'];

describeNeeding('oracle', 'what keepalived -t says without a line is said at its cause', oracleMissing(), () => {
  for (const { path, version } of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    test.each(Object.entries(unplaced))(`${version}: %s`, { timeout: 60_000 }, async (rule, pattern) => {
      const cases = markdownCases(readFileSync(`core/src/lint/rules/keepalived/${rule}.md`, 'utf8'));
      for (const { line, files } of cases) {
        for (const text of files.values()) {
          // Of values that nobody knows nothing is said.
          if (text.includes('$')) continue;
          const snapshot = snapshotOf(new Map([['keepalived.conf', text]]), { keepalived: { version } });
          const ours = snapshot.findings().filter((finding) => finding.rule === `keepalived/${rule}`);
          const { messages } = await keepalivedVerdict({ path, version }, text, { interfaces });
          const said = messages.filter((message) => pattern.test(message.text)).map((message) => message.text);
          const shown = ours.map((finding) => describeFinding(snapshot, finding));
          // What follows from a word that this version does not know is said there.
          const following = snapshot
            .findings()
            .flatMap(({ related }) => related.filter(({ message }) => message.startsWith('This follows from it')));
          const isSaid = ours.length > 0 || (said.length > 0 && following.length > 0);
          expect(said.length > 0, `line ${line}: ${said.join('; ')} / ${shown.join('; ')}`).toBe(isSaid);
        }
      }
    });
  }
});
