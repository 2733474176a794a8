import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { DirectiveLine } from './line.ts';

interface Multiplexer {
  readonly since?: Version;
  readonly modes: readonly string[];
  readonly server?: false;
  readonly bind?: false;
}

/** The protocols of `proto`: in which modes, on which side, since when. */
const multiplexers: Table<Multiplexer> = table({
  fcgi: { modes: ['http'], bind: false },
  h1: { since: [2, 3], modes: ['http'] },
  h2: { modes: ['http'] },
  none: { since: [2, 3], modes: ['tcp'] },
  qmux: { since: [3, 3], modes: ['http'] },
  quic: { since: [2, 7], modes: ['http'] },
  spop: { since: [3, 1], modes: ['spop'], bind: false },
});

/** Why a version knows no such protocol; undefined when it does. */
export function multiplexerFault(name: string, version: Version): string | undefined {
  const known = multiplexers.get(name);
  const early = known?.since !== undefined && compareVersions(version, known.since) < 0;
  return known && !early ? undefined : `There is no protocol "${name}" to speak on a connection.`;
}

/** Notes that `proto` at a word does not fit the proxy: HAProxy sees that when it starts the proxy. */
export function noteMultiplexer(line: DirectiveLine, kind: 'bind' | 'server', at: number): void {
  const { proxy } = line.context;
  const known = multiplexers.get(line.value(at));
  if (!known || !proxy || proxy.defaults || line.value(0) === 'default-server') return;
  if (proxy.mode !== 'tcp' && proxy.mode !== 'http') return;
  if (known[kind] !== false && known.modes.includes(proxy.mode)) return;
  const where = known[kind] === false ? `on a "${kind}" line` : `in "mode ${proxy.mode}"`;
  line.use('enabled', `HAProxy cannot speak "${line.value(at)}" ${where}, and refuses this proxy.`, at);
}
