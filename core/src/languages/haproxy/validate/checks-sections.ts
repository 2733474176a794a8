import type { ByName } from '../../../base/table.ts';
import { compareVersions } from '../../../base/version.ts';
import { readType } from './argument.ts';
import { checkLoad } from './certificates.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { checkParameters } from './parameters.ts';
import { checkStickTable } from './stick-table.ts';

type Check = (line: DirectiveLine) => void;

/** What a cache does not understand it only warns about. */
const warned =
  (fits: RegExp, need: string): Check =>
  (line) => {
    if (line.has(2)) line.error('extra-argument', 2, `"${line.value(2)}" is not expected here.`);
    else if (line.known(1) && !fits.test(line.value(1))) {
      line.warn('invalid-value', 1, `"${line.value(0)}" needs ${need}: HAProxy warns and ignores the line.`);
    }
  };

const checkDatagramBind: Check = (line) => {
  if (!line.has(1) || readType(line, 'addr-dgram', [], 1) === undefined) return;
  matchGrammar(line, parseGrammar('{ interface <any> | name <any> | namespace <any> | transparent }* $'), 2);
};

const checkFcgiOption: Check = (line) => {
  if (!line.known(1)) return;
  if (line.negation && line.value(1) === 'max-reqs') {
    line.error('misplaced-keyword', 1, `"option max-reqs" cannot be taken back with "${line.negation}": leave it out.`);
  } else matchGrammar(line, parseGrammar('{ get-values $ | keep-conn $ | max-reqs <int:1> | mpxs-conns $ }'), 1);
};

const checkNameserver: Check = (line) => {
  if (!line.has(1)) return void line.error('missing-argument', 1, '"nameserver" needs a name and an address.');
  if (readType(line, 'name', [], 1) === undefined || readType(line, 'addr-nameserver', [], 2) === undefined) return;
  if (/^tcp[46]?@/.test(line.value(2))) checkParameters(line, 'server', 3);
};

/** A peer without an address is this process itself, or a mistake that newer versions warn about. */
const checkPeer: Check = (line) => {
  const { version } = line.context.facts;
  if (!line.has(1)) {
    if (compareVersions(version, [2, 6]) <= 0) return;
    return void line.warn(
      'missing-argument',
      0,
      '"peer" needs a name and an address: HAProxy warns and ignores the line.',
    );
  }
  if (readType(line, 'name', [], 1) === undefined || !line.has(2)) return;
  const address = compareVersions(version, [2, 6]) <= 0 ? 'addr-log' : 'addr-peer';
  const seen = readType(line, address, [], 2) === undefined ? undefined : checkParameters(line, 'server', 3);
  forgetChecks(line);
  const ignored = seen?.find((name) => /^(?:agent-check|check|init-addr|resolvers)$/.test(name));
  if (ignored === undefined || compareVersions(version, [2, 2]) <= 0) return;
  const at = line.values.indexOf(ignored, 3);
  line.warn('misplaced-keyword', at, `"${ignored}" does nothing for a peer: HAProxy warns and ignores it.`);
};

/** Servers that HAProxy writes to without checks: what those need is not missed. */
const checkRingServer: Check = (line) => {
  if (!line.has(2)) return void line.error('missing-argument', 0, '"server" needs a name and an address.');
  if (readType(line, 'name', [], 1) === undefined || readType(line, 'addr-server', [], 2) === undefined) return;
  checkParameters(line, 'server', 3);
  forgetChecks(line);
};

function forgetChecks(line: DirectiveLine): void {
  line.uses = line.uses.filter(({ kind }) => kind !== 'track');
}

/** Other peers know one address of this one. */
const checkPeersBind: Check = (line) => {
  const late = compareVersions(line.context.facts.version, [2, 6]) > 0;
  if (late && line.known(1) && /,|:\d+-\d/.test(line.value(1))) {
    return void line.error(
      'invalid-address',
      1,
      'Peers are heard at one address: neither a list nor a range of ports.',
    );
  }
  if (readType(line, 'addr-bind', [], 1) !== undefined) checkParameters(line, 'bind', 2);
};

const checkPeersTable: Check = (line) => {
  if (readType(line, 'any', [], 1) !== undefined) checkStickTable(line, 2);
};

/** Checks of the small sections, by the name in the grammar. */
export const sectionChecks = {
  'cache-age': warned(/./, 'an age in seconds'),
  'cache-vary': warned(/^(?:on|off)$/, '"on" or "off"'),
  'crt-load': (line) => checkLoad(line),
  'default-bind': (line) => void checkParameters(line, 'bind', 1),
  'dgram-bind': checkDatagramBind,
  'fcgi-option': checkFcgiOption,
  'log-bind': (line) => {
    if (line.has(1) && readType(line, 'addr-bind', [], 1) !== undefined) checkParameters(line, 'bind', 2);
  },
  nameserver: checkNameserver,
  peer: checkPeer,
  'peers-bind': checkPeersBind,
  'peers-server': checkPeer,
  'peers-table': checkPeersTable,
  'ring-server': checkRingServer,
} satisfies ByName<Check>;
