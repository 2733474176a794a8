/** Why a file could not be checked at all. These are findings of the command line, not of a rule. */
export type FileProblemKind = 'unreadable-file' | 'binary-file' | 'too-large-file';

export interface FileProblem {
  readonly kind: FileProblemKind;
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** What is wrong and what to do, in words. */
  readonly message: string;
}

/** No configuration is larger; a file that is was taken for one by its name. */
export const maxFileBytes = 64 * 1024 * 1024;

export function unreadable(path: string, reason: string): FileProblem {
  return {
    kind: 'unreadable-file',
    path,
    message: `This file cannot be read: ${reason}. It takes no part in any check. Mend its permissions or remove it.`,
  };
}

export function binary(path: string, head: Uint8Array): FileProblem {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const what = isUtf16 ? 'This file is UTF-16 text' : 'This file holds NUL bytes, so it is not a text';
  return {
    kind: 'binary-file',
    path,
    message: `${what}, which the program cannot read either. ${isUtf16 ? 'Save it as UTF-8' : 'Replace it with the configuration, or rename it'}.`,
  };
}

export function tooLarge(path: string, bytes: number): FileProblem {
  const megabytes = Math.ceil(bytes / 1024 / 1024);
  return {
    kind: 'too-large-file',
    path,
    message: `This file has ${megabytes} MB, and haconf reads up to ${maxFileBytes / 1024 / 1024} MB. It is hardly a configuration: rename it.`,
  };
}

/** The published id of a problem's finding. */
export function problemRule(kind: FileProblemKind): string {
  return `haconf/${kind}`;
}

/** Markdown for `haconf explain`, by published id. */
export const fileProblemDocs: ReadonlyMap<string, string> = new Map([
  [
    'haconf/not-judged',
    `# not-judged

## What it does

Says that a part of haconf failed at this file, section or cluster, and which one. Everything else was checked.

## Why it matters

What that part would have found is missing: silence is no approval here. It is a mistake in haconf, not in the file.

## Fix

Report it, with the line that \`haconf check\` writes to standard error (an editor has it in the output "haconf"): it
names the place in haconf and holds nothing of your files. Until then ask the program itself: \`haproxy -c\` or
\`keepalived -t\`.
`,
  ],
  [
    'haconf/invalid-manifest',
    `# invalid-manifest

## What it does

Reports what is wrong in a \`haconf.json\`: a mistake of the JSON, an unknown key, a file that is not there, a file that
belongs to two clusters, or a keepalived file that two nodes share without a \`configId\`.

## Why it matters

What the manifest says replaces what haconf would find by itself. A node without its files is in no prediction.

## Fix

Correct the line. \`haconf init --print\` shows what haconf would write, and an editor completes the keys by the schema.
`,
  ],
  [
    'haconf/unreadable-file',
    `# unreadable-file

## What it does

Reports a file or folder below a checked folder that cannot be opened.

## Why it matters

Every other finding, and every prediction, is made without it. A pair of which one file is missing may look sound.

## Fix

Run haconf as a user who may read the file, mend its permissions or its symbolic link, or remove it.
`,
  ],
  [
    'haconf/binary-file',
    `# binary-file

## What it does

Reports a file that is named like a configuration and has a NUL byte in its first 8 KB.

## Why it matters

HAProxy and keepalived stop at a NUL byte. Often the file was saved as UTF-16, or a compressed copy has the wrong name.

## Fix

Save it as UTF-8, or give it a name that does not end in \`.cfg\` or \`.conf\`.
`,
  ],
  [
    'haconf/too-large-file',
    `# too-large-file

## What it does

Reports a file that is named like a configuration and has more than ${maxFileBytes / 1024 / 1024} MB.

## Why it matters

It is not checked. No configuration is that large; more likely it is a log or a dump.

## Fix

Give it a name that does not end in \`.cfg\` or \`.conf\`, or move it out of the checked folder.
`,
  ],
]);
