import type { Line } from '../../../syntax/line.ts';
import { isPlainAddress } from './address-check.ts';

/**
 * What follows name and address of a `server` line, as text: undefined where the line is no such line, or name or
 * address have something about them that a check could look at.
 *
 * Large configurations are made of server lines, and what follows the address is the same in hundreds of them: where
 * nothing was to be said of one, nothing is of the others.
 */
export function parametersBehind({ words, text }: Line): string | undefined {
  if (words[0]?.value !== 'server') return undefined;
  const name = words[1];
  const address = words[2];
  if (!name || !address || !plainName.test(name.value)) return undefined;
  if (!isPlainAddress(address.value)) return undefined;
  return text.slice(address.range.end);
}

/** Without the characters of an address: HAProxy takes two words that are swapped. */
const plainName = /^[\w-]+$/;
