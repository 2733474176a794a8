import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Workspace } from '#core/workspace/workspace.ts';
import { describeFinding } from '../../support/workspace.ts';

/** Lines that change what other lines mean: braces, definitions, conditions, names, includes. */
const line = fc.constantFrom(
  '',
  '# comment',
  '{',
  '}',
  'vrrp_instance A {',
  'vrrp_instance B {',
  'vrrp_instance B',
  '    interface eth0',
  '    interface $IF',
  '    interface $IF\0.5',
  '    virtual_router_id 51',
  '    virtual_router_id $' + '{ID}',
  '    priority 300',
  '    virtual_ipaddress {',
  '        192.0.2.1/24',
  '        192.0.2.300',
  '    }',
  '    track_script {',
  '        check',
  'vrrp_script check {',
  '    script "/bin/true"',
  '    script "/bin/true',
  '    weight 5 extra',
  'vrrp_sync_group G {',
  '    group { A B }',
  '$IF=eth0',
  '$IF=eth0/1',
  '$ID=$N',
  '$N=51',
  '$N=512',
  '$BLOCK= \\',
  '    state BACKUP \\',
  '$BLOCK',
  '@one priority 5',
  '@^one }',
  'include other.conf',
  '~SEQ(x, 1, 3) static_ipaddress',
);

const edit = fc.record({ at: fc.nat(60), remove: fc.nat(3), lines: fc.array(line, { maxLength: 4 }) });

const path = 'keepalived.conf';
const change = (lines: readonly string[]) => ({
  set: [{ path, language: 'keepalived' as const, text: lines.join('\n') }],
});

test('after any edits of lines the findings are those of a fresh check', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.array(edit, { minLength: 1, maxLength: 10 }), (first, edits) => {
      const workspace = new Workspace();
      const lines = [...first];
      workspace.applyChange(change(lines)).findings();
      for (const { at, remove, lines: added } of edits) {
        lines.splice(Math.min(at, lines.length), remove, ...added);
        const snapshot = workspace.applyChange(change(lines));
        const fresh = new Workspace().applyChange(change(lines));
        expect(snapshot.findings().map((finding) => describeFinding(snapshot, finding))).toEqual(
          fresh.findings().map((finding) => describeFinding(fresh, finding)),
        );
      }
    }),
    { numRuns: 120 },
  );
});

/** Hundreds of instances with definitions between them. */
function large(instances: number): string[] {
  return Array.from({ length: instances }, (_, index) => [
    `$ID${index}=${(index % 255) + 1}`,
    `vrrp_instance VI_${index} {`,
    `    interface eth${index}`,
    `    virtual_router_id $ID${index}`,
    '    priority 100',
    '    virtual_ipaddress {',
    `        10.${index >> 8}.${index & 255}.1/24`,
    '    }',
    '}',
  ]).flat();
}

test('an edit in a large file costs a fraction of reading it all', { timeout: 60_000 }, () => {
  const lines = large(2000);
  const timed = (work: () => void): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const attempts = Array.from({ length: 5 }, () => {
    const workspace = new Workspace();
    const whole = timed(() => workspace.applyChange(change(lines)).fileFindings(path));
    lines[9004] = lines[9004] === '    priority 100' ? '    priority 101' : '    priority 100';
    const edited = timed(() => workspace.applyChange(change(lines)).fileFindings(path));
    return edited / whole;
  });
  // The rules that look at the whole file remain.
  expect(Math.min(...attempts)).toBeLessThan(0.4);
});
