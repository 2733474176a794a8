import { type Construct, times } from './construct.ts';
import { frontend, head, inLine, lines, of, sections } from './haproxy-text.ts';

/** What sections and servers have of others. */
export const inheritance: readonly Construct[] = [
  sections('defaults-chain', 300, (index) =>
    index === 0
      ? 'defaults d0\n    mode http\n'
      : `defaults d${index} from d${index - 1}\n    timeout http-request 5s\n`,
  ),
  sections('defaults-chain-with-proxies', 300, (index) =>
    index === 0
      ? 'defaults d0\n    mode http\n'
      : `defaults d${index} from d${index - 1}\nfrontend f${index} from d${index}\n    bind :${8000 + index}\n`,
  ),
  sections('defaults-cycle', 300, (index, size) => `defaults d${index} from d${(index + 1) % size}\n    mode http\n`),
  sections('defaults-self', 300, (index) => `defaults d${index} from d${index}\n    mode http\n`),
  sections('defaults-anonymous', 300, () => 'defaults\n    mode http\n    timeout client 5s\n'),
  sections('defaults-named', 300, (index) => `defaults d${index}\n    mode http\n`),
  sections('defaults-same-name', 300, () => 'defaults d\n    mode http\n'),
  sections('defaults-unknown', 300, (index) => `backend c${index} from nosuch${index}\n    mode http\n`),
  sections(
    'defaults-misspelt',
    300,
    (index) => `defaults dd${index}\n    mode http\nbackend c${index} from xdd${index}\n`,
  ),
  sections('defaults-acls-chain', 300, (index) =>
    index === 0
      ? 'defaults d0\n    mode http\n'
      : `defaults d${index} from d${index - 1}\n    acl a${index} src 192.0.2.1\n    http-request deny if a${index}\n`,
  ),
  of(
    'defaults-acls-and-proxies',
    150,
    (size) =>
      `${head}defaults named\n    mode http\n${times(size, (index) => `    acl a${index} path /${index}\n`)}` +
      times(
        size,
        (index) => `frontend f${index} from named\n    bind :${8000 + index}\n    http-request deny if a${index}\n`,
      ),
  ),
  of(
    'default-server-lines',
    600,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    default-server weight ${index % 100}\n    server s${index} 192.0.2.1:80 check\n`)}`,
  ),
  of(
    'default-server-then-servers',
    600,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    default-server weight ${index % 100}\n`)}${times(size, (index) => `    server s${index} 192.0.2.1:80 check\n`)}`,
  ),
  of(
    'default-server-resolvers',
    600,
    (size) =>
      `${frontend}backend c\n${times(size, (index) => `    default-server resolvers r${index}\n`)}    server s web:80 check\n`,
  ),
  inLine('default-server-words', 1250, 'backend c', (size) => `default-server ${'check inter 1s '.repeat(size)}`),
  lines('track-chain', 300, 'backend c', (index) =>
    index === 0 ? 'server s0 192.0.2.1:80 check' : `server s${index} 192.0.2.1:80 track s${index - 1}`,
  ),
  lines('track-chain-unchecked', 300, 'backend c', (index) => `server s${index} 192.0.2.1:80 track s${index + 1}`),
  lines('track-cycle', 300, 'backend c', (index, size) => `server s${index} 192.0.2.1:80 track s${(index + 1) % size}`),
  lines('track-unknown', 300, 'backend c', (index) => `server s${index} 192.0.2.1:80 track nosuch${index}`),
  sections(
    'track-other-backend',
    300,
    (index) => `backend c${index}\n    server s 192.0.2.1:80 track c${index + 1}/s\n`,
  ),
];
