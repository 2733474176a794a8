import type { Connection } from 'vscode-languageserver';
import { type Failure, failureLine } from '#core/base/failure.ts';

/** What is told of the server's own work, each level with all above it. */
export const logLevels = ['error', 'warning', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The part of the settings that is about the log. */
export interface RawLog {
  readonly log?: { readonly level?: unknown };
}

/** So many different failures are told; a server that has more of them has said enough. */
const mostFailures = 200;

/** Writes to the editor's output by `window/logMessage`. Texts of configurations are never in it. */
export class Log {
  readonly #connection: Connection;
  readonly #told = new Set<string>();
  #level: LogLevel = 'info';

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  configure(raw: RawLog): void {
    this.#level = logLevels.find((level) => level === raw.log?.level) ?? 'info';
  }

  /** One entry for each way to fail, at the first place where it happens: a rule that fails would at every keystroke. */
  failure(failure: Failure, place?: string): void {
    const key = `${failure.what}\n${failure.stack}`;
    if (this.#told.has(key) || this.#told.size >= mostFailures) return;
    this.#told.add(key);
    const where = place === undefined ? '' : ` (at ${place})`;
    this.#connection.console.error(`${failureLine(failure)}${where}\n${failure.stack}`);
  }

  warning(text: string): void {
    if (this.#level !== 'error') this.#connection.console.warn(text);
  }

  info(text: string): void {
    if (this.#level === 'info' || this.#level === 'debug') this.#connection.console.info(text);
  }

  /** How long something took, in milliseconds. */
  timing(what: string, took: number): void {
    if (this.#level === 'debug') this.#connection.console.debug(`${what} took ${took.toFixed(1)} ms`);
  }
}
