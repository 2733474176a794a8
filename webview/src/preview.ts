import { PreviewApp } from './app.ts';
import { showFile } from './file-host.ts';
import type { FromPage, PreviewState, ToPage } from './messages.ts';

/** The script of the page, in a panel of VS Code and in an exported file. */

/** What VS Code gives to the script of a webview, once. */
interface VsCode {
  postMessage(message: FromPage): void;
  setState(state: PreviewState): void;
}

declare function acquireVsCodeApi(): VsCode;

const data = document.getElementById('data')?.textContent;
if (data) showFile(JSON.parse(data));
else showPanel(acquireVsCodeApi());

function showPanel(vscode: VsCode): void {
  const app = new PreviewApp({
    abilities: { reveal: true, edit: true, draw: true },
    postMessage: (message) => vscode.postMessage(message),
    setState: (state) => vscode.setState(state),
  });
  window.addEventListener('message', ({ data: message }: MessageEvent<ToPage>) => app.received(message));
  vscode.postMessage({ type: 'ready' });
}
