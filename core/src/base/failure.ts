/** Something of ours that threw: a mistake in haconf, whatever the files hold. Kept as a value, so that it costs only its own answer. */
export interface Failure {
  /** What failed: a rule's id, a request, or a step of the work in words. */
  readonly what: string;
  /** The kind of the error: `TypeError`. */
  readonly kind: string;
  /** Where it was thrown, innermost first, without the error's message: that may quote a configuration. */
  readonly stack: string;
}

/** As many frames as tell where it was; an overflow has thousands. */
const mostFrames = 20;

/** What a thrown value says of itself, whatever it is. */
export function failureOf(what: string, thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { what, kind: typeof thrown, stack: '' };
  const frames = String(thrown.stack ?? '').match(/^ {4}at .{0,500}$/gm) ?? [];
  return { what, kind: nameOf(thrown), stack: frames.slice(0, mostFrames).join('\n') };
}

/** In one line: `haproxy/unknown-option failed: TypeError at optionOf (…)`. */
export function failureLine({ what, kind, stack }: Failure): string {
  const [frame = ''] = stack.split('\n');
  return `${what} failed: ${kind}${frame.slice(3)}`;
}

/** Only what is a name: it could have been set to anything. */
function nameOf({ name }: Error): string {
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}

/** What `answer` gives, or what `instead` makes of the failure. */
export function guarded<T>(what: string, answer: () => T, instead: (failure: Failure) => T): T {
  try {
    return answer();
  } catch (thrown) {
    return instead(failureOf(what, thrown));
  }
}
