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

/** The names by which faults of a cluster can be given. */
export interface Breakable {
  readonly nodes: readonly string[];
  /** Interfaces whose loss makes a difference to the node. */
  readonly interfacesOf: (node: string) => readonly string[];
  /** Every check that the node's files speak of: one that its manager drops can fail, too, and nothing follows. */
  readonly checksOf: (node: string) => readonly string[];
}

/** Reads a fault of a cluster; the error says what would have been understood, with the names that the cluster has. */
export function parseFault(
  { nodes, interfacesOf, checksOf }: Breakable,
  text: string,
): Fault | { readonly error: string } {
  const fault = readFault(text);
  const node = fault?.node ?? text.split(':')[0] ?? '';
  if (!nodes.includes(node)) {
    return { error: `"${text}": no node is called "${node}" (there are ${nodes.join(', ')})` };
  }
  if (!fault) {
    const form = 'NODE:crash, NODE:kill, NODE:stop, NODE:haproxy, NODE:check:NAME, NODE:if:NAME or cut:NODE';
    return { error: `"${text}" is not a fault: expected ${form}` };
  }
  if (fault.kind !== 'check' && fault.kind !== 'if') return fault;
  const known = fault.kind === 'if' ? interfacesOf(node) : checksOf(node);
  if (known.includes(fault.name)) return fault;
  const what = fault.kind === 'if' ? 'interface' : 'check';
  return { error: `"${text}": ${node} has no ${what} "${fault.name}" (it has ${known.join(', ') || 'none'})` };
}
