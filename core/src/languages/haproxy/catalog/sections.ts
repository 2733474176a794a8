import { type Keyword, topLevel } from '../../../catalog/keyword.ts';
import { name } from './common.ts';

/** Every keyword that starts a section. */
export const sectionHeaders: readonly Keyword[] = [
  {
    name: 'global',
    in: [topLevel],
    doc: 'Settings of the process as a whole: logging, limits, security, run-time API. Usually there is one.',
  },
  {
    name: 'defaults',
    in: [topLevel],
    doc: 'Settings that the proxies below it start from, until the next `defaults` section. A named one can be chosen with `from`.',
    arguments: [{ name: 'name', doc: 'A name to refer to with `from`.', optional: true }],
  },
  {
    name: 'frontend',
    in: [topLevel],
    doc: 'Accepts connections: where to listen, and which backend gets which request.',
    arguments: name('The name under which it is logged and found.'),
  },
  {
    name: 'backend',
    in: [topLevel],
    doc: 'A set of servers and how traffic is spread over them.',
    arguments: name('The name that `use_backend` and `default_backend` refer to.'),
  },
  {
    name: 'listen',
    in: [topLevel],
    doc: 'A frontend and its backend in one section.',
    arguments: name('The name of both halves.'),
  },
  {
    name: 'peers',
    in: [topLevel],
    doc: 'HAProxy processes that exchange the contents of stick tables, so that a standby knows them after a failover.',
    arguments: name('The name that stick tables refer to.'),
  },
  {
    name: 'resolvers',
    in: [topLevel],
    doc: 'Name servers for server addresses that are looked up at run time.',
    arguments: name('The name that servers refer to.'),
  },
  {
    name: 'mailers',
    in: [topLevel],
    doc: 'Mail servers for alerts.',
    arguments: name('The name that `email-alert mailers` refers to.'),
  },
  {
    name: 'userlist',
    in: [topLevel],
    doc: 'Users, groups and passwords for HTTP authentication.',
    arguments: name('The name that `http_auth` refers to.'),
  },
  {
    name: 'cache',
    in: [topLevel],
    doc: 'A small in-memory cache of responses.',
    arguments: name('The name that the cache rules refer to.'),
  },
  {
    name: 'program',
    in: [topLevel],
    doc: 'An external program that the master process starts and stops along with the workers.',
    arguments: name('A name for the logs.'),
    until: '3.3',
  },
  {
    name: 'http-errors',
    in: [topLevel],
    doc: 'A group of error pages that proxies can import.',
    arguments: name('The name of the group.'),
  },
  {
    name: 'ring',
    in: [topLevel],
    doc: 'A ring buffer in memory, for logs and events.',
    arguments: name('The name that `log ring@…` refers to.'),
  },
  {
    name: 'log-forward',
    in: [topLevel],
    doc: 'Receives syslog messages and passes them on.',
    arguments: name('A name for the logs.'),
    since: '2.3',
  },
  {
    name: 'log-profile',
    in: [topLevel],
    doc: 'Formats of log lines for each step of a request.',
    arguments: name('The name that `log … profile` refers to.'),
    since: '3.1',
  },
  {
    name: 'fcgi-app',
    in: [topLevel],
    doc: 'A FastCGI application: how requests to its servers are written.',
    arguments: name('The name that `use-fcgi-app` refers to.'),
  },
  {
    name: 'crt-store',
    in: [topLevel],
    doc: 'Certificates with their keys and options, under short names.',
    arguments: [{ name: 'name', doc: 'The prefix of the certificates’ names.', optional: true }],
    since: '3.0',
  },
  {
    name: 'acme',
    in: [topLevel],
    doc: 'An ACME account and certificate authority from which certificates are fetched.',
    arguments: name('The name that certificates refer to.'),
    since: '3.2',
  },
  { name: 'traces', in: [topLevel], doc: 'Trace sources to switch on at start, for debugging.', since: '3.1' },
];
