/** A script or notify line of keepalived as it is run: split into words, without a shell. */
export interface CommandLine {
  readonly text: string;
  /** The program as written; '' when there is none. */
  readonly program: string;
  /** The program's name without its folder. */
  readonly name: string;
  readonly args: readonly string[];
  /** A shell reads the rest (`sh -c '…'`). */
  readonly shell: boolean;
}

const shells = /^(?:ba|da|a|k|z)?sh$/;

/** Splits a command as keepalived does: at blanks, but for text in single or double quotes. */
export function parseCommand(text: string): CommandLine {
  const words = [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]+)+/g)].map(([word]) => word.replace(/['"]/g, ''));
  const [program = '', ...args] = words;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return { text, program, name, args, shell: shells.test(name) && args.some((arg) => /^-\w*c$/.test(arg)) };
}

/** The commands that a line consists of: itself, and for `sh -c` those that the shell runs. */
export function simpleCommands(command: CommandLine): readonly CommandLine[] {
  if (!command.shell) return [command];
  return shellScript(command)
    .split(/\|\||&&|[;|&\n]/)
    .map((part) => part.replace(/^\s*(?:if|then|else|!|\(|\{)\s+/, '').trim())
    .filter((part) => part !== '')
    .map(parseCommand);
}

/** What the shell of `sh -c '…'` is told to run. */
export function shellScript({ args }: CommandLine): string {
  return args[args.findIndex((arg) => /^-\w*c$/.test(arg)) + 1] ?? '';
}
