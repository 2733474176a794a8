/** The page's style sheet. Every colour is the theme's; diagrams bring their own sheet. */
export const pageStyle = `
html { height: 100%; }
body {
  margin: 0;
  padding: 12px 16px 24px;
  color: var(--vscode-editor-foreground);
  background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family);
  font-size: 13px;
  line-height: 1.4;
}
h1 { margin: 0; font-size: 15px; font-weight: 600; flex: 1 1 16em; }
h2 { margin: 20px 0 4px; font-size: 13px; font-weight: 600; }
p { margin: 4px 0 8px; }
.empty { max-width: 46em; }
.empty h1 { margin: 12px 0; }
#header { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; min-height: 28px; margin-bottom: 8px; }
#picture { overflow-x: auto; }
#picture svg { display: block; margin: 0 auto; width: 100%; height: auto; min-width: 420px; }
select, button {
  font: inherit;
  color: var(--vscode-dropdown-foreground);
  background: var(--vscode-dropdown-background);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-dropdown-border, transparent));
  border-radius: 2px;
  padding: 3px 8px;
}
button {
  cursor: pointer;
  color: var(--vscode-button-secondaryForeground, var(--vscode-dropdown-foreground));
  background: var(--vscode-button-secondaryBackground, var(--vscode-dropdown-background));
}
button:hover { background: var(--vscode-button-secondaryHoverBackground, var(--vscode-dropdown-background)); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--vscode-descriptionForeground); border-bottom: 1px solid var(--edge); }
tbody { border-bottom: 1px solid var(--edge); }
tbody:hover { background: var(--vscode-list-hoverBackground); }
tbody.on th { font-weight: 600; box-shadow: inset 3px 0 var(--vscode-focusBorder); }
tbody th { padding-left: 8px; }
label { cursor: pointer; }
th label { display: flex; gap: 8px; align-items: baseline; }
input[type="checkbox"] { flex: none; margin: 0; accent-color: var(--vscode-focusBorder); position: relative; top: 2px; }
.gap, .verdict { white-space: nowrap; }
.address { color: var(--vscode-descriptionForeground); }
tbody th { overflow-wrap: anywhere; }
.level-danger .verdict, .danger, .problem { color: var(--vscode-editorError-foreground); font-weight: 600; }
.level-uncertain .verdict { font-style: italic; }
ul { margin: 4px 0; padding-left: 18px; }
li { margin: 2px 0; }
:root { --edge: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-editor-foreground) 18%, transparent)); }
@media (min-width: 1140px) {
  #page:not(.empty) { display: grid; grid-template-columns: minmax(560px, 3fr) minmax(460px, 2fr); gap: 0 28px; }
  #header { grid-column: 1 / -1; }
  #faults h2 { margin-top: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  .haconf-diagram .shape, .haconf-diagram .stripe, .haconf-diagram .pill { transition: fill 160ms, stroke 160ms; }
}
`;
