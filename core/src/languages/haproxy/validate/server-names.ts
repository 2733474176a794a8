import { memo } from '../../../base/memo.ts';
import type { Exported } from './directory.ts';

/** What has servers. */
type Home = Pick<Exported, 'servers' | 'templates' | 'hasUnknown'>;

/** The servers that a section has, or several of one name. */
export interface ServerNames {
  /** Those of `server` lines. */
  readonly names: ReadonlySet<string>;
  /** Whether there is a server of this name, also by a `server-template`, or one may be there that nobody knows. */
  has(name: string): boolean;
}

export const serversOf: (section: Home) => ServerNames = memo((section: Home) => serverNames([section]));

/** Of the proxies that have one name. */
export const serversOfAll: (homes: readonly Home[]) => ServerNames = memo(serverNames);

function serverNames(homes: readonly Home[]): ServerNames {
  const names = new Set(homes.flatMap(({ servers }) => servers.map(({ name }) => name)));
  const prefixes = new Set(homes.flatMap(({ templates }) => templates));
  const isOpen = homes.some(({ hasUnknown }) => hasUnknown) || prefixes.has('');
  return {
    names,
    has: (name) => isOpen || names.has(name) || (prefixes.size > 0 && isFromTemplate(name, prefixes)),
  };
}

/** More digits than any number of a server has. */
const mostDigits = 20;

/** A prefix and digits behind it. The prefix may end in digits itself. */
function isFromTemplate(name: string, prefixes: ReadonlySet<string>): boolean {
  const first = Math.max(0, name.length - mostDigits);
  for (let end = name.length - 1; end >= first && isDigit(name.charCodeAt(end)); end--) {
    if (prefixes.has(name.slice(0, end))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
