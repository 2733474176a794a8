import { writeSync } from 'node:fs';
import { type Counts, count, type Failure, thrown } from '../area.ts';
import { cpuMs } from './machine-speed.ts';
import { asText } from './plain.ts';
import type { Asked, Question } from './questions.ts';

/** How long a question may take. */
export interface Limits {
  /** Of any question, in ms of CPU. */
  readonly ms: number;
  /** And for each character of all texts. */
  readonly msPerCharacter: number;
}

/**
 * Asks questions and notes what goes wrong: a throw, or a time that is out of proportion. The first is certain at once;
 * a slow answer is asked for again by `again`, on a workspace that knows nothing yet, and the least time counts.
 */
export class Watch {
  readonly failures: Failure[] = [];
  readonly #counts: Counts;
  readonly #limits: Limits;
  readonly #note: number | undefined;

  /** `note`: a file that always holds what is being asked, for whoever has to end a process that hangs. */
  constructor(counts: Counts, limits: Limits, note?: number) {
    this.#counts = counts;
    this.#limits = limits;
    this.#note = note;
  }

  /** The answer as text; undefined when it threw. */
  ask(question: Question, asked: Asked, size: number, again?: () => Asked): string | undefined {
    return this.run(question.id, () => asText(question.ask(asked)), {
      size,
      heavy: question.heavy === true,
      ...(again && { again: () => question.ask(again()) }),
    });
  }

  run<T>(
    what: string,
    work: () => T,
    { size, heavy = false, again }: { readonly size: number; readonly heavy?: boolean; readonly again?: () => unknown },
  ): T | undefined {
    count(this.#counts, 'calls');
    if (this.#note !== undefined) writeSync(this.#note, what.padEnd(40), 0);
    const limit = (this.#limits.ms + this.#limits.msPerCharacter * size) * (heavy ? 5 : 1);
    const start = cpuMs();
    try {
      const answer = work();
      const took = cpuMs() - start;
      if (took > limit && again) this.#slow(what, took, limit, again);
      return answer;
    } catch (error) {
      this.failures.push(thrown(what, error));
      return undefined;
    }
  }

  #slow(what: string, first: number, limit: number, again: () => unknown): void {
    let least = first;
    for (let run = 0; run < 2 && least > limit; run++) {
      const start = cpuMs();
      again();
      least = Math.min(least, cpuMs() - start);
    }
    if (least <= limit) return;
    const detail = `${what} took ${Math.round(least)} ms of CPU, where ${Math.round(limit)} ms are a lot`;
    this.failures.push({ oracle: 'slow', key: what, detail });
  }
}
