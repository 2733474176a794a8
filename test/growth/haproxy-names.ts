import { type Construct, times } from './construct.ts';
import { frontend, inLine, lines, of, scattered, sections } from './haproxy-text.ts';

/** Names that are declared, used, repeated, misspelt. */
export const names: readonly Construct[] = [
  sections('backend-same-name', 600, () => 'backend same\n    server s 192.0.2.1:80 check\n'),
  sections('frontend-and-backend-same-name', 600, (index) =>
    index % 2 ? 'backend same\n' : 'frontend same\n    default_backend same\n',
  ),
  sections('listen-same-name', 600, () => 'listen same\n    bind :81\n'),
  sections('header-alone', 1250, (index) => `backend c${index}\n`),
  sections('header-without-name', 1250, () => 'backend\n'),
  sections('section-repeated', 1250, () => 'backend c\n    balance roundrobin\n'),
  sections('backends', 600, (index) => `backend c${index}\n    server s 192.0.2.1:80 check\n`),
  lines('use_backend', 600, 'frontend f', (index) => `use_backend b if { path /${index} }`),
  lines('use_backend-unknown', 300, 'frontend f', (index) => `use_backend nosuch${index} if { path /${index} }`),
  lines('use_backend-random-names', 300, 'frontend f', (index) => `use_backend ${scattered(index)} if { path /a }`),
  of(
    'use_backend-misspelt',
    300,
    (size) =>
      `${frontend}${times(size, (index) => `backend app${index}\n`)}frontend f\n${times(size, (index) => `    use_backend apq${index} if { path /a }\n`)}`,
  ),
  of(
    'use_backend-misspelt-scattered',
    300,
    (size) =>
      `${frontend}${times(size, (index) => `backend ${scattered(index)}\n`)}frontend f\n${times(size, (index) => `    use_backend ${scattered(index + size)} if { path /a }\n`)}`,
  ),
  of(
    'default_backend-unknown-sections',
    300,
    (size) =>
      `${frontend}${times(size, (index) => `backend app${index}\nfrontend f${index}\n    default_backend apq${index}\n`)}`,
  ),
  of(
    'backends-used',
    600,
    (size) =>
      `${frontend}frontend f\n${times(size, (index) => `    use_backend c${index} if { path /a${index} }\n`)}${times(size, (index) => `backend c${index}\n    mode tcp\n`)}`,
  ),
  lines('name-used', 1250, 'frontend f', () => 'use_backend b if TRUE'),
  lines('acl-unknown', 300, 'frontend f', (index) => `http-request deny if nosuch${index}`),
  lines('acl-unused', 600, 'frontend f', (index) => `acl a${index} src 192.0.2.1`),
  lines('acl-unused-quoted', 300, 'frontend f', (index) => `acl a${index} path "/it's ${index}"`),
  lines('acl-used', 600, 'frontend f', (index) => `acl a${index} src 192.0.2.1\n    http-request deny if a${index}`),
  lines(
    'acl-misspelt',
    300,
    'frontend f',
    (index) => `acl a${index} src 192.0.2.1\n    http-request deny if xa${index}`,
  ),
  lines('acl-same-name', 600, 'frontend f', (index) => `acl same path /${index}`),
  lines('acl-name-used', 1250, 'frontend f', (index) => (index ? 'http-request deny if one' : 'acl one src 192.0.2.1')),
  lines('acl-of-defaults-used', 600, 'frontend f', () => 'http-request deny if one'),
  lines('servers-same-name', 600, 'backend c', () => 'server same 192.0.2.1:80'),
  lines('servers', 1250, 'backend c', (index) => `server s${index} 192.0.2.1:${1000 + index} check`),
  lines('servers-same-address', 600, 'backend c', (index) => `server s${index} 192.0.2.1:80 check`),
  lines('servers-without-port', 600, 'backend c', (index) => `server s${index} 192.0.2.1 check`),
  lines('servers-ssl', 600, 'backend c', (index) => `server s${index} 192.0.2.1:443 ssl check`),
  lines('servers-id', 600, 'backend c', (index) => `server s${index} 192.0.2.1:80 id ${index >> 1}`),
  lines('servers-agent', 600, 'backend c', (index) => `server s${index} 192.0.2.1:80 agent-check`),
  lines('server-words', 600, 'backend c', (index) => `server s${index} 192.0.2.1:80 chek`),
  lines('server-template', 600, 'backend c', (index) => `server-template t${index}_ 1-10 web:80`),
  lines('use-server-unknown', 300, 'backend b', (index) => `use-server nosuch${index} if TRUE`),
  of(
    'use-server-misspelt',
    300,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    server web${index} 192.0.2.1:80\n    use-server wev${index} if TRUE\n`)}`,
  ),
  lines('server-up-unknown', 300, 'frontend f', (index) => `acl a${index} srv_is_up(b/nosuch${index})`),
  of(
    'server-up-misspelt',
    300,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    server web${index} 192.0.2.1:80\n`)}frontend f\n${times(size, (index) => `    acl a${index} srv_is_up(c/wev${index})\n`)}`,
  ),
  of(
    'server-up-templates',
    300,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    server-template t${index}_ 1-10 web:80\n`)}frontend f\n${times(size, (index) => `    acl a${index} srv_is_up(c/x${index})\n`)}`,
  ),
  of(
    'nbsrv-same-name',
    300,
    (size) =>
      `${frontend}${times(size, (index) => `frontend same\nfrontend f${index}\n    acl a nbsrv(same) lt 1\n    http-request deny if a\n`)}`,
  ),
  inLine(
    'nbsrv-in-a-line',
    300,
    'frontend f',
    (size) => `http-request deny if ${'{ nbsrv(nosuch) lt 1 } '.repeat(size)}`,
  ),
];
