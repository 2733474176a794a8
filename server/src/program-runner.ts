import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { type ByName, table } from '#core/base/table.ts';
import { masked } from '#core/catalog/hide-secrets.ts';
import { secretsInCommand } from '#core/catalog/secrets.ts';
import type { ProgramMessage } from '#core/languages/issue.ts';
import { printable, readProgramOutput } from '#core/lint/program-output.ts';
import { newMessages } from '#core/workspace/program-messages.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { FileHost } from './host.ts';
import { LatestRun } from './latest-run.ts';
import type { Positions } from './positions.ts';

/** The part of the settings that names commands, with an entry for each program: `{ haproxy: { command: […] } }`. */
export interface RawCommands extends ByName<unknown> {
  /** Seconds. */
  readonly programTimeLimit?: unknown;
}

interface Moment {
  readonly snapshot: Snapshot;
  readonly positions: Positions;
}

const severityOf: Readonly<Record<ProgramMessage['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Longer than anybody waits for what a save says; a timer cannot count much further either. In seconds. */
const longestLimit = 600;
/** Saving all files of a workspace must not start a program for each at once. */
const mostAtOnce = 4;
/** As much of a command as a message shows. */
const shownCommand = 200;

/** Runs the real programs on saved documents, where the user has named commands for it. */
export class ProgramRunner {
  readonly #connection: Connection;
  readonly #host: FileHost;
  #commands: ReadonlyMap<string, readonly string[]> = new Map();
  #limitMs = 10_000;
  readonly #complained = new Set<string>();
  readonly #runs = new LatestRun(mostAtOnce);

  constructor(connection: Connection, host: FileHost) {
    this.#connection = connection;
    this.#host = host;
  }

  configure(raw: RawCommands | null | undefined): void {
    const words = (value: unknown): readonly string[] =>
      Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
    const said = table((raw ?? {}) as ByName<{ readonly command?: unknown } | null | undefined>);
    this.#commands = new Map([...said].map(([program, settings]) => [program, words(settings?.command)]));
    const limit = raw?.programTimeLimit;
    if (typeof limit === 'number' && limit > 0) this.#limitMs = Math.min(limit, longestLimit) * 1000;
  }

  /**
   * What the program says of a document and we do not; undefined when none is asked, it did not answer in time, or a
   * newer save of the document asks as well. One program runs for a document at a time, and the newest save waits.
   */
  check(document: TextDocument, now: () => Moment): Promise<Diagnostic[] | undefined> {
    return this.#runs.run(document.uri, () => this.#check(document, now));
  }

  async #check(document: TextDocument, now: () => Moment): Promise<Diagnostic[] | undefined> {
    const { uri, version } = document;
    const file = now().snapshot.files.get(uri);
    const program = file?.language.program?.id;
    if (!file || program === undefined) return undefined;
    const command = this.#commands.get(program) ?? [];
    if (command.length === 0 || !this.#host.runProgram || file.template) return undefined;
    const result = await this.#host.runProgram({ command, text: file.text, beside: uri, limitMs: this.#limitMs });
    if ('error' in result) {
      this.#complain(command, result.error);
      return undefined;
    }
    // An edit came in between: the lines may be others by now.
    if (document.version !== version) return undefined;
    const { snapshot, positions } = now();
    const rule = `${program}/program`;
    return newMessages(snapshot, uri, readProgramOutput(file.language, result.output)).map(({ message, range }) => ({
      range: positions.range(uri, range),
      severity: severityOf[message.severity],
      source: 'haconf',
      code: rule,
      message: `${program}: ${message.text}`,
    }));
  }

  /** Once for each command and error: a program that is missing is missing at every save. */
  #complain(command: readonly string[], error: string): void {
    const words = command.join(' ');
    // A notice may end up in a log: a password among the arguments does not.
    const shown = shortened(masked(words, secretsInCommand(words)));
    const text = printable(`haconf: "${shown}" ${error}`);
    if (this.#complained.has(text)) return;
    this.#complained.add(text);
    // Not a request: an editor that does not know it, or is gone, would answer with an error.
    void this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: text });
  }
}

function shortened(text: string): string {
  return text.length > shownCommand ? `${text.slice(0, shownCommand)}…` : text;
}
