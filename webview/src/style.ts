import { timeStyle } from './time-style.ts';

/** The page's style sheet. Every colour is the theme's; diagrams bring their own sheet. */
export const pageStyle = `
html { height: 100%; }
:root {
  --edge: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-editor-foreground) 18%, transparent));
  --field-edge: var(--vscode-contrastBorder, var(--vscode-dropdown-border, color-mix(in srgb, var(--vscode-editor-foreground) 25%, transparent)));
  --danger: var(--vscode-editorError-foreground);
}
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
.muted, #hint { color: var(--vscode-descriptionForeground); }
#hint { font-size: 12px; margin-top: 4px; }
.empty { max-width: 46em; }
.empty h1 { margin: 12px 0; }
#header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; min-height: 28px; margin-bottom: 8px; }
#why { flex: 1 0 100%; margin: 0; min-height: 1.4em; overflow-wrap: anywhere; }
#scenario { display: flex; flex-wrap: wrap; gap: 6px; flex: 1 0 100%; }
#toolbar { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; margin-bottom: 8px; }
.group { display: flex; align-items: center; }
.group button + button { border-left-width: 0; border-radius: 0 2px 2px 0; }
.group button:first-child:not(:last-child) { border-radius: 2px 0 0 2px; }
.group button:not(:first-child):not(:last-child) { border-radius: 0; }
#zoom-fit { min-width: 4.6em; }
#found { margin-left: 8px; color: var(--vscode-descriptionForeground); }
#picture { position: relative; }
#viewport { overflow: auto; padding: 10px 0 4px; }
#viewport.zoomed { max-height: 82vh; }
#viewport svg { display: block; margin: 0 auto; width: 100%; height: auto; min-width: 420px; }
select, button, input[type="search"] {
  font: inherit;
  color: var(--vscode-dropdown-foreground);
  background: var(--vscode-dropdown-background);
  border: 1px solid var(--field-edge);
  border-radius: 2px;
  padding: 2px 8px;
}
input[type="search"] {
  width: 11em;
  color: var(--vscode-input-foreground, inherit);
  background: var(--vscode-input-background, transparent);
  border-color: var(--vscode-contrastBorder, var(--vscode-input-border, var(--field-edge)));
}
input[type="search"]::placeholder { color: var(--vscode-input-placeholderForeground, var(--vscode-descriptionForeground)); opacity: 1; }
button {
  cursor: pointer;
  color: var(--vscode-button-secondaryForeground, var(--vscode-dropdown-foreground));
  background: var(--vscode-button-secondaryBackground, var(--vscode-dropdown-background));
}
button:hover { background: var(--vscode-button-secondaryHoverBackground, var(--vscode-dropdown-background)); }
button[aria-pressed="true"]:not(.link) { box-shadow: inset 0 -2px var(--vscode-focusBorder); font-weight: 600; }
button.chip { border-radius: 12px; border-color: var(--danger); }
button.link { border: 0; padding: 0; background: none; color: inherit; text-align: left; }
button.link:hover { text-decoration: underline; background: none; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--vscode-descriptionForeground); border-bottom: 1px solid var(--edge); }
tbody { border-bottom: 1px solid var(--edge); }
tbody:hover { background: var(--vscode-list-hoverBackground); }
tbody.on th { font-weight: 600; box-shadow: inset 3px 0 var(--vscode-focusBorder); }
tbody th { padding-left: 8px; overflow-wrap: anywhere; }
tbody th div { display: flex; gap: 8px; align-items: baseline; }
tbody.on button { font-weight: 600; }
label { cursor: pointer; }
input[type="checkbox"] { flex: none; margin: 0; accent-color: var(--vscode-focusBorder); position: relative; top: 2px; }
.gap, .verdict { white-space: nowrap; }
.address { color: var(--vscode-descriptionForeground); }
.level-danger .verdict, .danger, .problem { color: var(--danger); font-weight: 600; }
.level-uncertain .verdict { font-style: italic; }
ul { margin: 4px 0; padding-left: 18px; }
li { margin: 2px 0; }
#card {
  position: absolute;
  z-index: 1;
  box-sizing: border-box;
  width: min(340px, 100%);
  padding: 8px 12px 10px;
  color: var(--vscode-editorWidget-foreground, var(--vscode-editor-foreground));
  background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--edge)));
  border-radius: 4px;
  box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
}
#card p { overflow-wrap: anywhere; }
#card-title { font-weight: 600; margin-top: 0; }
.actions { display: flex; flex-wrap: wrap; gap: 6px; }
.finding { border-top: 1px solid var(--edge); padding: 4px 0 8px; }
.finding strong { font-weight: 600; }
.f-error strong { color: var(--danger); }
button.primary {
  color: var(--vscode-button-foreground, var(--vscode-dropdown-foreground));
  background: var(--vscode-button-background, var(--vscode-dropdown-background));
}
.haconf-diagram .box.hit.hit > .shape:last-of-type { stroke: var(--focus); stroke-width: 2.5; stroke-dasharray: none; }
.haconf-diagram .box.current-hit.current-hit > .shape { fill: color-mix(in srgb, var(--focus) 22%, var(--paper)); }
.haconf-diagram.searching .box:not(.hit):not(.k-machine):not(.k-lane), .haconf-diagram.searching .edge { opacity: 0.45; }
.haconf-diagram .box.cursor.cursor > .shape:last-of-type { stroke: var(--focus); stroke-width: 3; }
.haconf-diagram .cursor > .wire { stroke: var(--focus); }
${timeStyle}
@media (min-width: 1140px) {
  #page:not(.empty) { display: grid; grid-template-columns: minmax(560px, 3fr) minmax(460px, 2fr); gap: 0 28px; align-items: start; }
  #header, #toolbar, .problem { grid-column: 1 / -1; }
  #facts > :first-child h2 { margin-top: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  .haconf-diagram .shape, .haconf-diagram .stripe, .haconf-diagram .pill { transition: fill 160ms, stroke 160ms; }
}
`;
