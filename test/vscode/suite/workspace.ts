import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a file of the workspace, a copy of examples/pair, in an editor. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The position right behind the first occurrence of a text. */
export function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert(offset >= 0, `"${text}" is not in ${document.uri.path}`);
  return document.positionAt(offset + text.length);
}

/** Puts a text in the place of the first occurrence of another. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const end = behind(document, from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(end.translate(0, -from.length), end), to);
  assert(await vscode.workspace.applyEdit(edit));
}

/** The rules of the findings that a file shows. */
export const codes = (uri: vscode.Uri): unknown[] =>
  vscode.languages.getDiagnostics(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
