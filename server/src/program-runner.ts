import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { type ProgramMessage, readProgramOutput } from '#core/lint/program-output.ts';
import { newMessages } from '#core/workspace/program-messages.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { FileHost } from './host.ts';
import type { Positions } from './positions.ts';

/** The part of the settings that names commands. */
export interface RawCommands {
  readonly haproxy?: { readonly command?: unknown };
  readonly keepalived?: { readonly command?: unknown };
  /** Seconds. */
  readonly programTimeLimit?: unknown;
}

type Program = 'haproxy' | 'keepalived';

const severityOf: Readonly<Record<ProgramMessage['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Runs the real programs on saved documents, where the user has named commands for it. */
export class ProgramRunner {
  readonly #connection: Connection;
  readonly #host: FileHost;
  #commands: Readonly<Record<Program, readonly string[]>> = { haproxy: [], keepalived: [] };
  #limitMs = 10_000;
  readonly #complained = new Set<string>();

  constructor(connection: Connection, host: FileHost) {
    this.#connection = connection;
    this.#host = host;
  }

  configure(raw: RawCommands | null | undefined): void {
    const words = (value: unknown): readonly string[] =>
      Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
    this.#commands = { haproxy: words(raw?.haproxy?.command), keepalived: words(raw?.keepalived?.command) };
    const limit = raw?.programTimeLimit;
    if (typeof limit === 'number' && limit > 0) this.#limitMs = limit * 1000;
  }

  /** What the program says of a document and we do not; undefined when none is asked or it did not answer in time. */
  async check(
    document: TextDocument,
    now: () => { snapshot: Snapshot; positions: Positions },
  ): Promise<Diagnostic[] | undefined> {
    const { uri, version } = document;
    const file = now().snapshot.files.get(uri);
    if (file?.language !== 'haproxy' && file?.language !== 'keepalived') return undefined;
    const command = this.#commands[file.language];
    if (command.length === 0 || !this.#host.runProgram || file.template) return undefined;
    const result = await this.#host.runProgram({ command, text: file.text, beside: uri, limitMs: this.#limitMs });
    if ('error' in result) {
      this.#complain(command, result.error);
      return undefined;
    }
    // An edit came in between: the lines may be others by now.
    if (document.version !== version) return undefined;
    const { snapshot, positions } = now();
    const rule = `${file.language}/program`;
    return newMessages(snapshot, uri, readProgramOutput(file.language, result.output)).map(({ message, range }) => ({
      range: positions.range(uri, range),
      severity: severityOf[message.severity],
      source: 'haconf',
      code: rule,
      message: `${file.language}: ${message.text}`,
    }));
  }

  /** Once for each command and error: a program that is missing is missing at every save. */
  #complain(command: readonly string[], error: string): void {
    const text = `haconf: "${command.join(' ')}" ${error}`;
    if (this.#complained.has(text)) return;
    this.#complained.add(text);
    void this.#connection.window.showWarningMessage(text);
  }
}
