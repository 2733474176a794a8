import { type Table, table } from '../../../base/table.ts';
/**
 * What follows the name of a rule's action. The condition behind it is checked by the caller. An action that is
 * missing here takes anything up to `if` or `unless`.
 */
export const replyGrammar = `{ status <int:200,599> | content-type <any> | errorfiles <use:http-errors> | default-errorfiles | errorfile <any>
  | file <any> | string <any> | lf-file <any> | lf-string <lf> | hdr <header> <lf> }*`;
const deny = `{ deny_status <int:200,599> | status <int:200,599> | content-type <any> | errorfiles <use:http-errors>
  | default-errorfiles | errorfile <any> | file <any> | string <any> | lf-file <any> | lf-string <lf> | hdr <header> <lf> }*`;
const redirect = `{ location <lf> | prefix <lf> | scheme <lf> | set-cookie <any> | set-cookie-fmt <lf> | clear-cookie <any>
  | code <redirect-code> | drop-query | append-slash | ignore-empty | keep-query }*`;

export const actionGrammars: Table<string> = table({
  accept: '',
  'add-acl': '<lf>',
  'add-header': '<header> <lf>',
  allow: '',
  auth: '[realm <any>]',
  'attach-srv': '<any> [name <expr>]',
  capture: '<expr> {len <int:1>|id <int:0>}',
  'http-response capture': '<expr> id <int:0>',
  'http-after-response capture': '<expr> id <int:0>',
  'tcp-request content capture': '<expr> len <int:1>',
  'cache-store': '<any>',
  'cache-use': '<any>',
  'del-acl': '<lf>',
  'del-header': '<header-sought> [-m {str|beg|end|sub|reg}]',
  'del-map': '<lf>',
  deny,
  'disable-l7-retry': '',
  'do-log': '[profile <any>]',
  'do-resolve': '<expr>',
  'early-hint': '<header> <lf>',
  'expect-netscaler-cip': 'layer4',
  'expect-proxy': 'layer4',
  'normalize-uri': `{ fragment-encode | fragment-strip | path-merge-slashes | path-strip-dot | path-strip-dotdot [full]
    | percent-decode-unreserved [strict] | percent-to-uppercase [strict] | query-sort-by-name }`,
  redirect,
  reject: '',
  'replace-header': '<header-sought> <regex> <lf>',
  'replace-path': '<regex> <lf>',
  'replace-pathq': '<regex> <lf>',
  'replace-uri': '<regex> <lf>',
  'replace-value': '<header-sought> <regex> <lf>',
  return: replyGrammar,
  pause: '<any>',
  'sc-add-gpc': '[<intexpr>]',
  'sc-set-gpt': '[<intexpr>]',
  'sc-set-gpt0': '[<intexpr>]',
  'sc-inc-gpc': '',
  'sc-inc-gpc0': '',
  'sc-inc-gpc1': '',
  'send-spoe-group': '<any> <any>',
  'set-bandwidth-limit': '<any> {limit <any>|period <any>}*',
  'set-bc-mark': '<mark>',
  'set-bc-tos': '<mark>',
  'set-dst': '<expr>',
  'set-dst-port': '<expr>',
  'set-fc-mark': '<mark>',
  'set-fc-tos': '<mark>',
  'set-header': '<header> <lf>',
  'set-log-level': '{emerg|alert|crit|err|error|warning|notice|info|debug|silent}',
  'set-map': '<lf> <lf>',
  'set-mark': '<mark>',
  'set-method': '<lf>',
  'set-nice': '<int>',
  'set-path': '<lf>',
  'set-pathq': '<lf>',
  'set-priority-class': '<expr>',
  'set-priority-offset': '<expr>',
  'set-query': '<lf>',
  'set-src': '<expr>',
  'set-src-port': '<expr>',
  'set-retries': '<intexpr>',
  'set-status': '<int:100,999> [reason <lf>]',
  'set-timeout': '{server|tunnel|client@2.7|connect@3.3|queue@3.3|tarpit@3.3} <time-expr>',
  'set-tos': '<mark>',
  'set-uri': '<lf>',
  'set-var': '<expr>',
  'set-var-fmt': '[<lf>]',
  'silent-drop': '[rst-ttl@2.7 <any>]',
  'strict-mode': '{on|off}',
  tarpit: deny,
  'track-sc': '<expr> [table [<any>]]',
  'unset-var': '',
  'switch-mode': 'http [proto <mux>]',
  'wait-for-body': '{time <time> [at-least <size>]|at-least <size> time <time>}',
  'wait-for-handshake': '',
  close: '',
});

/** Actions of `tcp-request` and `tcp-response` that the programs do not list. */
export const handMadeActions: Table<readonly string[]> = table({
  'tcp-request connection': ['accept', 'reject', 'expect-proxy', 'expect-netscaler-cip', 'track-sc*'],
  'tcp-request session': ['accept', 'reject', 'track-sc*'],
  'tcp-request content': ['accept', 'reject', 'capture', 'track-sc*'],
  'tcp-response content': ['accept', 'reject', 'close'],
  'http-after-response': [],
  'http-request': [],
  'http-response': [],
  'quic-initial': ['accept', 'dgram-drop', 'reject', 'send-retry'],
});

/** The rule `redirect`, which takes no log-format. */
export const redirectGrammar = redirect.replaceAll('<lf>', '<any>');
