import { block, type Experiment, pair, settled, together, tracks, vip } from './experiment.ts';

const bindsVip = `defaults
  mode tcp
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend web
  bind ${vip}:80
`;

const watchesHaproxy = (...lines: string[]): string =>
  block('vrrp_script chk_haproxy', ['script "/usr/bin/pgrep -x haproxy"', 'interval 1', ...lines]);

/** HAProxy that runs on the holder alone. */
export const serviceExperiments: readonly Experiment[] = [
  {
    id: 'service-weight-0-reverse',
    title: 'without a weight and reversed, a check of a service that runs keeps everybody out',
    quick: true,
    nodes: pair(() => ({ blocks: [watchesHaproxy()], lines: [tracks('script', 'chk_haproxy weight 0 reverse')] }), {
      haproxy: bindsVip,
    }),
    vips: [vip],
    events: [together],
    until: 7,
  },
  {
    id: 'haproxy-binds-everywhere',
    title: 'HAProxy binds the address on the standby, too',
    quick: true,
    nodes: pair(() => ({ blocks: [watchesHaproxy('weight -60')], lines: [tracks('script', 'chk_haproxy')] }), {
      haproxy: bindsVip,
    }),
    vips: [vip],
    events: [together, [settled, 'haproxy', 'a', 'down']],
    fault: { t: settled, name: 'a:haproxy' },
    until: 13,
  },
  {
    id: 'haproxy-cannot-bind-on-the-standby',
    simulated: false,
    title: 'HAProxy cannot bind the address where it is not, and its check has a weight: the holder keeps it',
    quick: true,
    nodes: pair(() => ({ blocks: [watchesHaproxy('weight -60')], lines: [tracks('script', 'chk_haproxy')] }), {
      haproxy: bindsVip,
      nonlocalBind: false,
    }),
    vips: [vip],
    events: [
      together,
      [settled, 'haproxy', 'a', 'up'],
      [settled + 0.3, 'haproxy', 'b', 'up'],
      [9.3, 'haproxy', 'a', 'down'],
    ],
    fault: { t: 9.3, name: 'a:haproxy' },
    until: 16,
  },
  {
    id: 'haproxy-cannot-bind-weight-0',
    simulated: false,
    title: 'HAProxy cannot bind an address that nobody has, and its check has no weight: nobody takes it',
    quick: true,
    nodes: pair(() => ({ blocks: [watchesHaproxy()], lines: [tracks('script', 'chk_haproxy')] }), {
      haproxy: bindsVip,
      nonlocalBind: false,
    }),
    vips: [vip],
    events: [together],
    until: 8,
  },
  {
    id: 'haproxy-cannot-bind-unchecked',
    simulated: false,
    title: 'HAProxy cannot bind the address on the standby, and nobody checks it',
    nodes: pair(() => ({}), { haproxy: bindsVip, nonlocalBind: false }),
    vips: [vip],
    events: [together, [settled, 'haproxy', 'a', 'up'], [8.3, 'stop', 'a']],
    fault: { t: 8.3, name: 'a:stop' },
    until: 12,
  },
  {
    id: 'notify-stops-haproxy',
    title: 'HAProxy is stopped on the backup, where its check lowers the priority',
    quick: true,
    nodes: pair(
      () => ({
        blocks: [watchesHaproxy('weight -60')],
        lines: [
          tracks('script', 'chk_haproxy'),
          'notify_backup "%D%/haproxy.sh stop"',
          'notify_master "%D%/haproxy.sh start"',
        ],
      }),
      { haproxy: bindsVip, files: { 'haproxy.sh': notifyScript() } },
    ),
    vips: [vip],
    events: [together, [9.3, 'stop', 'a']],
    fault: { t: 9.3, name: 'a:stop' },
    until: 15,
  },
  {
    id: 'notify-stops-haproxy-weight-0',
    title: 'HAProxy is stopped on the backup, where its check is a fault',
    nodes: pair(
      () => ({
        blocks: [watchesHaproxy()],
        lines: [
          tracks('script', 'chk_haproxy'),
          'notify_backup "%D%/haproxy.sh stop"',
          'notify_master "%D%/haproxy.sh start"',
        ],
      }),
      { haproxy: bindsVip, files: { 'haproxy.sh': notifyScript() } },
    ),
    vips: [vip],
    events: [together, [9.3, 'stop', 'a']],
    fault: { t: 9.3, name: 'a:stop' },
    until: 15,
  },
];

/** What `systemctl start haproxy` does on a real machine. The folder is the script's own. */
function notifyScript(): string {
  return `#!/bin/sh
case "$1" in
  stop) pkill -x haproxy ;;
  start) pgrep -x haproxy || haproxy -D -f "$(dirname "$0")/haproxy.cfg" ;;
esac
`;
}
