import { failureOf } from '#core/base/failure.ts';

/** So many failures within `windowMs` are no accident: then it is better to end, and be started anew. */
const most = 50;
const windowMs = 10_000;

/** What Node reports when nobody reads any more what we write: the editor is gone. */
const goneCodes = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_IPC_CHANNEL_CLOSED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * The last net: what was thrown outside of every guard costs a line in the log and not the process. The state that
 * answers are made of is immutable, so what a failure left half done is thrown away with it.
 */
export function catchTheRest(tell: (failure: ReturnType<typeof failureOf>) => void): void {
  let times: readonly number[] = [];
  const caught = (what: string) => (thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && goneCodes.has(String(thrown.code))) process.exit(1);
    const now = Date.now();
    times = [...times.filter((time) => now - time < windowMs), now];
    if (times.length > most) process.exit(1);
    tell(failureOf(what, thrown));
  };
  process.on('uncaughtException', caught('something that nobody waits for'));
  process.on('unhandledRejection', caught('something that nobody waits for'));
}
