import {
  type Directive,
  directiveSite,
  directivesOf,
  type HaproxySection,
  serversMayHave,
} from '../../../languages/haproxy/config.ts';
import { addLineBelow, fix } from '../../fix.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const checkWithoutHost: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'check-without-host',
  severity: 'information',
  verdict: 'own',
  summary: 'A health check in HTTP/1.1 that sends no Host header.',
  sections: ['backend', 'listen'],
  keywords: ['option'],
  checkSection(section, report, context) {
    const { path, defaults } = context;
    if (hasPreprocessor(section)) return;
    const check = directivesOf(section, 'option').findLast(({ negated, args }) => !negated && isCheck(args[0]?.value));
    if (!check?.certain || check.value(0) !== 'httpchk' || check.args.length !== 4) return;
    if (check.value(3) !== 'HTTP/1.1' || sendsHost(section) || (defaults && sendsHost(defaults))) return;
    // HTTP/2 names the host in another way.
    if (serversMayHave(context, 'proto') || serversMayHave(context, 'check-proto')) return;
    const at = { path, site: directiveSite(section, check) };
    report({
      at,
      message:
        'Most servers answer this health check with 400: HTTP/1.1 asks for a Host header, and HAProxy sends none by itself. Add a line "http-check send hdr Host <name>", or leave "HTTP/1.1" out.',
      fixes: [fix('Send a Host header', addLineBelow(at, 'http-check send hdr Host localhost'))],
    });
  },
};

function isCheck(option = ''): boolean {
  return /^(?:httpchk|[a-z]+-check|ssl-hello-chk|smtpchk)$/.test(option);
}

/** Whether some step sends a Host header, or perhaps does. */
function sendsHost(section: HaproxySection): boolean {
  return directivesOf(section, 'http-check').some(
    (step: Directive) => !step.certain || /^(?:send|connect)$/.test(step.value(0) ?? ''),
  );
}
