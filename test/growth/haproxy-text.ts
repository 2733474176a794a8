import { type Construct, sizesFrom, times } from './construct.ts';

const path = 'lb1/haproxy.cfg';

/** Its global and defaults sections. */
export const head = `global
    maxconn 1000
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
`;

/** What every configuration of the constructs has. */
export const frontend = `${head}frontend web
    bind :80
    default_backend b
backend b
    server s1 192.0.2.1:80 check
`;

/** A construct that is one file. `smallest` is the first of its sizes. */
export function of(id: string, smallest: number, text: (size: number) => string): Construct {
  return {
    id: `haproxy/${id}`,
    sizes: sizesFrom(smallest),
    make: (size) => ({ [path]: text(size) }),
  };
}

/** Lines of one section below what every configuration has. */
export function lines(id: string, smallest: number, section: string, line: (index: number, size: number) => string) {
  return of(id, smallest, (size) => `${frontend}${section}\n${times(size, (index) => `    ${line(index, size)}\n`)}`);
}

/** Sections that follow each other. */
export function sections(id: string, smallest: number, section: (index: number, size: number) => string): Construct {
  return of(id, smallest, (size) => frontend + times(size, (index) => section(index, size)));
}

/** One line in which something is repeated. */
export function inLine(id: string, smallest: number, section: string, text: (size: number) => string): Construct {
  return of(id, smallest, (size) => `${frontend}${section}\n    ${text(size)}\n`);
}

/** A name without any likeness to that of the next number. */
export function scattered(index: number): string {
  return `n${((index + 1) * 2_654_435_761) % 4_294_967_296}`;
}
