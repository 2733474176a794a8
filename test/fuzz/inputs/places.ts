import type { Dice } from '../../lab/random/dice.ts';
import type { NamedText } from '../trial.ts';

const oddNodes = ['__proto__', 'constructor', 'toString', 'a b', 'ü', 'x'.repeat(200), '..', '$X', '%2F', 'LB1', 'lb1'];

/** The same files on machines with other names. */
export function renamed(dice: Dice, files: readonly NamedText[]): NamedText[] {
  const names = new Map<string, string>();
  return files.map(({ path, text }) => {
    const parts = path.split('/');
    const place = dice.between(0, Math.max(0, parts.length - 2));
    const part = parts[place] ?? '';
    if (parts.length < 2) return { path: `${dice.pick(oddNodes)}/${path}`, text };
    if (!names.has(part)) names.set(part, dice.pick(oddNodes));
    return { path: parts.with(place, names.get(part) ?? part).join('/'), text };
  });
}

/** What lies beside configurations: a manifest that speaks of them, sysctl, scripts, units. */
export function hostFiles(dice: Dice, files: readonly NamedText[]): NamedText[] {
  const folder = dice.pick(['', 'lb1/', 'lb2/etc/']);
  return [
    { path: `${dice.pick(['', 'a/'])}haconf.json`, text: manifest(dice, files) },
    {
      path: `${folder}sysctl.d/90.conf`,
      text: dice.pick([
        'net.ipv4.ip_nonlocal_bind = 1\n',
        'net.ipv4.ip_nonlocal_bind=__proto__\n',
        `a${' '.repeat(900)}b\n`,
      ]),
    },
    { path: `${folder}check_haproxy.sh`, text: dice.pick(['#!/bin/sh\nkillall -0 haproxy\n', 'pidof haproxy', '']) },
    { path: `${folder}haproxy.service`, text: '[Service]\nExecStart=/usr/sbin/haproxy -f /etc/haproxy/haproxy.cfg\n' },
  ].filter(() => dice.chance(0.6));
}

function manifest(dice: Dice, files: readonly NamedText[]): string {
  const name = (): string => dice.pick(['edge', 'lb1', 'lb2', ...oddNodes]);
  const path = (): unknown => dice.pick(['lb1', '.', '**', '*a*a*a*a*b', 1, null, ...files.map((file) => file.path)]);
  const named = (make: () => unknown): unknown =>
    Object.fromEntries(Array.from({ length: dice.between(0, 3) }, () => [name(), make()]));
  const anInterface = (): unknown => ({ addresses: dice.pick([['10.0.0.1/24'], ['x'], [1], null]), segment: name() });
  const node = (): unknown => ({
    files: [path(), path()],
    ...(dice.chance(0.3) && { configId: name() }),
    ...(dice.chance(0.3) && { haproxy: dice.pick(['2.4', 'constructor', 3]) }),
    ...(dice.chance(0.3) && { keepalived: dice.pick(['2.2', '__proto__', []]) }),
    ...(dice.chance(0.5) && { interfaces: named(anInterface) }),
    ...(dice.chance(0.2) && { [name()]: 1 }),
  });
  const clusters = named(() => ({ nodes: named(node), ...(dice.chance(0.3) && { keepalived: '2.2.8' }) }));
  const text = JSON.stringify({ clusters }, null, 2);
  return dice.chance(0.2) ? text.slice(0, dice.between(0, text.length)) : text;
}
