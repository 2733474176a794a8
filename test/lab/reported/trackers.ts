import { type Experiment, looksFor, numberIn, pair, settled, together, tracks, vip } from './experiment.ts';

const back = 11.3;
const vips = [vip];

/** Numbers in files, checks that count the other way round, weights that add up. */
export const trackerExperiments: readonly Experiment[] = [
  {
    id: 'file-number',
    title: 'a number in a file is added to the priority',
    quick: true,
    nodes: pair(() => ({ blocks: [numberIn('drain', 'weight 1')], lines: [tracks('file', 'drain')] }), {
      files: { drain: '0' },
    }),
    vips,
    events: [together, [settled, 'write', 'a', 'drain', '-60'], [back, 'write', 'a', 'drain', '0']],
    until: 16,
  },
  {
    id: 'file-number-times-weight',
    title: 'the number is multiplied by the weight: 3 × −20',
    quick: true,
    nodes: pair(() => ({ blocks: [numberIn('drain', 'weight -20')], lines: [tracks('file', 'drain')] }), {
      files: { drain: '0' },
    }),
    vips,
    events: [together, [settled, 'write', 'a', 'drain', '2'], [back, 'write', 'a', 'drain', '3']],
    until: 16,
  },
  {
    id: 'file-number-from-the-start',
    title: 'the file holds a number when the daemon starts',
    quick: true,
    nodes: {
      ...pair(() => ({ blocks: [numberIn('drain', 'weight 1')], lines: [tracks('file', 'drain')] }), {
        files: { drain: '-60' },
      }),
      b: pair(() => ({ blocks: [numberIn('drain', 'weight 1')], lines: [tracks('file', 'drain')] }), {
        files: { drain: '0' },
      })['b'] as Experiment['nodes'][string],
    },
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'file-reverse',
    title: 'reversed, the number is taken away',
    quick: true,
    nodes: pair(() => ({ blocks: [numberIn('drain')], lines: [tracks('file', 'drain weight 10 reverse')] }), {
      files: { drain: '0' },
    }),
    vips,
    events: [together, [settled, 'write', 'a', 'drain', '6'], [back, 'write', 'a', 'drain', '5']],
    until: 16,
  },
  {
    id: 'file-weight-0',
    title: 'without a weight any number but 0 is a fault',
    nodes: pair(() => ({ blocks: [numberIn('drain', 'weight 0')], lines: [tracks('file', 'drain')] }), {
      files: { drain: '0' },
    }),
    vips,
    events: [together, [settled, 'write', 'a', 'drain', '1'], [8.3, 'write', 'a', 'drain', '0']],
    until: 13,
  },
  {
    id: 'file-weight-0-reverse',
    title: 'without a weight and reversed, 0 is the fault',
    quick: true,
    nodes: pair(
      () => ({ blocks: [numberIn('serve', 'weight 0')], lines: [tracks('file', 'serve weight 0 reverse')] }),
      {
        files: { serve: '1' },
      },
    ),
    vips,
    events: [together, [settled, 'write', 'a', 'serve', '0'], [8.3, 'write', 'a', 'serve', '1']],
    until: 13,
  },
  {
    id: 'flag-reverse',
    title: 'a flag lowers the priority while it is there',
    quick: true,
    nodes: pair(() => ({ blocks: [looksFor('upkeep')], lines: [tracks('script', 'upkeep weight 60 reverse')] })),
    vips,
    events: [together, [settled, 'touch', 'a', 'upkeep'], [back, 'rm', 'a', 'upkeep']],
    until: 17,
  },
  {
    id: 'flag-reverse-negative',
    title: 'a negative weight, reversed, raises the priority while the check fails',
    nodes: pair((name) => ({
      priority: name === 'a' ? 100 : 120,
      blocks: [looksFor('upkeep')],
      lines: name === 'a' ? [tracks('script', 'upkeep weight -40 reverse')] : [],
    })),
    vips,
    events: [together, [settled, 'touch', 'a', 'upkeep']],
    until: 12,
  },
  {
    id: 'flag-weight-0-reverse',
    title: 'without a weight and reversed, a flag is a fault',
    quick: true,
    nodes: pair(() => ({ blocks: [looksFor('upkeep')], lines: [tracks('script', 'upkeep weight 0 reverse')] })),
    vips,
    events: [together, [settled + 2, 'touch', 'a', 'upkeep'], [back, 'rm', 'a', 'upkeep']],
    until: 17,
  },
  {
    id: 'weights-add-up',
    title: 'two weights of −30 against a gap of 50: one is not enough, both are',
    quick: true,
    nodes: pair(
      () => ({
        blocks: [looksFor('one', 'weight -30'), looksFor('two', 'weight -30')],
        lines: [tracks('script', 'one', 'two')],
      }),
      { files: { one: '1', two: '1' } },
    ),
    vips,
    events: [together, [settled, 'rm', 'a', 'one'], [back, 'rm', 'a', 'two']],
    until: 18,
  },
  {
    id: 'script-and-file-add-up',
    title: 'a check and a number add up',
    nodes: pair(
      () => ({
        blocks: [looksFor('one', 'weight -30'), numberIn('drain', 'weight -1')],
        lines: [tracks('script', 'one'), tracks('file', 'drain')],
      }),
      { files: { one: '1', drain: '0' } },
    ),
    vips,
    events: [together, [settled, 'write', 'a', 'drain', '30'], [8.3, 'rm', 'a', 'one']],
    until: 15,
  },
  {
    id: 'nopreempt-and-weight',
    title: 'a weight that should move the address, on nodes that do not preempt',
    quick: true,
    nodes: pair(
      () => ({
        blocks: [looksFor('one', 'weight -60')],
        lines: ['state BACKUP', 'nopreempt', tracks('script', 'one')],
      }),
      { files: { one: '1' } },
    ),
    vips,
    events: [together, [settled, 'rm', 'a', 'one']],
    until: 12,
  },
];
