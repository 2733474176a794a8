/** Whether an IPv6 address holds on its own link only: the same one may be on every link. */
export function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]?:/i.test(address);
}
