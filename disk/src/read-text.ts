import type { Stats } from 'node:fs';
import {
  binary,
  changing,
  type FileProblem,
  notRegular,
  slow,
  tooLarge,
  unreadable,
} from '#core/workspace/file-problem.ts';
import { closeFile, isNoFile, openFile, pathState, pause, readInto, stateOf } from './file-system.ts';
import { folder, notUtf8, reasonOfListed, specialKind } from './reasons.ts';
import { DiskTimeout, type Steps } from './steps.ts';

/** A file whose text is wanted. */
export interface TextRequest {
  /** Where it is. */
  readonly file: string;
  /** What it is called in problems. */
  readonly path: string;
  /** The most bytes that are read. */
  readonly limit: number;
  /** Whether the rest is wanted, by the first characters. */
  wanted(head: string): boolean;
  /** It was a file when somebody looked, so that this need not be asked again before it is opened. */
  readonly isFile?: boolean;
  /** A NUL byte in the head is a problem; otherwise it is a character like any other. */
  readonly refuseNul?: boolean;
}

/** `reason`: the same in a few words, for a sentence of its own; `gone`: there is no file of this name any more. */
export interface ReadProblem extends FileProblem {
  readonly reason: string;
  readonly gone?: true;
}

/** A file's text, or why there is none; undefined when it is not wanted. */
export type TextRead = { readonly text: string } | ReadProblem | undefined;

/** As much of a file as its language is recognised from. */
export const headBytes = 8 * 1024;

/** A file that changed while it was read is left alone for so long before the next try. Milliseconds. */
const pauses: readonly number[] = [20, 100, 0];

/**
 * Reads the text of a regular file, and of nothing else: a pipe could keep us waiting, a device could have no end or do
 * something when it is opened (a watchdog restarts the machine). What was a file when we asked may be a pipe when it is
 * opened, so nothing here waits, and what counts is what the descriptor is of.
 *
 * Never more than the limit is read, whatever the system says of the size; files below `/proc` say nothing of it. A text
 * is one that stood in the file at one moment, as far as the file's size and time of change tell.
 */
export function* readText(request: TextRequest): Steps<TextRead> {
  const { path } = request;
  try {
    const special = request.isFile ? undefined : specialKind((yield pathState(request.file)) as Stats);
    if (special !== undefined) {
      const gone = special === folder && (yield* isNoFile(request.file));
      return { ...notRegular(path, special), reason: `it is ${special}`, ...(gone && { gone }) };
    }
    const file = (yield openFile(request.file)) as number;
    try {
      return yield* readOpened(file, request);
    } finally {
      yield closeFile(file);
    }
  } catch (error) {
    if (error instanceof DiskTimeout) return { ...slow(path, error.limitMs), reason: 'the disk does not answer' };
    const reason = reasonOfListed(request.file, error);
    const gone = reason !== notUtf8 && (yield* isNoFile(request.file));
    return { ...unreadable(path, reason), reason, ...(gone && { gone }) };
  }
}

function* readOpened(file: number, request: TextRequest): Steps<TextRead> {
  const { path, limit } = request;
  let before = (yield stateOf(file)) as Stats;
  const special = specialKind(before);
  if (special !== undefined) return { ...notRegular(path, special), reason: `it is ${special}` };
  for (const wait of pauses) {
    const { size } = before;
    const head = yield* fill(file, Buffer.alloc(headBytes), 0, size);
    const wanted = request.wanted(head.toString('utf8'));
    if (!wanted && !(request.refuseNul && head.includes(0))) return undefined;
    const whole = isWhole(head, size) || !wanted || size > limit ? head : yield* rest(file, head, size, limit);
    if (isSame(before, (yield stateOf(file)) as Stats)) return judge(request, head, whole, size);
    yield pause(wait);
    before = (yield stateOf(file)) as Stats;
  }
  return { ...changing(path), reason: 'it is being written to' };
}

/** What a file is of which this was read, `whole` with one byte too many where there is more than the limit. */
function judge({ path, limit, refuseNul }: TextRequest, head: Buffer, whole: Buffer, size: number): TextRead {
  if (refuseNul && head.includes(0)) return { ...binary(path, head), reason: 'it is not a text' };
  if (size > limit) return { ...tooLarge(path, size, limit), reason: 'it is too large' };
  if (whole.length > limit) return { ...tooLarge(path, undefined, limit), reason: 'it is too large' };
  return { text: whole.toString('utf8') };
}

/** Whether there is nothing behind the head. Of what the system makes up the size is 0. */
function isWhole(head: Buffer, size: number): boolean {
  return head.length < headBytes || size === headBytes;
}

/** The whole of a file whose head has been read; one byte more than the limit only says that there is more. */
function* rest(file: number, head: Buffer, size: number, limit: number): Steps<Buffer> {
  let whole = head;
  for (let room = Math.max(size, headBytes); ; room = Math.min(2 * room, limit)) {
    // One byte more than there should be: then it is known that there is no more.
    const larger = Buffer.allocUnsafeSlow(room + 1);
    whole.copy(larger);
    whole = yield* fill(file, larger, whole.length, size);
    if (whole.length <= room || room >= limit) return whole;
  }
}

/**
 * Reads into a buffer from an offset on until it is full or the file ends. Returns what it holds then. With as much as
 * the file's size it is done: should the file have grown, its size and time are different afterwards.
 */
function* fill(file: number, buffer: Buffer, from: number, size: number): Steps<Buffer> {
  let length = from;
  while (length < buffer.length) {
    const count = (yield readInto(file, buffer, length)) as number;
    length += count;
    if (count === 0 || length === size) break;
  }
  return buffer.subarray(0, length);
}

function isSame(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs;
}
