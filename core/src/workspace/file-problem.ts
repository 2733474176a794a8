/** Why a file, or a part of a folder, could not be looked at. Adapters say it; no rule does. */
export type FileProblemKind =
  | 'unreadable-file'
  | 'binary-file'
  | 'too-large-file'
  | 'not-a-regular-file'
  | 'changing-file'
  | 'slow-file'
  | 'too-many-files';

export interface FileProblem {
  readonly kind: FileProblemKind;
  /** Of the file, or of the folder of which something was left out. */
  readonly path: string;
  /** What is wrong and what to do, in words. */
  readonly message: string;
  /** It is about a folder, in which there may be nothing of interest. */
  readonly ofFolder?: true;
}

/** The published id of a problem's finding. */
export function problemRule(kind: FileProblemKind): string {
  return `haconf/${kind}`;
}

export function unreadable(path: string, reason: string): FileProblem {
  return {
    kind: 'unreadable-file',
    path,
    message: `This file cannot be read: ${reason}. It takes no part in any check. Mend its permissions or remove it.`,
  };
}

export function unreadableFolder(path: string, reason: string): FileProblem {
  return {
    kind: 'unreadable-file',
    path,
    message: `This folder cannot be read: ${reason}. What is in it takes no part in any check. Mend its permissions or remove it.`,
    ofFolder: true,
  };
}

/** `head` is the beginning of the file, with the NUL byte in it. */
export function binary(path: string, head: Uint8Array): FileProblem {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const what = isUtf16 ? 'This file is UTF-16 text' : 'This file holds NUL bytes, so it is not a text';
  return {
    kind: 'binary-file',
    path,
    message: `${what}, which the program cannot read either. ${isUtf16 ? 'Save it as UTF-8' : 'Replace it with the configuration, or rename it'}.`,
  };
}

/** `bytes` is undefined where the system does not say how much there is. */
export function tooLarge(path: string, bytes: number | undefined, limit: number): FileProblem {
  const size = bytes === undefined ? `more than ${megabytes(limit)}` : `${megabytes(bytes)}`;
  return {
    kind: 'too-large-file',
    path,
    message: `This file has ${size} MB, and haconf reads up to ${megabytes(limit)} MB. It is hardly a configuration: rename it.`,
  };
}

/** `what` it is instead: `a named pipe`. */
export function notRegular(path: string, what: string): FileProblem {
  return {
    kind: 'not-a-regular-file',
    path,
    message: `This is ${what}, not a file with a text. It is not read and takes no part in any check. Put the configuration here, or rename it.`,
  };
}

export function changing(path: string): FileProblem {
  return {
    kind: 'changing-file',
    path,
    message:
      'This file was written to each time that haconf read it, so that no whole text was found. It takes no part in any check. Check again when the writing is done.',
  };
}

/** `limitMs` is how long it was waited for. */
export function slow(path: string, limitMs: number): FileProblem {
  return {
    kind: 'slow-file',
    path,
    message: `The disk did not answer in ${Math.round(limitMs / 1000)} seconds. This takes no part in any check. Look whether the disk is mounted over a network that is down.`,
  };
}

/** `what` was left out below `path`: `the files beyond the first 10,000`. */
export function tooMany(path: string, what: string): FileProblem {
  return {
    kind: 'too-many-files',
    path,
    message: `There is more here than haconf reads: ${what} are left out and take no part in any check. Choose a folder that holds the configurations only.`,
  };
}

/** 20,000 for 20000. The engine's own way takes 8 ms when it is first used, and this stands in what is read at the start. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
