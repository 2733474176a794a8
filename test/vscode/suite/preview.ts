import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type HostTest } from './runner.ts';
import { open } from './workspace.ts';

export const previewTests: readonly HostTest[] = [
  {
    name: 'above an instance stands what it is when all is well',
    run: async () => {
      const document = await open('lb1/keepalived.conf');
      const lenses = async (): Promise<string> =>
        (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri))
          .map(({ command }) => command?.title)
          .join();
      await eventually('a lens', async () => /^MASTER when all is well · backup lb2 in/.test(await lenses()));
    },
  },
  {
    name: 'behind a priority stands what checks make of it',
    run: async () => {
      const document = await open('lb1/keepalived.conf');
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      assert.deepEqual(
        hints.map(({ label }) => label),
        ['effective 103, at worst 101'],
      );
    },
  },
  {
    name: 'the runbook comes to the clipboard',
    run: async () => {
      await open('lb1/keepalived.conf');
      await vscode.commands.executeCommand('haconf.copyRunbook');
      const text = await vscode.env.clipboard.readText();
      assert.match(text, /^# Failover of pair\n/);
      assert.match(text, /\| HAProxy on lb1 goes down \| ✓ moves to lb2 \|/);
    },
  },
];
