import { type CodeAction, commands, Position, Range, Uri, window, workspace } from 'vscode';
import type { ElementFinding } from '#webview/messages.ts';

/** Applies the quick fix of that title at the finding's place, in whichever files it changes. */
export async function applyFix({ path, line, column }: ElementFinding, title: string): Promise<void> {
  const uri = Uri.parse(path);
  const at = new Position(line - 1, column - 1);
  // The editor asks the providers only about documents that it knows.
  await workspace.openTextDocument(uri);
  const actions = await commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    new Range(at, at),
    'quickfix',
  );
  const action = actions.find((candidate) => candidate.title === title);
  if (action?.edit && (await workspace.applyEdit(action.edit))) return;
  void window.showWarningMessage(`haconf: "${title}" no longer applies: the text has changed.`);
}
