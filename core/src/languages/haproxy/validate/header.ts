import { compareVersions } from '../../../base/version.ts';
import { headerNames } from './grammar-sections.ts';
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
  if (kind === 'frontend' || kind === 'backend' || kind === 'listen') return checkProxy(line);
  const names = headerNames[kind];
  if (names === 'none' && line.has(1)) {
    line.error('extra-argument', 1, `"${kind}" takes no name.`);
  } else if (names === 'one') {
    if (!line.has(1)) line.error('missing-argument', 0, `A "${kind}" section needs a name.`);
    else if (nameIsFine(line) && line.has(2) && kind !== 'program' && kind !== 'cache') {
      line.error('extra-argument', 2, `"${line.value(2)}" is not expected behind the name of the section.`);
    }
  }
  return true;
}

function nameIsFine(line: DirectiveLine): boolean {
  if (!line.known(1)) return false;
  const character = invalidNameCharacter(line.value(1));
  if (character === undefined) return true;
  return line.error(
    'invalid-name',
    1,
    `"${character}" may not stand in the name of a section: letters, digits, "_", "-", "." and ":" may.`,
  );
}

function checkProxy(line: DirectiveLine): boolean {
  if (!line.has(1)) return line.error('missing-argument', 0, `A "${line.value(0)}" section needs a name.`);
  if (!nameIsFine(line)) return !line.known(1);
  if (!line.has(2) || !line.known(2)) return true;
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

function checkDefaults(line: DirectiveLine): void {
  if (!line.has(1) || !line.known(1)) return;
  const at = line.value(1) === 'from' && line.has(2) ? 1 : 2;
  if (at === 2 && line.has(2) && line.known(2) && line.value(2) !== 'from') {
    line.error(
      'extra-argument',
      2,
      `"${line.value(2)}" is not expected: only "from" with the name of another defaults section may follow.`,
    );
  }
}
