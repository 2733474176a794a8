import { oneLine } from '#core/base/one-line.ts';
import type { Input } from '#disk/read-input.ts';

/** What a command may know of the machine beside the files that it is asked about. */
export interface Host {
  /** Absolute; paths are read and shown relative to it. Throws where the folder is gone. */
  readonly cwd: string;
  /** The terminal's width; undefined when standard output is no terminal. */
  readonly columns: number | undefined;
  readonly colour: boolean;
  /** Standard error is a terminal, on which long work may show a bar. */
  readonly progress?: boolean;
  /** Reads standard input to its end, or to where there is too much of it. */
  readStdin(): Input;
}

/** What a command says and how it ends. Commands return it instead of writing, so that each can be tested as a value. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** No command was understood from the arguments, or a path that was given by name cannot be read. */
export const usageExit = 2;

/** Each message is a line, whatever it quotes. */
export function usageError(...messages: readonly string[]): Outcome {
  return { exitCode: usageExit, stderr: messageLines(messages) };
}

/** Messages as the lines of standard error that they are. */
export function messageLines(messages: readonly string[]): string {
  return messages.map((message) => `haconf: ${oneLine(message)}\n`).join('');
}
