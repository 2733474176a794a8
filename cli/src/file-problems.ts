import { withCommas } from '#core/workspace/file-problem.ts';

/** No configuration is larger; a file that is was taken for one by its name. Bytes. */
export const maxFileBytes: number = 64 * 1024 * 1024;

/** How far the command line looks below a folder. More than any set of configurations, and less than fills the memory. */
export const limits = { folders: 100_000, files: 200_000, entries: 2_000_000, depth: 200 } as const;

/** Configurations, of all files that might be some. A machine has two or three. */
export const maxFiles = 20_000;

/** All texts together; the program needs several times as much memory. Bytes. */
export const maxBytes: number = 256 * 1024 * 1024;

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
belongs to two clusters, a version that haconf does not know, or a keepalived file that two nodes share without a \`configId\`.

## Why it matters

What the manifest says replaces what haconf would find by itself. A node without its files is in no prediction.

## Fix

Correct the line. \`haconf init --print\` shows what haconf would write, and an editor completes the keys by the schema.
`,
  ],
  [
    'haconf/unknown-directive',
    `# unknown-directive

## What it does

Reports a \`# haconf:\` comment of which nothing, or not all, is read: a misspelt program, rule or word, a version that
is none, or one that haconf does not know.

## Why it matters

The file is then judged for another version than its author believes, or a finding is not left out.

## Fix

Write it as one of these:

\`\`\`haproxy
# haconf: haproxy=2.8 keepalived=2.2
# haconf: ignore haproxy/unused-acl
# haconf: ignore-file server-without-check
\`\`\`
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
  [
    'haconf/not-a-regular-file',
    `# not-a-regular-file

## What it does

Reports something that is named like a configuration and is no file with a text: a named pipe, a socket, a device, or a
symbolic link to one of these or to a folder.

## Why it matters

It is not read: a pipe may wait for ever, and a device may have no end. Every other finding, and every prediction, is
made without it. Folders behind symbolic links are not searched, since they may lead round in circles.

## Fix

Put the configuration itself there, or give the pipe or link another name. A pipe that is given by name is read.
`,
  ],
  [
    'haconf/changing-file',
    `# changing-file

## What it does

Reports a file whose size or time of change differed before and after it was read, three times in a row.

## Why it matters

What was read may be half of the old text and half of the new one, so it is not checked.

## Fix

Check again when the program that writes the file is done. A log should not be named like a configuration.
`,
  ],
  [
    'haconf/slow-file',
    `# slow-file

## What it does

Reports, in an editor, a file or folder that the disk said nothing of for ten seconds. The command line waits.

## Why it matters

It takes no part in any check or prediction. A pair of which one file is missing may look sound.

## Fix

Look whether the disk is mounted over a network that is down; then save the file, or reload the window.
`,
  ],
  [
    'haconf/too-many-files',
    `# too-many-files

## What it does

Reports that a folder holds more than haconf looks at: ${withCommas(maxFiles)} configurations,
${withCommas(limits.folders)} folders, ${withCommas(limits.entries)} files of any kind, ${limits.depth} levels, or ${maxBytes / 1024 / 1024} MB of text.

## Why it matters

What is beyond that takes no part in any check or prediction. A pair of which one file is missing may look sound.
In an editor the limits are lower, as it has to answer meanwhile: 5,000 configurations, 20,000 folders, 100 levels, 64 MB
of text, and 8 MB in one file. What is opened in the editor is checked whatever its size.

## Fix

Give haconf the folder with the configurations, not one far above it.
`,
  ],
]);
