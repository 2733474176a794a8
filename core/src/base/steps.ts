/**
 * Work that can be left and taken up again: after each piece it says what the piece cost, in units of its own, so that
 * whoever does it can stop after so many, or do something else in between.
 */
export type Steps<Result> = Generator<number, Result, void>;

/** Does all of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
