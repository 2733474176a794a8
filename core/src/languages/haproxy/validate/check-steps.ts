import { type Table, table } from '../../../base/table.ts';
import { compareVersions } from '../../../base/version.ts';
import { checkVariable } from './actions.ts';
import { readType } from './argument.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { placesOf } from './places.ts';

const connect = `connect { comment <any> | port <port-expr> | addr <addr-plain> | proto <mux> | send-proxy | via-socks4 | linger | ssl
  | sni <any> | alpn <any> | default }* $`;

const results = `comment <any> | min-recv <int:-1> | ok-status {L4OK|L6OK|L7OK|L7OKC} | error-status {L4CON|L6RSP|L7RSP|L7STS}
  | tout-status {L4TOUT|L6TOUT|L7TOUT} | on-success <lf> | on-error <lf> | status-code <expr>`;

const method = '[-m {str|beg|end|sub|reg}]';

/** One pattern, and whatever else is said of it before and behind. */
const expect = (patterns: string): string =>
  `expect { ${results} }* { ! }* { ${patterns} | !string <any> | !rstring <regex> | custom } { ${results} }* $`;

const grammars: Table<string> = table({
  'http-check': `{ comment <any> | ${connect} | disable-on-404 $ | send-state $
    | ${expect(`string <any> | rstring <regex> | string-lf <lf> | status <statuses> | rstatus <regex> | !status <statuses> | !rstatus <regex>
      | hdr { name ${method} <any> | name-lf ${method} <lf> } [value ${method} <any>] [value-lf ${method} <lf>]
      | fhdr { name ${method} <any> | name-lf ${method} <lf> } [value ${method} <any>] [value-lf ${method} <lf>]`)}
    | send { meth <any> | uri <any> | uri-lf <lf> | ver <any> | hdr <header> <lf> | body <any> | body-lf <lf> | comment <any> }* $ }`,
  'tcp-check': `{ comment <any> | ${connect}
    | ${expect('string <any> | rstring <regex> | string-lf <lf> | binary <hex> | rbinary <any> | binary-lf <lf> | !binary <hex> | !rbinary <any>')}
    | send <any> [comment <any>] $ | send-lf <lf> [comment <any>] $ | send-binary <hex> [comment <any>] $
    | send-binary-lf <lf> [comment <any>] $ }`,
});

/** `http-check …` and `tcp-check …`: a step of a health check. */
export function checkStep(line: DirectiveLine): void {
  const keyword = line.value(0);
  const step = line.value(1);
  if (!line.known(1)) return;
  line.places = placesOf('check', line.context.proxy);
  const formatted = compareVersions(line.context.facts.version, [2, 2]) > 0;
  if (/^(?:un)?set-var\(/.test(step) || (formatted && step.startsWith('set-var-fmt(')))
    return void checkVariableStep(line);
  if (keyword === 'http-check' && step === 'send' && line.value(2) === '') return;
  // Each further sign turns the meaning round once more.
  if (line.values.some((value) => value.startsWith('!!'))) return;
  matchGrammar(line, parseGrammar(grammars.get(keyword) ?? '...'), 1);
}

function checkVariableStep(line: DirectiveLine): void {
  const step = line.value(1);
  if (!checkVariable(line, step, 1)) return;
  if (step.startsWith('set-var(')) readType(line, 'expr', [], 2);
  else if (step.startsWith('set-var-fmt(') && line.has(2)) readType(line, 'lf', [], 2);
}
