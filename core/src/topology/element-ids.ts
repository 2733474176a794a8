/**
 * The ids of what a picture shows. They depend on names only, so that the same thing has the same id before and after a
 * fault; whatever leads from a file to the picture makes them here, too.
 */
export const elementId = {
  node: (node: string): string => `node:${node}`,
  /** `nth`: of several instances of one name on a machine. */
  member: (node: string, instance: string, nth = 1): string => `member:${node}/${instance}${nth > 1 ? `~${nth}` : ''}`,
  /** The instances of a machine that are drawn as one. */
  members: (node: string): string => `members:${node}`,
  vip: (vip: string): string => `vip:${vip}`,
  /** Addresses that are drawn as one. */
  vips: (fate: string): string => `vips:${fate}`,
  link: (left: string, right: string): string => `link:${left}-${right}`,
  check: (node: string, name: string): string => `check:${node}/${name}`,
  interface: (node: string, name: string): string => `interface:${node}/${name}`,
  /** Parts of which each machine has one: `power`, `network`, the program that moves addresses. */
  part: (name: string, node: string): string => `${name}:${node}`,
  haproxy: (node: string): string => `haproxy:${node}`,
  section: (kind: string, name: string): string => `${kind}:${name}`,
  /** `section`: the id of the section that has the server. */
  server: (section: string, name: string): string => `server:${ownerOf(section)}/${name}`,
  servers: (section: string): string => `servers:${ownerOf(section)}`,
  /** The backends that only one frontend uses. */
  backends: (frontend: string): string => `backends:${frontend}`,
  /** What closes an open fold. */
  fold: (fold: string): string => `fold:${fold}`,
} as const;

/** A backend goes by its name, a `listen` section by its id. */
function ownerOf(section: string): string {
  return section.replace(/^backend:/, '');
}
