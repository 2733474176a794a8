import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { failureOf } from '#core/base/failure.ts';
import type { Log } from './log.ts';
import { wellFormed } from './well-formed.ts';

type Handler = (...input: unknown[]) => unknown;

/**
 * The connection, with every handler that is registered at it guarded: one that throws, now or later, costs its own
 * answer and an entry in the log. A question of the protocol is then answered by "nothing found", which an editor takes
 * silently; what the user asked for by a command, by an error that the user sees. Handlers get well-formed messages.
 */
export function isolated(connection: Connection, log: Log): Connection {
  return withGuards(connection, '', (feature, handler) => {
    const guarded = guardedHandler(feature, handler, log);
    return (params, ...others) => guarded(wellFormed(params), ...others);
  });
}

/** Guards what is not registered at the connection: listeners of documents, timers. */
export function guardedListener<Input extends unknown[]>(
  feature: string,
  log: Log,
  listener: (...input: Input) => unknown,
): (...input: Input) => void {
  return (...input) => {
    void guardedHandler(feature, listener as Handler, log)(...input);
  };
}

type Guard = (feature: string, handler: Handler) => Handler;

function withGuards<T extends object>(target: T, path: string, guard: Guard): T {
  return new Proxy(target, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value === 'object' && value !== null) {
        // The features of `languages` are registered at objects of their own.
        return typeof key === 'string' && (path !== '' || holders.has(key))
          ? withGuards(value, `${path}${key}.`, guard)
          : value;
      }
      if (typeof value !== 'function') return value;
      if (typeof key !== 'string' || !/^on(?![a-z])/.test(key)) return value.bind(target);
      return (...input: unknown[]): unknown => {
        const [method] = input;
        const feature = typeof method === 'string' ? method : `${path}${key}`;
        return value.apply(
          target,
          input.map((item) => (typeof item === 'function' ? guard(feature, item as Handler) : item)),
        );
      };
    },
  });
}

/** Objects of the connection at which handlers are registered, too. */
const holders = new Set(['languages', 'workspace']);

/** What has no "nothing found", or was asked for by a command. */
const needsAnswer = /^(haconf\/|onInitialize$|languages[.]diagnostics|onRename|onPrepareRename)/;

function guardedHandler(feature: string, handler: Handler, log: Log): Handler {
  const failed = (thrown: unknown): null => {
    // An answer by choice: the editor shows its text to the user.
    if (thrown instanceof ResponseError) throw thrown;
    const failure = failureOf(feature, thrown);
    log.failure(failure);
    if (!needsAnswer.test(feature)) return null;
    throw new ResponseError(
      ErrorCodes.InternalError,
      `${feature} failed (${failure.kind}): a mistake in haconf. Its output has the place, please report it.`,
    );
  };
  return (...input) => {
    const start = performance.now();
    try {
      const answer = handler(...input);
      if (!(answer instanceof Promise)) {
        log.timing(feature, performance.now() - start);
        return answer;
      }
      return answer.then((value: unknown) => {
        log.timing(feature, performance.now() - start);
        return value;
      }, failed);
    } catch (thrown) {
      return failed(thrown);
    }
  };
}
