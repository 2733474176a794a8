// Pieces of keepalived configurations for the constructs that grow.

/** Lines made one by one, each with its end. */
export function lines(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${text(index)}\n`).join('');
}

export function line(text: string): string {
  return `${text}\n`;
}

/** A workspace of one configuration. */
export function one(text: string): Readonly<Record<string, string>> {
  return { 'lb1/keepalived.conf': text };
}

/** A workspace of two nodes. */
export function pair(text: (node: number) => string): Readonly<Record<string, string>> {
  return { 'site/lb1/keepalived.conf': text(1), 'site/lb2/keepalived.conf': text(2) };
}

interface InstanceParts {
  readonly id?: number;
  readonly priority?: number;
  readonly addresses?: string;
  readonly scripts?: string;
  readonly more?: string;
}

/** A block of an instance whose name, id and address are made of a number. */
export function instance(number: number, parts: InstanceParts = {}): string {
  const { id = 1 + (number % 255), priority = 100, more = '', scripts } = parts;
  const { addresses = `  10.${number >> 8}.${number & 255}.100/24\n` } = parts;
  const tracked = scripts === undefined ? '' : ` track_script {\n${scripts} }\n`;
  return `vrrp_instance VI_${number} {
 interface eth0
 virtual_router_id ${id}
 priority ${priority}
${more}${tracked} virtual_ipaddress {
${addresses} }
}
`;
}

export function script(name: string): string {
  return `vrrp_script ${name} {\n script "/usr/bin/pgrep ${name}"\n interval 2\n}\n`;
}
