import type { Keyword } from '../../../catalog/keyword.ts';
import { choices, time, withDefaults } from './common.ts';

/** Words that may follow on `bind` and `server` lines, in any order. */
export const lineParameters: readonly Keyword[] = [
  {
    name: 'transparent',
    in: ['bind parameters'],
    doc: 'Binds an address even though the host does not hold it, as a standby must for a virtual IP (Linux; needs the right CAP_NET_ADMIN at start).',
  },
  {
    name: 'interface',
    in: ['bind parameters', 'server parameters'],
    doc: 'Only this network interface.',
    arguments: [{ name: 'interface' }],
  },
  { name: 'ssl', in: ['bind parameters', 'server parameters'], doc: 'TLS on this connection.' },
  {
    name: 'crt',
    in: ['bind parameters', 'server parameters'],
    doc: 'A PEM file with certificate and key, or a folder of them.',
    arguments: [{ name: 'file' }],
  },
  {
    name: 'alpn',
    in: ['bind parameters', 'server parameters'],
    doc: 'Protocols offered in the TLS handshake.',
    arguments: [{ name: 'protocols', choices: choices('h2,http/1.1', 'h2', 'http/1.1', 'h3') }],
  },
  {
    name: 'accept-proxy',
    in: ['bind parameters'],
    doc: 'Connections start with the PROXY protocol, which tells the client’s address.',
  },
  { name: 'mode', in: ['bind parameters'], doc: 'Permissions of a socket file, octal.', arguments: [{ name: 'mode' }] },
  {
    name: 'level',
    in: ['bind parameters'],
    doc: 'What commands of the run-time API this socket accepts.',
    arguments: [{ name: 'level', choices: choices('user', 'operator', 'admin') }],
  },
  { name: 'name', in: ['bind parameters'], doc: 'A name for the statistics.', arguments: [{ name: 'name' }] },
  { name: 'check', in: ['server parameters'], doc: 'Health checks for this server.' },
  { name: 'no-check', in: ['server parameters'], doc: 'No health checks, although `default-server` asks for them.' },
  {
    name: 'inter',
    in: ['server parameters'],
    doc: 'Time between two health checks; 2 s by default.',
    arguments: [time],
  },
  {
    name: 'fall',
    in: ['server parameters'],
    doc: 'Failed checks in a row until the server is down; 3 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'rise',
    in: ['server parameters'],
    doc: 'Good checks in a row until the server is up again; 2 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'weight',
    in: ['server parameters'],
    doc: 'Share of the traffic relative to the other servers, 0 to 256; 1 by default.',
    arguments: [{ name: 'weight' }],
  },
  { name: 'backup', in: ['server parameters'], doc: 'Used only when no other server is available.' },
  {
    name: 'cookie',
    in: ['server parameters'],
    doc: 'This server’s value of the persistence cookie. It has to be the same on all nodes.',
    arguments: [{ name: 'value' }],
  },
  {
    name: 'maxconn',
    in: ['server parameters'],
    doc: 'Most connections to this server at one time; further requests wait in the queue.',
    arguments: [{ name: 'number' }],
  },
  {
    name: 'port',
    in: ['server parameters'],
    doc: 'Port for health checks, where it differs.',
    arguments: [{ name: 'port' }],
  },
  {
    name: 'disabled',
    in: ['server parameters', ...withDefaults],
    doc: 'Starts in maintenance: a disabled server gets no traffic, a disabled proxy does not listen.',
  },
  {
    name: 'resolvers',
    in: ['server parameters'],
    doc: 'The `resolvers` section that looks up this server’s name at run time.',
    arguments: [{ name: 'name' }],
  },
  {
    name: 'send-proxy',
    in: ['server parameters'],
    doc: 'Tells the server the client’s address with the PROXY protocol, version 1.',
  },
  {
    name: 'verify',
    in: ['server parameters', 'bind parameters'],
    doc: 'Whether the other side’s certificate is verified.',
    arguments: [{ name: 'mode', choices: choices('none', 'required', 'optional') }],
  },
];
