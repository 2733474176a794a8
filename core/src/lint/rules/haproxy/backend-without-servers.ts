import { memo } from '../../../base/memo.ts';
import { defaultsOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import { sectionsWhere } from '../../../languages/haproxy/selection.ts';
import type { HaproxyRule } from '../../rule.ts';

export const backendWithoutServers: HaproxyRule = {
  scope: 'haproxy',
  id: 'backend-without-servers',
  severity: 'information',
  verdict: 'own',
  summary: 'A backend in use that has neither servers nor an answer of its own.',
  check(file, report, { loadedTogether }) {
    const { config, path } = file;

    if (loadedTogether.length > 1) return;
    const { namedBackends } = overviewOf(config);
    for (const section of serverlessOf(config)) {
      if (!section.name?.known || !namedBackends.has(section.name.name)) continue;
      const defaults = defaultsOf(config, section);
      if (answers(section) || (defaults && answers(defaults))) continue;
      report({
        at: { path, site: section.name.site },
        message: `Traffic is sent to "${section.name.name}", which has no server: every request gets a 503. Add a server, or an answer such as "http-request return".`,
      });
    }
  },
};

/** Whether something in a section may answer a request. Of a defaults section all of its proxies ask. */
const answers = memo(({ directives }: HaproxySection): boolean =>
  directives.some(
    ({ keyword, args }) =>
      /^(?:server|server-template|dispatch|redirect|stats|errorfile|errorfiles|http-error|use-fcgi-app|filter|\.if|\.else)$/.test(
        keyword,
      ) ||
      (keyword === 'option' && /^(?:http_proxy|transparent)$/.test(args[0]?.value ?? '')) ||
      (/^(?:http-request|tcp-request|http-after-response|http-response)$/.test(keyword) &&
        args.some(({ value }) =>
          /^(?:return|redirect|deny|reject|tarpit|use-service|silent-drop|set-dst|auth|lua\..*)$/.test(value),
        )),
  ),
);

const serverlessOf = sectionsWhere(({ kind, servers }) => kind === 'backend' && servers.length === 0);
