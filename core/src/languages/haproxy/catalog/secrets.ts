/**
 * Where HAProxy's language holds secrets: everything that quotes a line asks `secrets.ts`, which reads this table.
 *
 * Behind the words of the keyword: what the secret is, and the index of the word that it starts with.
 * - `rest`: all words from there.
 * - `payload`: the same, but for questions that everybody asks, such as `PING`.
 * - `named`: the word there is a name (of a header, a variable, a parameter); what follows is secret if it sounds so.
 * - `named-by-parentheses`: like that, the name being in the parentheses of the keyword's last word.
 * - `credentials`: `user:password`.
 * - `user`: a password behind `password`, `insecure-password`, up to `groups`.
 * - `behind-user`: what follows the word `user`.
 * - `request-end`: from there what is no HTTP version.
 * - `port`: what stands in the place of a port and cannot be one.
 * - `command`: a command line with its arguments.
 */
export const secretPositions = `
user | user 2
stats auth | credentials 2
cluster-secret | rest 1
anonkey | rest 1
setenv | rest 2
presetenv | rest 2
set-var | named 1
set-var-fmt | named 1
dynamic-cookie-key | rest 1
acme-vars | rest 1
eab-mac-key | rest 1
mailer | port 2
lua-load | rest 2
lua-load-per-thread | rest 2
ssl-passphrase-cmd | command 1
command | command 1
external-check command | command 2
set-param | named 1
option httpchk | request-end 4
option mysql-check | behind-user 2
option pgsql-check | behind-user 2
type mysql-check | behind-user 2
type pgsql-check | behind-user 2
tcp-check send | payload 2
http-check send-state | payload 2
tcp-check send-lf | payload 2
tcp-check send-binary | payload 2
tcp-check send-binary-lf | payload 2
reqadd | rest 1
rspadd | rest 1
reqrep | rest 1
reqirep | rest 1
rsprep | rest 1
rspirep | rest 1
`;

/** Actions of all rulesets (`http-request`, `tcp-request content`, `http-check` …), in the same form. */
export const secretActions = `
set-header | named 1
add-header | named 1
replace-header | named 1
replace-value | named 1
early-hint | named 1
set-var | named-by-parentheses 1
set-var-fmt | named-by-parentheses 1
set-map | named-by-parentheses 1
add-acl | named-by-parentheses 1
del-acl | named-by-parentheses 1
del-map | named-by-parentheses 1
`;

export const rulesets: readonly string[] = [
  'http-request',
  'http-response',
  'http-after-response',
  'tcp-request',
  'tcp-response',
  'http-check',
  'tcp-check',
  'quic-initial',
];

/** Wherever these stand behind a keyword, the next word is secret. */
export const secretParameters: readonly string[] = [
  'ca-sign-pass',
  'tcp-md5sig',
  'agent-send',
  'set-cookie',
  'body',
  'body-lf',
];

/** Lines with parameters, each a word of its own or before a value, by the index of the first of them. */
export const parameterLines: ReadonlyMap<string, number> = new Map([
  ['bind', 2],
  ['server', 3],
  ['server-template', 4],
  ['default-server', 1],
  ['peer', 3],
]);

/** What a parameter of these lines may be meant for that is none, or is misspelt. */
export const meantParameters: readonly string[] = [
  'ca-sign-pass',
  'tcp-md5sig',
  'agent-send',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
];

/** Parameters that sound secret and are not. */
export const openParameters: ReadonlySet<string> = new Set(['cookie', 'hash-key']);

/** Near to one of the keywords above, and none of them misspelt. */
export const otherKeywords: readonly string[] = ['resetenv', 'unsetenv', 'smtpchk', 'usesrc', 'mailers'];

/** Wherever this stands behind a keyword, a name and a value follow. */
export const namedParameters: readonly string[] = ['hdr'];

/** Converters with a key, by the index of the argument that it is in; what follows it is no better known. */
export const secretConverters: ReadonlyMap<string, number> = new Map([
  ['hmac', 1],
  ['jwt_verify', 1],
  ['jwt_decrypt_secret', 0],
  ['jwt_decrypt_jwk', 0],
  ['aes_gcm_enc', 1],
  ['aes_gcm_dec', 1],
  ['aes_cbc_enc', 1],
  ['aes_cbc_dec', 1],
  ['secure_memcmp', 0],
]);

/** Fetches whose value is a secret by itself; others are where their argument sounds so. */
export const secretFetches: ReadonlySet<string> = new Set(['http_auth_pass', 'http_auth_bearer']);
