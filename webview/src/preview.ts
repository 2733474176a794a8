import { PreviewApp } from './app.ts';
import type { FromPage, PreviewState, ToPage } from './messages.ts';

/** What VS Code gives to the script of a webview, once. */
interface Host {
  postMessage(message: FromPage): void;
  setState(state: PreviewState): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const app = new PreviewApp({
  abilities: { reveal: true, edit: true, draw: true },
  postMessage: (message) => host.postMessage(message),
  setState: (state) => host.setState(state),
});
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => app.received(data));
host.postMessage({ type: 'ready' });
