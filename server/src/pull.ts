import {
  type Connection,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type ServerCapabilities,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Publisher } from './publisher.ts';

/** For clients that ask for diagnostics instead of being told. */
export const pullCapabilities: ServerCapabilities = {
  diagnosticProvider: { identifier: 'haconf', interFileDependencies: true, workspaceDiagnostics: true },
};

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** Answers for single documents and for the whole workspace; what a client has got already is not sent again. */
export function servePull(connection: Connection, publisher: () => Publisher, files: () => ReadonlySet<string>): void {
  const told = new Map<string, { readonly id: string; readonly text: string }>();
  let count = 0;
  let toldAtMost = 100;
  /** Of files that are gone nothing is remembered; looked for whenever half of all might be such files. */
  const forgetGone = (): void => {
    if (told.size <= toldAtMost) return;
    const known = files();
    for (const uri of told.keys()) if (!known.has(uri)) told.delete(uri);
    toldAtMost = 100 + 2 * told.size;
  };
  const report = (uri: string, previous: string | undefined, found: readonly Diagnostic[]): Report => {
    const text = JSON.stringify(found);
    const known = told.get(uri);
    if (known?.text === text && known.id === previous) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: known.id };
    }
    const resultId = String(++count);
    forgetGone();
    told.set(uri, { id: resultId, text });
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...found] };
  };
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }) =>
    report(uri, previousResultId, publisher().diagnosticsOf(uri)),
  );
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items = [...files()].map((uri) => ({
      uri,
      version: null,
      ...report(uri, previous.get(uri), publisher().diagnosticsOf(uri)),
    }));
    return { items };
  });
}
