/** A grammar line's head: sides, places and versions. */
export interface Head {
  readonly frontend: boolean;
  readonly backend: boolean;
  readonly strict: boolean;
  /** On the other side it is not even read. */
  readonly unread: boolean;
  readonly notInDefaults: boolean;
  readonly notInAnonymous: boolean;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly body: string;
}

const known = new Map<string, Head>();

/** Splits `F!>=2.4: <time>` into what stands before and behind the colon. */
export function readHead(text: string): Head {
  const found = known.get(text);
  if (found) return found;
  const match = /^([FBei!?]*)(?:>=([\d.]+))?(?:<([\d.]+))?:\s*([\s\S]*)$/.exec(text);
  const letters = match?.[1] ?? '';
  const head: Head = {
    frontend: letters.includes('F'),
    backend: letters.includes('B'),
    strict: letters.includes('e'),
    unread: letters.includes('i'),
    notInDefaults: letters.includes('!'),
    notInAnonymous: letters.includes('?'),
    since: match?.[2],
    until: match?.[3],
    body: match?.[4] ?? '...',
  };
  known.set(text, head);
  return head;
}
