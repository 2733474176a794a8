import {
  but,
  command,
  inBlocks,
  integer,
  type KeepalivedArgument,
  kw,
  maybe,
  oneOf,
  since,
  text,
  unsigned,
  wholeSeconds,
} from './grammar.ts';

const reverse = maybe(oneOf('reverse', [{ value: 'reverse', doc: 'Turns the effect round.' }]));

function scriptSeconds(instead: string): KeepalivedArgument {
  return {
    name: 'seconds',
    doc: 'Seconds; fractions since 2.3.2.',
    type: { kind: 'decimal', min: 0.001, max: 4294, digits: 3, decimalSince: '2.3.2', instead },
  };
}

export const scriptKeywords = [
  ...inBlocks(
    ['vrrp_script'],
    [
      command(
        kw(
          'script',
          'The command with its arguments, by its full path. There is no shell: pipes, `&&` and redirections are plain arguments.',
        ),
      ),
      kw(
        'interval',
        'Seconds between two runs; 1 by default. Fractions are understood since 2.3.2.',
        scriptSeconds('1'),
      ),
      kw(
        'timeout',
        'Seconds after which a run counts as failed; by default the interval.',
        scriptSeconds('the interval'),
      ),
      kw(
        'weight',
        'What the result does to the priority; 0 by default: a failure puts the instance into FAULT. To move the address it must be larger than the difference of the priorities.',
        integer('weight', -253, 253),
        reverse,
      ),
      kw(
        'rise',
        'Good results in a row until it counts as good; 1 by default.',
        unsigned('count', 1, 2_147_483_647, '1'),
      ),
      kw(
        'fall',
        'Failures in a row until it counts as failed; 1 by default.',
        unsigned('count', 1, 2_147_483_647, '1'),
      ),
      kw('user', 'The user (and group) that this script runs as.', text('user'), maybe(text('group'))),
      kw('init_fail', 'Meant to start in the failed state. It has no effect since 2.2.5.'),
    ],
  ),
  ...inBlocks(
    ['vrrp_track_process'],
    [
      but(
        kw('process', 'The name of the process and, if wanted, its arguments.', { ...text('command'), repeated: true }),
        { firstWins: true },
      ),
      since(
        '2.0.16',
        kw(
          'param_match',
          'How much of the arguments must agree: all of them by default.',
          maybe(oneOf('part', ['initial', 'partial'])),
        ),
      ),
      but(
        kw(
          'weight',
          'What the presence of the process does to the priority; 0 by default: FAULT without it.',
          integer('weight', -254, 254),
          reverse,
        ),
        { firstWins: true },
      ),
      kw('quorum', 'How many such processes there must be; 1 by default.', unsigned('count', 1, 65_535, '1')),
      since('2.0.16', kw('quorum_max', 'How many such processes there may be at most.', unsigned('count', 0, 65_535))),
      since('2.0.11', kw('delay', 'Seconds to wait before a change counts.', decimal())),
      since('2.0.16', kw('terminate_delay', 'Seconds to wait before a lost process counts.', decimal())),
      since('2.0.16', kw('fork_delay', 'Seconds to wait before a new process counts.', decimal())),
      since('2.0.11', kw('full_command', 'Compares the whole command line instead of the short name.')),
    ],
  ),
  ...inBlocks(
    ['track_file'],
    [
      but(kw('file', 'The file to read.', text('path')), { firstWins: true }),
      but(
        kw(
          'weight',
          'What the number in the file is multiplied with; 1 by default.',
          integer('weight', -254, 254),
          reverse,
        ),
        { firstWins: true },
      ),
      but(kw('init_file', 'Creates the file at start, with a value.', maybe({ ...text('value'), repeated: true })), {
        takesMore: true,
      }),
    ],
  ),
];

function decimal(): KeepalivedArgument {
  return {
    ...wholeSeconds(),
    doc: 'Seconds, decimals allowed.',
    type: { kind: 'decimal', min: 0.000001, max: 3600, digits: 6 },
  };
}
