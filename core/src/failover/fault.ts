import type { FailoverModel } from './vrrp/model.ts';
import type { Tracker } from './vrrp/trackers.ts';

/** Something that breaks, as it is named on the command line: `lb1:crash`, `lb1:if:eth0`, `cut:lb1`. */
export type Fault =
  | { readonly kind: 'crash' | 'kill' | 'stop' | 'haproxy'; readonly node: string }
  | { readonly kind: 'check' | 'if'; readonly node: string; readonly name: string }
  | { readonly kind: 'cut'; readonly node: string };

/** The fault as text, for whoever is outside: commands, requests, pictures. `readFault` is the way back. */
export function formatFault(fault: Fault): string {
  if (fault.kind === 'cut') return `cut:${fault.node}`;
  return fault.kind === 'check' || fault.kind === 'if'
    ? `${fault.node}:${fault.kind}:${fault.name}`
    : `${fault.node}:${fault.kind}`;
}

/** What a fault means to a person: "lb1 loses power". */
export function faultInWords(fault: Fault): string {
  const { node } = fault;
  switch (fault.kind) {
    case 'crash':
      return `${node} loses power`;
    case 'kill':
      return `keepalived on ${node} is killed`;
    case 'stop':
      return `keepalived on ${node} is stopped`;
    case 'haproxy':
      return `HAProxy on ${node} goes down`;
    case 'check':
      return `the check ${fault.name} fails on ${node}`;
    case 'if':
      return `interface ${fault.name} of ${node} goes down`;
    case 'cut':
      return `${node} is cut off from the others`;
  }
}

/** Reads a fault, whatever cluster it is of; undefined where the text is none. A node's name may hold colons. */
export function readFault(text: string): Fault | undefined {
  if (text.startsWith('cut:')) return { kind: 'cut', node: text.slice('cut:'.length) };
  const [, node = '', whole] = /^(.*):(crash|kill|stop|haproxy)$/s.exec(text) ?? [];
  if (whole) return { kind: whole as 'crash', node };
  const [, owner = '', part, name = ''] = /^(.*?):(check|if):(.*)$/s.exec(text) ?? [];
  return part ? { kind: part as 'check', node: owner, name } : undefined;
}

/** Reads a fault of a cluster; the error says what would have been understood, with the names that the cluster has. */
export function parseFault(model: FailoverModel, text: string): Fault | { readonly error: string } {
  const fault = readFault(text);
  const node = fault?.node ?? text.split(':')[0] ?? '';
  if (!model.nodes.includes(node)) {
    return { error: `"${text}": no node is called "${node}" (there are ${model.nodes.join(', ')})` };
  }
  if (!fault) {
    const form = 'NODE:crash, NODE:kill, NODE:stop, NODE:haproxy, NODE:check:NAME, NODE:if:NAME or cut:NODE';
    return { error: `"${text}" is not a fault: expected ${form}` };
  }
  if (fault.kind !== 'check' && fault.kind !== 'if') return fault;
  const known = fault.kind === 'if' ? interfacesOf(model, node) : writtenChecks(model, node);
  if (known.includes(fault.name)) return fault;
  const what = fault.kind === 'if' ? 'interface' : 'check';
  return { error: `"${text}": ${node} has no ${what} "${fault.name}" (it has ${known.join(', ') || 'none'})` };
}

/** Every check that the node's files speak of: one that keepalived drops can fail, too, and nothing follows. */
function writtenChecks(model: FailoverModel, node: string): readonly string[] {
  const written = model.routers
    .filter((router) => router.node === node)
    .flatMap(({ member: { instance, config } }) =>
      [...config.scripts, ...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles].map(
        (named) => named.name,
      ),
    );
  return [...new Set([...checksOf(model, node), ...written])];
}

/** A file with a weight has a number, not a state: what it would be after a fault, nobody can tell. */
function canFail(tracker: Tracker): boolean {
  return tracker.kind === 'script' || tracker.kind === 'process' || (tracker.kind === 'file' && tracker.weight === 0);
}

/** Interfaces that a node's instances use or track. */
export function interfacesOf(model: FailoverModel, node: string): readonly string[] {
  const names = model.routers
    .filter((router) => router.node === node)
    .flatMap((router) => [
      ...(router.interface === '' ? [] : [router.interface]),
      ...router.ownInterfaces,
      ...router.trackers.flatMap((tracker) => (tracker.kind === 'interface' ? [tracker.name] : [])),
    ]);
  return [...new Set(names)];
}

/** Scripts, processes and files that a node's instances track and that are up or down. */
export function checksOf(model: FailoverModel, node: string): readonly string[] {
  const names = model.routers
    .filter((router) => router.node === node)
    .flatMap((router) => router.trackers.flatMap((tracker) => (canFail(tracker) ? [tracker.name] : [])));
  return [...new Set(names)];
}
