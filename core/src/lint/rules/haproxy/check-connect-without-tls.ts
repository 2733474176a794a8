import { type Directive, directiveSite, directivesOf, serversMayHave } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import { checkKindOf, checkPortOf, isChecked, tlsPorts, usesTls } from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const checkConnectWithoutTls: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'check-connect-without-tls',
  severity: 'warning',
  verdict: 'own',
  summary: '`http-check connect` without `ssl` to a port that expects TLS.',
  sections: ['backend', 'listen'],
  keywords: ['http-check'],
  checkSection(section, report, context) {
    if (hasPreprocessor(section) || checkKindOf(context) !== 'httpchk') return;
    const steps = directivesOf(section, 'http-check').filter((step) => step.value(0) === 'connect');
    for (const step of steps) {
      if (!isPlain(step)) continue;
      const port = portOf(step);
      const own = port ?? '';
      const server = section.servers.find(
        (candidate) =>
          isChecked(context, candidate) &&
          (port === undefined
            ? tlsPorts.has(checkPortOf(context, candidate)) || (hasTls() && usesTls(context, candidate))
            : tlsPorts.has(own)),
      );
      if (!server) continue;
      const at = { path: context.path, site: directiveSite(section, step, step.args[0], step.args[0]) };
      const shown = port ?? checkPortOf(context, server);
      report({
        at,
        message: `Health checks speak without TLS here and fail: "http-check connect" takes nothing from the server's line, and port ${shown} expects TLS. HAProxy takes the servers for down. Add "ssl" behind "connect"${usesTls(context, server) ? ', or "default" to connect as the server\'s line says' : ''}.`,
        // Without "ssl" on the server's line nothing says how its certificate is verified, which HAProxy asks for.
        ...(usesTls(context, server) && { fixes: [fix('Add "ssl"', insertAfter(at, ' ssl'))] }),
      });
      return;
    }

    function hasTls(): boolean {
      return serversMayHave(context, 'ssl') || serversMayHave(context, 'check-ssl');
    }
  },
};

/** It says neither that it uses TLS nor that it does as the server's line says, nor where it goes instead. */
function isPlain({ args, certain }: Directive): boolean {
  return certain && !args.some(({ value }) => /^(?:ssl|default|addr|via-socks4)$/.test(value));
}

/** The port that it names; undefined for that of the server. */
function portOf(step: Directive): string | undefined {
  const at = step.args.findIndex(({ value }) => value === 'port');
  return at < 0 ? undefined : step.args[at + 1]?.value;
}
