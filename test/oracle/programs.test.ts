import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { interfacesIn, keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const frontend = `defaults
    mode http
    timeout client 5s
    timeout connect 5s
    timeout server 5s
frontend web
    bind 127.0.0.1:8080
`;

const instance = `vrrp_instance VI_1 {
    interface lan0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.168.1.100
    }
`;

describeNeeding('oracle', 'real haproxy', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test(`${program.version}: accepts a good file without a message`, async () => {
      const verdict = await haproxyVerdict(program, `${frontend}    http-request deny\n`);

      expect(verdict).toEqual({ exitCode: 0, messages: [], accepted: true });
    });

    test(`${program.version}: names the line of an unknown keyword, and nothing of its own banner`, async () => {
      const verdict = await haproxyVerdict(program, `${frontend}    defautl_backend app\n`);

      expect(verdict.accepted).toBe(false);
      expect(verdict.messages).toMatchObject([{ severity: 'alert', about: 'text', line: 8 }]);
      expect(verdict.messages[0]?.text).toContain("unknown keyword 'defautl_backend' in 'frontend' section");
    });

    test(`${program.version}: has no line for a backend that is missing`, async () => {
      const verdict = await haproxyVerdict(program, `${frontend}    default_backend app\n`);

      expect(verdict.accepted).toBe(false);
      const alert = verdict.messages.find((message) => message.severity === 'alert');
      expect(alert).toEqual({
        severity: 'alert',
        about: 'text',
        text: "Proxy 'web': unable to find required default_backend: 'app'.",
      });
    });

    test(`${program.version}: keeps what the machine lacks apart`, async () => {
      const verdict = await haproxyVerdict(program, `${frontend}    bind :8443 ssl crt missing.pem\n`);

      expect(verdict.messages[0]).toMatchObject({ severity: 'alert', about: 'environment', line: 8 });
    });

    test(`${program.version}: accepts a text without a listener, with the exit code for it`, async () => {
      expect(await haproxyVerdict(program, 'defaults\n    mode http\n')).toMatchObject({ exitCode: 2, accepted: true });
    });
  }
});

describeNeeding('oracle', 'real keepalived', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    test(`${program.version}: accepts a good file, whatever interfaces this machine has`, async () => {
      const verdict = await keepalivedVerdict(program, `${instance}}\n`);

      expect(verdict.messages).toEqual([]);
      expect(verdict.accepted).toBe(true);
    });

    test(`${program.version}: names the line of an unknown keyword once`, async () => {
      const verdict = await keepalivedVerdict(program, `${instance}    prioritty 90\n}\n`);

      expect(verdict.accepted).toBe(false);
      expect(verdict.messages).toEqual([{ about: 'text', line: 8, text: "Unknown keyword 'prioritty'" }]);
    });

    test(`${program.version}: keeps what the machine lacks apart`, async () => {
      const verdict = await keepalivedVerdict(program, `${instance}}\n`, { interfaces: [] });

      expect(verdict.messages).toEqual([]);
      expect(verdict.environment[0]).toMatchObject({ about: 'interface', line: 2 });
    });

    test(`${program.version}: takes a check that is gone for want of its user for the machine's`, async () => {
      const script = 'vrrp_script chk {\n    script "/bin/true"\n    user nobody-of-this-name\n}\n';
      const verdict = await keepalivedVerdict(
        program,
        `${script}${instance}    track_script {\n        chk\n    }\n}\n`,
      );

      expect(verdict.messages).toEqual([]);
      expect(verdict.environment[0]).toMatchObject({ about: 'user', line: 3 });
    });
  }
});

test('the interfaces of a text are those it sends on, adds addresses to and tracks', () => {
  const text = `${instance}
    virtual_ipaddress_excluded {
        10.0.0.1/24 dev lan1 # dev lan9
    }
    track_interface {
        lan2 weight 10
        lan0
    }
}
`;
  expect(interfacesIn(text)).toEqual(['lan0', 'lan1', 'lan2']);
});
