import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HostTest } from './runner.ts';

export const activationTests: readonly HostTest[] = [
  {
    name: 'the extension is there and activates',
    run: async () => {
      const extension = vscode.extensions.getExtension('haconf.haconf');
      assert(extension, 'VS Code does not know haconf.haconf');
      await extension.activate();
      assert.equal(extension.isActive, true);
    },
  },
];
