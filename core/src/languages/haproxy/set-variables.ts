const setting = '(?:^|[^\\w-])(?:set-var|set-var-fmt|do-resolve)\\(';
const endsInSetting = new RegExp(`${setting}$`);
const settings = new RegExp(`${setting}([\\w.]+)`, 'g');

/** Whether a variable whose name starts at an index of a line gets its value there, and so is declared. */
export function isSetAt(line: string, start: number): boolean {
  return endsInSetting.test(line.slice(Math.max(0, start - 16), start));
}

/** The variables that get a value on a line. */
export function variablesSetOn(line: string): readonly string[] {
  return line.includes('(') ? [...line.matchAll(settings)].map(([, name = '']) => name) : [];
}
