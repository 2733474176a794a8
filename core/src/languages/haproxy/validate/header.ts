import { compareVersions } from '../../../base/version.ts';
import { headerRules } from './grammar-sections.ts';
import type { DirectiveLine } from './line.ts';
import { invalidNameCharacter } from './values.ts';

/**
 * Checks the line that starts a section: its name and what follows it. False when HAProxy opens no section then, so
 * that it refuses every line below, too.
 */
export function checkHeader(line: DirectiveLine): boolean {
  const kind = line.value(0);
  if (kind === 'defaults') {
    checkDefaults(line);
    return true;
  }
  if (kind === 'acme') line.use('experimental', kind, 0);
  if (kind === 'program' && compareVersions(line.context.facts.version, [3, 1]) >= 0) {
    line.use('deprecated-section', kind, 0);
  }
  if (kind === 'frontend' || kind === 'backend' || kind === 'listen') return checkProxy(line);
  const rules = headerRules.get(kind);
  if (!rules) return true;
  if (rules.name === 'none') {
    if (line.has(1)) line.error('extra-argument', 1, `"${kind}" takes no name.`);
  } else if (!line.has(1)) {
    if (rules.name === 'one') line.error('missing-argument', 0, `A "${kind}" section needs a name.`);
  } else if ((!rules.checked || nameIsFine(line)) && rules.moreRefused && line.has(2)) {
    line.error('extra-argument', 2, `"${line.value(2)}" is not expected behind the name of the section.`);
  }
  return true;
}

function nameIsFine(line: DirectiveLine): boolean {
  if (!line.known(1)) return false;
  const character = invalidNameCharacter(line.value(1));
  return character === undefined || line.error('invalid-name', 1, `${notInName(character)}.`);
}

function notInName(character: string): string {
  return `"${character}" may not stand in the name of a section: letters, digits, "_", "-", "." and ":" may`;
}

function checkProxy(line: DirectiveLine): boolean {
  if (!line.has(1)) return line.error('missing-argument', 0, `A "${line.value(0)}" section needs a name.`);
  if (!proxyNameIsFine(line) || !line.has(2) || !line.known(2)) return true;
  const inherits = compareVersions(line.context.facts.version, [2, 4]) >= 0;
  if (inherits && line.value(2) === 'from' && line.has(3)) {
    if (!line.has(4)) return true;
    return line.error('extra-argument', 4, `"${line.value(4)}" is not expected behind the name of the defaults.`);
  }
  const help =
    line.value(0) === 'backend'
      ? 'Only "from" with the name of a defaults section may follow.'
      : 'Addresses go on a "bind" line.';
  return line.error('extra-argument', 2, `"${line.value(2)}" is not expected behind the name of the section. ${help}`);
}

/** From 3.4 on HAProxy calls a name wrong, and starts with it all the same. */
function proxyNameIsFine(line: DirectiveLine): boolean {
  if (!line.known(1)) return false;
  const character = invalidNameCharacter(line.value(1));
  if (character === undefined) return true;
  if (compareVersions(line.context.facts.version, [3, 3]) < 0) return nameIsFine(line);
  return line.warn('invalid-name', 1, `${notInName(character)}. HAProxy complains and starts nevertheless.`);
}

function checkDefaults(line: DirectiveLine): void {
  if (!line.has(1) || !line.known(1)) return;
  if (compareVersions(line.context.facts.version, [2, 3]) < 0 && line.has(2)) {
    line.error('extra-argument', 2, `"${line.value(2)}" is not expected behind the name of the section.`);
    return;
  }
  // What else follows the name is not looked at.
  if (line.value(2) === 'from' && !line.has(3)) {
    line.error('missing-argument', 2, '"from" needs the name of another defaults section.');
  }
}
