/**
 * The style sheet of every diagram. In an editor the colours are those of its theme; elsewhere the defaults stand in,
 * light or dark as the reader's system asks. No rule makes colour the only sign of anything.
 */
export const diagramStyle = `
.haconf-diagram {
  --ink: var(--vscode-editor-foreground, #1f2328);
  --soft: var(--vscode-descriptionForeground, #59636e);
  --paper: var(--vscode-editor-background, #ffffff);
  --panel: var(--vscode-editorWidget-background, #f6f8fa);
  --rule: var(--vscode-contrastBorder, color-mix(in srgb, var(--ink) 30%, var(--paper)));
  --good: var(--vscode-charts-green, #1a7f37);
  --calm: var(--vscode-charts-blue, #0969da);
  --warn: var(--vscode-editorWarning-foreground, #9a6700);
  --bad: var(--vscode-editorError-foreground, #cf222e);
  --focus: var(--vscode-focusBorder, #0969da);
  font-family: var(--vscode-font-family, system-ui, -apple-system, "Segoe UI", sans-serif);
  font-variant-numeric: tabular-nums;
}
@media (prefers-color-scheme: dark) {
  .haconf-diagram {
    --ink: var(--vscode-editor-foreground, #e6edf3);
    --soft: var(--vscode-descriptionForeground, #9da7b3);
    --paper: var(--vscode-editor-background, #0d1117);
    --panel: var(--vscode-editorWidget-background, #161b22);
    --good: var(--vscode-charts-green, #3fb950);
    --calm: var(--vscode-charts-blue, #58a6ff);
    --warn: var(--vscode-editorWarning-foreground, #d29922);
    --bad: var(--vscode-editorError-foreground, #f85149);
    --focus: var(--vscode-focusBorder, #58a6ff);
  }
}
.haconf-diagram .background { fill: var(--paper); }
.haconf-diagram text { fill: var(--ink); font-size: 12px; }
.haconf-diagram .t-title { font-size: 15px; font-weight: 600; }
.haconf-diagram .t-strong { font-size: 13px; font-weight: 600; }
.haconf-diagram .t-muted { font-size: 11.5px; fill: var(--soft); }
.haconf-diagram .t-alarm { font-weight: 700; fill: var(--bad); }
.haconf-diagram .t-word { font-size: 11px; font-weight: 700; }
.haconf-diagram .shape { fill: var(--panel); stroke: var(--rule); stroke-width: 1; }
.haconf-diagram .k-clients .shape, .haconf-diagram .k-lane .shape { fill: none; }
.haconf-diagram .k-member .shape, .haconf-diagram .k-frontend .shape, .haconf-diagram .k-listen .shape,
.haconf-diagram .k-backend .shape, .haconf-diagram .k-server .shape, .haconf-diagram .k-servers .shape { fill: var(--paper); }
.haconf-diagram .k-haproxy .shape, .haconf-diagram .k-part .shape, .haconf-diagram .k-members .shape { fill: var(--paper); }
.haconf-diagram .k-haproxy.r-danger .shape, .haconf-diagram .k-part.r-down .shape { stroke: var(--bad); stroke-dasharray: 4 3; }
.haconf-diagram .k-backends .shape { fill: var(--paper); }
.haconf-diagram .k-fold .shape { fill: none; stroke: var(--rule); stroke-dasharray: 2 3; }
.haconf-diagram .k-link .shape { fill: transparent; stroke: none; }
.haconf-diagram .wire { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; }
.haconf-diagram .r-down .wire { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 6 8; }
.haconf-diagram .bolt circle { fill: var(--bad); stroke: var(--paper); stroke-width: 1.5; }
.haconf-diagram .bolt path { fill: var(--paper); }
.haconf-diagram .badge { cursor: pointer; }
.haconf-diagram .badge rect { fill: var(--paper); stroke: var(--calm); stroke-width: 1.5; }
.haconf-diagram .b-error rect { stroke: var(--bad); fill: var(--bad); }
.haconf-diagram .b-error text { fill: var(--paper); }
.haconf-diagram .b-warning rect { stroke: var(--warn); }
.haconf-diagram .pill { fill: none; stroke: var(--rule); }
.haconf-diagram .stripe { fill: var(--rule); }
.haconf-diagram .k-vip.r-active .shape, .haconf-diagram .k-machine.r-master .shape { stroke: var(--good); stroke-width: 2; }
.haconf-diagram .k-vip.r-uncertain .shape { stroke: var(--warn); stroke-dasharray: 7 4; }
.haconf-diagram .k-vip.r-danger .shape, .haconf-diagram .k-machine.r-danger .shape { stroke: var(--bad); stroke-width: 2.5; stroke-dasharray: none; }
.haconf-diagram .k-member.r-master .shape { stroke: var(--good); fill: color-mix(in srgb, var(--good) 12%, var(--paper)); }
.haconf-diagram .r-master .pill { stroke: var(--good); stroke-width: 1.5; fill: color-mix(in srgb, var(--good) 28%, var(--paper)); }
.haconf-diagram .r-master .stripe { fill: var(--good); }
.haconf-diagram .k-member.r-danger .shape { stroke: var(--bad); fill: var(--paper); }
.haconf-diagram .k-member.r-danger .pill { stroke: var(--bad); fill: none; }
.haconf-diagram .k-member.r-danger .stripe { fill: var(--bad); }
.haconf-diagram .r-backup .stripe { fill: var(--calm); }
.haconf-diagram .r-backup .pill { stroke: var(--calm); }
.haconf-diagram .r-fault .stripe { fill: var(--warn); }
.haconf-diagram .r-fault .pill { stroke: var(--warn); stroke-width: 1.5; }
.haconf-diagram .k-machine.r-fault .shape { stroke: var(--warn); }
.haconf-diagram .r-off .shape { stroke-dasharray: 4 3; }
.haconf-diagram .r-off .stripe { fill: none; }
.haconf-diagram .k-frontend.r-active .shape, .haconf-diagram .k-listen.r-active .shape, .haconf-diagram .k-backend.r-active .shape { stroke: var(--good); }
.haconf-diagram .r-local .shape { stroke-dasharray: 2 3; }
.haconf-diagram .r-differs .shape { stroke: var(--warn); stroke-dasharray: 6 3; }
.haconf-diagram .k-lane.r-differs .shape { stroke: var(--rule); stroke-dasharray: none; }
.haconf-diagram .edge .line { fill: none; stroke: var(--rule); stroke-width: 1.25; }
.haconf-diagram .edge .head { fill: var(--rule); stroke: none; }
.haconf-diagram .e-traffic .line { stroke: var(--good); stroke-width: 2.5; }
.haconf-diagram .e-traffic .head { fill: var(--good); }
.haconf-diagram .e-standby .line { stroke: var(--calm); stroke-width: 1.5; stroke-dasharray: 5 4; }
.haconf-diagram .e-standby .head { fill: var(--calm); }
.haconf-diagram .e-broken .line { stroke: var(--bad); stroke-width: 2.5; stroke-dasharray: 2 4; }
.haconf-diagram .e-broken .head { fill: var(--bad); }
.haconf-diagram [role="button"] { cursor: pointer; }
.haconf-diagram [role="button"]:hover > .shape:last-of-type { stroke: var(--focus); }
.haconf-diagram [role="button"]:hover > .wire { stroke: var(--focus); }
.haconf-diagram [role="button"]:focus { outline: none; }
.haconf-diagram [role="button"]:focus-visible > .shape { stroke: var(--focus); stroke-width: 2.5; stroke-dasharray: none; }
`;
