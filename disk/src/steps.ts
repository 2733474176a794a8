/**
 * One question to the file system, which can be asked in both ways of Node: so that there is one reader for a command
 * line, which waits, and for a server, which must not.
 */
export interface Step {
  now(): unknown;
  later(done: (error: Error | null, value?: unknown) => void): void;
  /** Gives something back. Nobody has to wait for that, and it comes after all that was asked before. */
  readonly closes?: true;
  /** Gives back an answer that came when nobody waited for it any more. */
  late?(value: unknown): void;
}

/** Work on the disk, step by step; it is told the answer to each, or the system's error as an exception. */
export type Steps<T> = Generator<Step, T, unknown>;

/** Does the work at once and waits for the disk. */
export function runNow<T>(steps: Steps<T>): T {
  let next = steps.next();
  while (!next.done) {
    let answer: unknown;
    try {
      answer = next.value.now();
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next(answer);
  }
  return next.value;
}

/** The disk did not answer in so many milliseconds. Thrown into the work at the step that asked. */
export class DiskTimeout extends Error {
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`no answer in ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}
