import type { CommandOutput, EventRecord, HolderChange, InstanceState, LogLine, StateChange } from './scenario.ts';

/**
 * Turns what the kernel and the daemons say into the observation's times.
 *
 * Nothing is recorded before {@link Recorder.begin}.
 */
export class Recorder {
  readonly events: EventRecord[] = [];
  readonly outputs: CommandOutput[] = [];
  readonly states: StateChange[] = [];
  readonly #log = new Map<string, LogLine[]>();
  readonly #vips: ReadonlyMap<string, string>;
  readonly #addresses: AddressChange[] = [];
  readonly #power: PowerChange[] = [];
  #begin: { readonly monotonicMs: number; readonly wallMs: number } | undefined;

  constructor(vips: readonly string[]) {
    this.#vips = new Map(vips.map((vip) => [canonicalAddress(vip), vip]));
  }

  begin(): void {
    // The wall clock reads in whole milliseconds, so wait for the start of one.
    const before = Date.now();
    let wallMs = before;
    while (wallMs === before) wallMs = Date.now();
    this.#begin = { monotonicMs: performance.now(), wallMs };
  }

  /** Seconds since the beginning. */
  now(): number {
    return this.#begin === undefined ? 0 : (performance.now() - this.#begin.monotonicMs) / 1000;
  }

  /** The node has the address, with a prefix length, from the beginning. */
  configured(node: string, link: string, address: string): void {
    const vip = this.#vips.get(canonicalAddress(address.split('/')[0] ?? ''));
    if (vip !== undefined) this.#addresses.push({ t: 0, vip, node, link, held: true });
  }

  /** A line of `ip -o -ts monitor address` on the node. */
  addressLine(node: string, line: string): void {
    const match = /^(?:\[(.*?)\] )?(Deleted )?\d+: (\S+)\s+inet6? ([^\s/]+)/.exec(line);
    const vip = this.#vips.get(match?.[4] ?? '');
    if (match === null || vip === undefined || this.#begin === undefined) return;
    const [, stamp, deleted, link = ''] = match;
    this.#addresses.push({ t: this.#kernelTime(stamp), vip, node, link, held: deleted === undefined });
  }

  /** A line that keepalived on the node wrote to its log. */
  logLine(node: string, line: string): void {
    if (this.#begin === undefined) return;
    const t = round(this.now());
    const text = line.replace(/^\w{3} \w{3} +\d+ [\d:]+ \d{4}: /, '');
    const lines = this.#log.get(node);
    if (lines === undefined) this.#log.set(node, [{ t, text }]);
    else lines.push({ t, text });
    const match = /\(([^)]+)\):? [Ee]ntering (MASTER|BACKUP|FAULT|STOP) [Ss]tate/i.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) return;
    const state = match[2] as InstanceState;
    const last = this.states.findLast((each) => each.node === node && each.instance === match[1]);
    // Some versions announce FAULT twice, with the reason and without it.
    if (last?.state !== state) this.states.push({ t, node, instance: match[1], state });
  }

  /** The node has lost or regained its power: without it, it holds nothing. */
  power(node: string, on: boolean): void {
    this.#power.push({ t: round(this.now()), node, on });
  }

  /** An event that began at `t` and has been done now. */
  event(t: number, planned: number, verb: string, args: readonly string[]): void {
    this.events.push({ t: round(t), planned, took: this.now() - t, verb, args });
  }

  output(node: string, exitCode: number | null, text: string): void {
    this.outputs.push({ t: round(this.now()), node, exitCode, text });
  }

  log(nodes: readonly string[]): Record<string, readonly LogLine[]> {
    return Object.fromEntries(nodes.map((node) => [node, this.#log.get(node) ?? []]));
  }

  /** Every change of a VIP's holders up to `until` seconds. */
  holders(until: number): HolderChange[] {
    const holding = new Map<string, Set<string>>();
    const shown = new Map<string, string>();
    const unpowered = new Set<string>();
    const changes: HolderChange[] = [];
    const recorded: (AddressChange | PowerChange)[] = [...this.#addresses, ...this.#power];
    for (const change of recorded.sort((a, b) => a.t - b.t)) {
      if (change.t > until) break;
      if ('on' in change) {
        if (change.on) unpowered.delete(change.node);
        else unpowered.add(change.node);
      } else {
        const nodes = holding.get(change.vip) ?? new Set();
        holding.set(change.vip, nodes);
        const place = `${change.node} ${change.link}`;
        if (change.held) nodes.add(place);
        else nodes.delete(place);
      }
      for (const [vip, nodes] of holding) {
        const names = new Set([...nodes].map((place) => place.split(' ')[0] ?? ''));
        const holders = [...names].filter((node) => !unpowered.has(node)).sort();
        const key = holders.join(' ');
        if (key === (shown.get(vip) ?? '')) continue;
        shown.set(vip, key);
        changes.push({ t: change.t, vip, holders });
      }
    }
    return changes;
  }

  /**
   * When the kernel's notice arrived at `ip`, which stamps it with microseconds of the wall clock: better than when this
   * process came to read it. A stamp that cannot be right, since somebody has set the clock, is not used.
   */
  #kernelTime(stamp: string | undefined): number {
    const readAt = this.now();
    const match = /^(.*)(\.\d+)$/.exec(stamp ?? '');
    const seconds = match === null ? Number.NaN : Date.parse(`${match[1]}Z`) / 1000 + Number(match[2]);
    const t = seconds - (this.#begin?.wallMs ?? 0) / 1000;
    return round(t <= readAt + 0.002 && t > readAt - 1 ? t : readAt);
  }
}

interface AddressChange {
  readonly t: number;
  readonly vip: string;
  readonly node: string;
  /** The interface: a link-local address may be on several. */
  readonly link: string;
  readonly held: boolean;
}

interface PowerChange {
  readonly t: number;
  readonly node: string;
  readonly on: boolean;
}

/** To tenths of a millisecond, which is what a start in the same run varies by. */
function round(seconds: number): number {
  return Math.max(0, Math.round(seconds * 10_000) / 10_000);
}

/** The way the kernel writes the address. */
function canonicalAddress(address: string): string {
  return address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}
