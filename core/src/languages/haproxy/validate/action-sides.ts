import { type Table, table } from '../../../base/table.ts';
import type { DirectiveLine } from './line.ts';

/** Timeouts that only a server's side has, or only a client's. */
const timeoutSides: Table<'frontend' | 'backend'> = table({
  client: 'frontend',
  server: 'backend',
  tunnel: 'backend',
  connect: 'backend',
  queue: 'backend',
});

/** The side of a proxy that an action at word `at` is for; undefined when it is for both. */
function sideOf(line: DirectiveLine, name: string, at: number): 'frontend' | 'backend' | undefined {
  switch (name) {
    case 'set-timeout':
      return line.known(at + 1) ? timeoutSides.get(line.value(at + 1)) : undefined;
    case 'set-retries':
      return 'backend';
    case 'switch-mode':
      return 'frontend';
    case 'capture':
      // With "id" it uses a slot that a frontend declares.
      return line.values.includes('len', at + 1) ? 'frontend' : undefined;
  }
  return undefined;
}

/** Refuses an action that a proxy of this kind has no use for. Says whether it did. */
export function isForOtherSide(line: DirectiveLine, name: string, at: number): boolean {
  const { proxy } = line.context;
  if (!proxy) return false;
  if (proxy.defaults) {
    return (
      name === 'set-retries' && !line.error('misplaced-keyword', at, `"${name}" is not allowed in a defaults section.`)
    );
  }
  const side = sideOf(line, name, at);
  if (side === undefined || proxy[side]) return false;
  const what = name === 'set-timeout' ? `set-timeout ${line.value(at + 1)}` : name;
  return !line.error(
    'misplaced-keyword',
    at,
    `"${what}" is for ${side} and listen sections: HAProxy refuses it in a ${proxy.kind}.`,
  );
}
