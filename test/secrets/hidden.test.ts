import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hidden, withoutSecrets } from '#core/catalog/hide-secrets.ts';
import { secretsInCommand, secretsInText } from '#core/catalog/secrets.ts';
import { converterKeywords, fetchKeywords } from '#core/languages/haproxy/catalog/samples.ts';
import {
  secretActions,
  secretConverters,
  secretFetches,
  secretParameters,
  secretPositions,
} from '#core/languages/haproxy/catalog/secrets.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { lexLine } from '#core/languages/haproxy/lexer.ts';
import { maskedWords, secretsOfWords } from '#core/languages/haproxy/secrets.ts';
import { commandKeywords, secretKeywords } from '#core/languages/keepalived/catalog/secrets.ts';
import { keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';
import { secretsOfLine } from '#core/languages/keepalived/secrets.ts';

const masked = (line: string): string => maskedWords(lexLine(`${line}\n`).words.map(({ value }) => value)).join(' ');
const names = new Set(haproxyCatalog.keywords.map(({ name }) => name));
const namesOf = (table: string): readonly string[] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' | ')[0] ?? '');

describe('the tables of secret positions and the catalogues', () => {
  test('each position is a keyword that HAProxy has or had', () => {
    const removed = ['reqadd', 'rspadd', 'reqrep', 'reqirep', 'rsprep', 'rspirep'];
    const inOption = ['type mysql-check', 'type pgsql-check'];
    const unknown = namesOf(secretPositions).filter((name) => !names.has(name));
    expect(unknown).toEqual([...inOption, ...removed]);
    const known = [...names].map((name) => name.split(' ').at(-1));
    for (const name of [...namesOf(secretActions), ...secretParameters]) {
      const isChoice = haproxyCatalog.keywords.some((keyword) =>
        keyword.arguments?.some(({ choices }) => choices?.some(({ value }) => value === name)),
      );
      expect(known.includes(name) || isChoice, name).toBe(true);
    }
    const samples = [...converterKeywords([3, 4]), ...fetchKeywords([3, 4])].map(({ name }) => name);
    expect([...secretConverters.keys(), ...secretFetches].filter((name) => !samples.includes(name))).toEqual([]);
  });

  test('what a catalogue calls a password, a secret, a token, a key or a command is a position, or is none for a reason', () => {
    const telling = /pass(?:word|phrase)|secret|token|(?:^|[ -])key$|^key-|command/;
    const listed = new Set([...namesOf(secretPositions), ...namesOf(secretActions), ...secretParameters]);
    const open = haproxyCatalog.keywords
      .filter(
        (keyword) =>
          telling.test(keyword.name) || keyword.arguments?.some(({ name, choices }) => !choices && telling.test(name)),
      )
      .map(({ name }) => name)
      .filter((name) => !listed.has(name) && !listed.has(name.split(' ').at(-1) ?? ''));
    // Files, names, and samples that are looked up at run time.
    expect([...new Set(open)].filter((name) => !/track-sc\d$/.test(name))).toEqual(expectedHaproxy);
    const keepalived = keepalivedKeywords
      .filter(
        ({ name, quoted, arguments: list }) =>
          quoted || telling.test(name) || list?.some((one) => telling.test(one.name)),
      )
      .map(({ name }) => name)
      .filter((name) => !secretKeywords.has(name) && !commandKeywords.has(name) && !name.startsWith('notify'));
    expect([...new Set(keepalived)]).toEqual(expectedKeepalived);
  });

  test('no known keyword is taken for a misspelt one that holds a secret', () => {
    const words = [...names].filter((name) => !namesOf(secretPositions).includes(name));
    const hiding = words.filter((name) =>
      maskedWords([...name.split(' '), 'first', 'second', 'third'])
        .join(' ')
        .includes(hidden),
    );
    expect(hiding).toEqual([]);
  });
});

const expectedHaproxy: readonly string[] = ['key-base', 'hash-key', 'key', 'account-key', 'reuse-key'];
const expectedKeepalived: readonly string[] = ['full_command', 'regex'];

describe('what is hidden', () => {
  test.each([
    ['user admin insecure-password abc groups g1,g2', `user admin insecure-password ${hidden} groups g1,g2`],
    ['stats auth admin:abc', `stats auth admin:${hidden}`],
    [
      'http-request set-header Authorization "Basic abc" if x',
      `http-request set-header Authorization Basic ${hidden} if x`,
    ],
    ['acl a req.hdr(x-api-key) -m str abc', `acl a req.hdr(x-api-key) -m str ${hidden}`],
    [
      'use_backend b if { hdr(host) a } { hdr(x-token) abc } c',
      `use_backend b if { hdr(host) a } { hdr(x-token) ${hidden} } c`,
    ],
    ['redirect location https://a:bcd@c/?token=abc&x=y', `redirect location https://${hidden}@c/?token=${hidden}&x=y`],
  ])('%s', (line, shown) => {
    expect(masked(line)).toBe(shown);
  });

  test.each([
    'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
    'http-request set-header X-Token "%[req.hdr(authorization),field(2,\' \')]"',
    'http-request set-var(txn.session) req.cook(session)',
    'acl static path_beg /auth /token',
    'acl secure hdr(X-Forwarded-Proto) -i https',
    'http-request deny unless { http_auth(users) }',
    'http-request auth realm admin unless { http_auth(users) }',
    'cookie SESSION insert indirect nocache',
    'server s1 10.0.0.1:80 check cookie a weight 10',
    'option httpchk GET /health HTTP/1.1',
    'option httpchk OPTIONS * "HTTP/1.1"',
    'http-check send hdr Host example.com',
    'http-request set-header Authorization "$TOKEN"',
    'stick on req.hdr(Authorization) table t',
    'bind 10.0.0.1:443 ssl crt /etc/key.pem',
    'user haproxy',
  ])('nothing of %s', (line) => {
    expect(secretsOfWords(lexLine(`${line}\n`).words.map(({ value }) => value)).flat()).toEqual([]);
  });

  test.each([
    ['auth_type abc', ['abc']],
    ['auth_type PASS abc', ['abc']],
    ['auth_type PASS auth_pass abc', ['abc', 'abc']],
    ['auth_passabc', ['abc']],
    ['auth_type PASS', []],
    ['auth_type PAS', []],
    ['auth_type AH', []],
  ])('keepalived: %s', (line, secrets) => {
    expect(secretsOfLine(line.split(' '))).toEqual(secrets);
  });

  test('nothing of the configurations that are examples of right ones', () => {
    const folders = ['examples/pair/lb1', 'test/oracle/haproxy/accepted'];
    const lines = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.cfg'))
        .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split('\n')),
    );
    const hiding = lines.filter((line) => masked(line).includes(hidden)).map((line) => line.trim());
    expect(hiding).toEqual([
      'option pgsql-check user haproxy',
      'user anna insecure-password "s3cret word"',
      'user bert insecure-password other groups ops',
    ]);
  });

  test('commands: what options with a telling name, well-known short ones and variables hold', () => {
    expect(secretsInCommand('/bin/check --password abc -p def PGPASSWORD=ghi --port 80 host')).toEqual([
      'ghi',
      'abc',
      'def',
    ]);
    expect(secretsInCommand('/usr/bin/curl --silent --fail --max-time 1 http://127.0.0.1:8404/healthz')).toEqual([]);
    expect(secretsInCommand('/usr/bin/pgrep -x haproxy')).toEqual([]);
    expect(secretsOfLine(['script', '/usr/bin/mysql -uroot -pabc'])).toEqual(['abc']);
  });

  test('a message loses whole secrets, their parts in quotes, and nothing else', () => {
    expect(withoutSecrets('"abcdef" and "abc" and xyz', new Set(['abcdef']))).toBe(
      `"${hidden}" and "${hidden}" and xyz`,
    );
    expect(withoutSecrets('the keyword "password" needs a value', new Set(['abcdef']))).toBe(
      'the keyword "password" needs a value',
    );
    expect(withoutSecrets('HAProxy refuses it', new Set(['haproxy']))).toBe('HAProxy refuses it');
    expect(withoutSecrets('is "a b abcde…"', new Set(['abcdefgh']))).toBe(`is "${hidden}"`);
  });

  test('plain text has no secrets', () => {
    expect(secretsInText('option=value a@b.example 10.0.0.1:80 fd@4 ipv4@10.0.0.1:80 unix@/run/x.sock')).toEqual([]);
  });

  test.each([
    '=',
    '-',
    ',',
    '%[',
    '%["',
    '%[(',
    '%{',
    '"',
    "'",
    '://',
    'a:b@',
    ',a:',
    ' a: ',
    'basic ',
    'str("',
    'hmac(',
    'hmac("',
    '$',
    'token=x&',
    ' --password x',
    ' -p x',
    ' auth_pass',
    ' notify',
    ' { hdr(x-token) x }',
    ' \\',
    'user ',
    '\\n',
    '%a',
  ])('a line of many "%s" takes no longer than its length', (piece) => {
    const text = piece.repeat(60_000 / piece.length);
    const before = process.cpuUsage();
    for (const line of [
      text,
      `stats auth ${text}`,
      `http-request set-header Authorization ${text}`,
      `command x ${text}`,
    ]) {
      for (const words of [line.split(' '), [...line.split(' ').slice(0, 3), text]]) {
        const secrets = secretsOfWords(words).flat();
        maskedWords(words);
        withoutSecrets(`"${line.slice(0, 500)}" ${line}`, new Set(secrets));
        withoutSecrets(`"${line.slice(0, 500)}" ${line}`, new Set(secretsOfLine(['script', ...words])));
        secretsOfLine(words);
      }
    }
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(2);
  });
});
