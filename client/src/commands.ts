import {
  commands,
  type Disposable,
  Location,
  type OutputChannel,
  Position,
  Range,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { showReferencesCommand } from '#server/protocol.ts';

/** As the protocol has them. */
interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

interface PlainLocation {
  readonly uri: string;
  readonly range: { readonly start: PlainPosition; readonly end: PlainPosition };
}

/** The commands that need nothing but the client; the preview registers its own. */
export function registerCommands(client: BaseLanguageClient, output: OutputChannel): Disposable[] {
  return [
    commands.registerCommand('haconf.restartServer', async () => {
      await client.stop();
      await client.start();
    }),
    commands.registerCommand('haconf.showOutput', () => output.show()),
    commands.registerCommand(
      showReferencesCommand,
      (uri: string, { line, character }: PlainPosition, locations: readonly PlainLocation[]) =>
        commands.executeCommand(
          'editor.action.showReferences',
          Uri.parse(uri),
          new Position(line, character),
          locations.map(({ uri: path, range: { start, end } }) => {
            const range = new Range(start.line, start.character, end.line, end.character);
            return new Location(Uri.parse(path), range);
          }),
        ),
    ),
  ];
}

/** Shows a line (1-based) of a file, in the editor that has it open already where there is one. */
export async function revealLine(path: string, line: number): Promise<void> {
  const uri = Uri.parse(path);
  const [open] = editorsOf(uri);
  const column = open?.viewColumn ?? window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
  const selection = new Range(line - 1, 0, line - 1, 0);
  await window.showTextDocument(uri, { viewColumn: column, selection });
}

function editorsOf(uri: Uri): TextEditor[] {
  return window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === uri.toString());
}
