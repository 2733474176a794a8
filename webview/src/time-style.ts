/** The style sheet of the time line. */
export const timeStyle = `
#time-controls { display: flex; gap: 10px; align-items: center; margin-bottom: 8px; }
#play { min-width: 6.2em; }
#time-at { flex: 1; min-width: 80px; accent-color: var(--vscode-focusBorder); margin: 0; }
#time-now { min-width: 4em; text-align: right; font-variant-numeric: tabular-nums; }
#lanes { position: relative; margin-bottom: 8px; }
.lane { display: flex; align-items: center; height: 24px; }
.lane-name { flex: none; width: 112px; padding-right: 8px; box-sizing: border-box; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; }
.track { position: relative; flex: 1; height: 20px; }
.span {
  position: absolute;
  top: 0;
  height: 100%;
  box-sizing: border-box;
  padding: 0 5px;
  overflow: hidden;
  white-space: nowrap;
  text-overflow: ellipsis;
  font-size: 11px;
  line-height: 18px;
  border: 1px solid var(--edge);
  border-left-width: 3px;
  border-radius: 2px;
}
.span.tone-good { border-left-color: var(--vscode-charts-green); background: color-mix(in srgb, var(--vscode-charts-green) 20%, transparent); }
.span.tone-calm { border-left-color: var(--vscode-charts-blue); }
.span.tone-warn { border-left-color: var(--vscode-editorWarning-foreground); border-style: dashed; }
.span.tone-bad { border-color: var(--danger); border-style: dashed; color: var(--danger); font-weight: 700; }
.span.tone-off { border-style: dotted; color: var(--vscode-descriptionForeground); }
.advert { position: absolute; bottom: -3px; width: 0; height: 0; margin-left: -3px; border: 3px solid transparent; border-bottom: 5px solid var(--vscode-editor-foreground); border-top-width: 0; }
.overlay { position: absolute; inset: 0; height: auto; pointer-events: none; }
.overlay .track { height: 100%; }
.playhead { position: absolute; top: -2px; bottom: -2px; width: 0; border-left: 2px solid var(--vscode-focusBorder); }
#time-events { list-style: none; margin: 0; padding: 0; }
#time-events .when { display: inline-block; min-width: 4em; color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums; }
#time-events button:not([data-past]) { color: var(--vscode-descriptionForeground); }
#time-events .tone-bad button { color: var(--danger); font-weight: 600; }
`;
