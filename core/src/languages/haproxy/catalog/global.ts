import type { Keyword } from '../../../catalog/keyword.ts';
import { choices, time, withDefaults } from './common.ts';

/** Keywords of the `global` section. */
export const globalKeywords: readonly Keyword[] = [
  {
    name: 'log',
    in: ['global', 'log-forward', ...withDefaults],
    doc: 'Sends log lines to a syslog server or socket; in a proxy, `log global` takes over those of the global section.',
    arguments: [
      { name: 'target', doc: '`global`, an address, a socket path such as `/dev/log`, `stdout` or `ring@name`.' },
      {
        name: 'facility',
        choices: choices(
          'local0',
          'local1',
          'local2',
          'local3',
          'local4',
          'local5',
          'local6',
          'local7',
          'daemon',
          'user',
        ),
        optional: true,
      },
      {
        name: 'level',
        choices: choices('emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'),
        optional: true,
        repeated: true,
      },
    ],
  },
  {
    name: 'maxconn',
    in: ['global', 'defaults', 'frontend', 'listen'],
    doc: 'Most connections at one time; further ones wait in the queue of the kernel. In `global` it is the limit of the process.',
    arguments: [{ name: 'number', doc: 'Connections.' }],
  },
  {
    name: 'stats socket',
    in: ['global'],
    doc: 'The run-time API: a socket that answers commands such as `show stat` or `set server`.',
    arguments: [{ name: 'address', doc: 'A path or an address with a port.' }],
    parameters: 'bind parameters',
  },
  {
    name: 'stats timeout',
    in: ['global'],
    doc: 'How long an idle connection to the run-time API stays open; 10 s by default.',
    arguments: [time],
  },
  {
    name: 'user',
    in: ['global'],
    doc: 'The user whose rights the process takes on after it has bound its addresses.',
    arguments: [{ name: 'user' }],
  },
  {
    name: 'group',
    in: ['global'],
    doc: 'The group whose rights the process takes on after it has bound its addresses.',
    arguments: [{ name: 'group' }],
  },
  {
    name: 'daemon',
    in: ['global'],
    doc: 'Goes into the background. Under systemd with the master-worker mode it is not wanted.',
  },
  {
    name: 'chroot',
    in: ['global'],
    doc: 'The folder that the process locks itself into; an empty one without write permission is best.',
    arguments: [{ name: 'folder' }],
  },
  {
    name: 'nbthread',
    in: ['global'],
    doc: 'Threads of the process; by default as many as there are processor cores to use.',
    arguments: [{ name: 'number' }],
  },
  {
    name: 'localpeer',
    in: ['global'],
    doc: 'The name of this process in `peers` sections; by default the host name. It must be the name of one `peer` line.',
    arguments: [{ name: 'name' }],
    since: '2.4',
  },
  { name: 'master-worker', in: ['global'], doc: 'Runs a master process that starts and reloads the workers.' },
];
