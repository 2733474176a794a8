/** A connection that a command opens by a redirection. */
export interface BashConnection {
  /** `/dev/tcp` or `/dev/udp`. */
  readonly name: string;
  readonly shell: string;
  /** No shell is written. */
  readonly bare: boolean;
}

/** A redirection that only Bash understands, in a line that another shell reads. */
export function bashConnection(text: string): BashConnection | undefined {
  const found = /[<>]\s*(?<name>\/dev\/(?:tcp|udp))\//.exec(text);
  const name = found?.groups?.['name'];
  if (!found || name === undefined) return undefined;
  // The connection needs no name of its own in ksh either.
  const shells = [
    ...text.slice(0, found.index).matchAll(/(?:^|[\s'"/])((?:ba|da|a|k|mk|z)?sh)\s+(?:-\w+\s+)*?-\w*c\b/g),
  ];
  const shell = shells.at(-1)?.[1];
  if (shell === undefined) return found.index === 0 ? { name, shell: '/bin/sh', bare: true } : undefined;
  return /^(?:|da|a)sh$/.test(shell) ? { name, shell, bare: false } : undefined;
}
