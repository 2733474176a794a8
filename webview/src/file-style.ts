/** Outside an editor there is no theme: these colours stand in, light or dark as the reader's system asks. */
export const fileStyle = `
:root {
  color-scheme: light dark;
  --vscode-font-family: system-ui, -apple-system, "Segoe UI", sans-serif;
  --vscode-editor-foreground: #1f2328;
  --vscode-descriptionForeground: #59636e;
  --vscode-editor-background: #ffffff;
  --vscode-editorWidget-background: #f6f8fa;
  --vscode-charts-green: #1a7f37;
  --vscode-charts-blue: #0969da;
  --vscode-editorWarning-foreground: #9a6700;
  --vscode-editorError-foreground: #cf222e;
  --vscode-focusBorder: #0969da;
  --vscode-dropdown-background: #f6f8fa;
  --vscode-dropdown-foreground: #1f2328;
  --vscode-list-hoverBackground: #f6f8fa;
  --vscode-widget-shadow: rgb(0 0 0 / 0.2);
}
@media (prefers-color-scheme: dark) {
  :root {
    --vscode-editor-foreground: #e6edf3;
    --vscode-descriptionForeground: #9da7b3;
    --vscode-editor-background: #0d1117;
    --vscode-editorWidget-background: #161b22;
    --vscode-charts-green: #3fb950;
    --vscode-charts-blue: #58a6ff;
    --vscode-editorWarning-foreground: #d29922;
    --vscode-editorError-foreground: #f85149;
    --vscode-focusBorder: #58a6ff;
    --vscode-dropdown-background: #161b22;
    --vscode-dropdown-foreground: #e6edf3;
    --vscode-list-hoverBackground: #161b22;
  }
}
`;
