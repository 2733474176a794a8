import {
  ConfigurationTarget,
  commands,
  type Disposable,
  type QuickPickItem,
  Range,
  StatusBarAlignment,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CompareParams,
  type CompareResult,
  compareMethod,
  type DifferentFinding,
  type TargetResult,
  targetMethod,
} from '#server/protocol.ts';
import { type Program, programOf } from './programs.ts';

/** The version of the active document in the status bar, a picker behind it, and the comparison with another one. */
export function registerVersions(client: BaseLanguageClient): Disposable[] {
  const item = window.createStatusBarItem('haconf.version', StatusBarAlignment.Right, 90);
  item.name = 'haconf: target version';
  item.command = 'haconf.selectVersion';
  const target = async (): Promise<TargetResult> => {
    const uri = window.activeTextEditor?.document.uri.toString();
    return uri === undefined ? null : client.sendRequest<TargetResult>(targetMethod, { uri });
  };
  const show = async (): Promise<void> => {
    const found = await target();
    if (!found) return item.hide();
    item.text = `${programOf(found.program).name} ${found.version}`;
    item.tooltip = found.byComment
      ? 'A comment in this file says which version it is for.'
      : 'The version that this file is checked for. Select another one.';
    item.show();
  };
  const showLater = (): void => void show().catch(() => item.hide());
  showLater();
  return [
    item,
    window.onDidChangeActiveTextEditor(showLater),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('haconf')) showLater();
    }),
    workspace.onDidSaveTextDocument(showLater),
    workspace.onDidOpenTextDocument(showLater),
    commands.registerCommand('haconf.selectVersion', async (wanted?: string) => {
      const found = await target();
      const program = programOf(found?.program);
      const version = wanted ?? (await pickVersion(program, found?.version));
      if (version === undefined) return;
      await saveVersion(program, version);
      if (found?.byComment) {
        void window.showInformationMessage('The comment in this file still says which version it is for.');
      }
      showLater();
    }),
    commands.registerCommand('haconf.checkAgainstVersion', async () => {
      const found = await target();
      const program = programOf(found?.program);
      const version = await pickVersion(program, found?.version);
      if (version === undefined) return;
      const params: CompareParams = { program: program.id, version };
      await showDifferences(params, await client.sendRequest<CompareResult>(compareMethod, params));
    }),
  ];
}

async function pickVersion(program: Program, current: string | undefined): Promise<string | undefined> {
  const items = program.versions.map((label) => ({ label, description: label === current ? 'current' : '' }));
  const picked = await window.showQuickPick(items, { title: `${program.name}: version of the machines` });
  return picked?.label;
}

/** Into the folder's settings where there are several, else into the workspace's, else into the user's. */
async function saveVersion(program: Program, version: string): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  const folder = uri && workspace.getWorkspaceFolder(uri);
  const target = !folder
    ? ConfigurationTarget.Global
    : (workspace.workspaceFolders?.length ?? 0) > 1
      ? ConfigurationTarget.WorkspaceFolder
      : ConfigurationTarget.Workspace;
  await workspace.getConfiguration('haconf', uri).update(`${program.id}.version`, version, target);
}

const icons: Readonly<Record<DifferentFinding['severity'], string>> = {
  error: '$(error)',
  warning: '$(warning)',
  information: '$(info)',
  hint: '$(lightbulb)',
};

async function showDifferences({ program, version }: CompareParams, { added, gone }: CompareResult): Promise<void> {
  const title = `${programOf(program).name} ${version}`;
  if (added.length + gone.length === 0) {
    void window.showInformationMessage(`${title} says the same of all files.`);
    return;
  }
  const item = (finding: DifferentFinding, mark: string): QuickPickItem & { finding: DifferentFinding } => ({
    label: `${mark} ${finding.message}`,
    description: `${workspace.asRelativePath(Uri.parse(finding.uri))}:${finding.range.start.line + 1}`,
    detail: finding.rule,
    finding,
  });
  const items = [
    ...added.map((finding) => item(finding, icons[finding.severity])),
    ...gone.map((finding) => item(finding, '$(check) no longer:')),
  ];
  const picked = await window.showQuickPick(items, {
    title: `${title}: ${added.length} new, ${gone.length} gone`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const { start, end } = picked.finding.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(picked.finding.uri), { selection });
}
