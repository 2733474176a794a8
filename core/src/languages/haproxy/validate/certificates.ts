import { memo } from '../../../base/memo.ts';
import { didYouMean, guessOf } from '../../../base/nearest.ts';
import type { Facts } from './facts.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

const certificate = `{ crt <any> | key <any> | alias <any> | ocsp <any> | issuer <any> | sctl <any> | ocsp-update {on|off} | acme@3.1 <any>
  | domains@3.1 <any> | ips@3.3 <any> | jwt@3.3 {on|off} | generate-dummy@3.3 {on|off} | keytype@3.3 <any> | bits@3.3 <num>
  | curves@3.3 <any> }*`;

/** `load …` of a crt-store. */
export function checkLoad(line: DirectiveLine): void {
  if (matchGrammar(line, parseGrammar(`${certificate} $`), 1) === undefined) return;
  for (let at = 1; at < line.length; at += 2) if (!line.known(at) || line.value(at) === 'crt') return;
  line.error('missing-argument', 0, '"load" needs "crt" with the file of the certificate.');
}

/** Parameters of the lines of a crt-list, with the number of their arguments. */
const listParameters = memo(({ parameters }: Facts): ReadonlyMap<string, number> => {
  const prefix = 'crt-list ';
  const own = [...parameters].filter(([key]) => key.startsWith(prefix));
  return new Map(own.map(([key, count]) => [key.slice(prefix.length), count]));
});

/** `ssl-f-use crt …`: a certificate with what a crt-store and a crt-list say of one. */
export function checkCertificateUse(line: DirectiveLine): void {
  const known = listParameters(line.context.facts);
  // Only a proxy that listens looks for the certificate.
  const mustHave = line.context.proxy?.frontend === true && !line.context.proxy.defaults;
  let hasCertificate = false;
  for (let at = 1; line.has(at); ) {
    if (!line.known(at)) return;
    const word = line.value(at);
    hasCertificate ||= word === 'crt';
    const count = known.get(word);
    if (count !== undefined) {
      if (count > 0 && !line.has(at + 1)) return void line.error('missing-argument', at, `"${word}" needs a value.`);
      at += 1 + count;
      continue;
    }
    if (!line.has(at + 1) && line.context.proxy?.defaults) return;
    const next = matchGrammar(line, parseGrammar(certificate), at);
    if (next === undefined) return;
    if (next === at) {
      const guess = guessOf(word, known);
      const help = didYouMean(guess);
      return void line.error('unknown-keyword', at, `"${word}" is not a parameter of a certificate.${help}`, guess);
    }
    hasCertificate ||= line.values.slice(at, next).includes('crt');
    at = next;
  }
  if (hasCertificate || !mustHave) return;
  line.error('missing-argument', 0, '"ssl-f-use" needs "crt" with the file of the certificate.');
}
