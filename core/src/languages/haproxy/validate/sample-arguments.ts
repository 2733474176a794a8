import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { regexFault } from './pattern.ts';
import { variableFault } from './variable.ts';

/**
 * What the programs' own checks of the arguments of a fetch or converter refuse, beyond their types
 * (`val_args` in HAProxy's sources); undefined when nothing is wrong or known.
 */
export function argumentsFault(name: string, values: readonly string[], version: Version): string | undefined {
  return checks.get(name)?.(values, version);
}

type Check = (values: readonly string[], version: Version) => string | undefined;

const isInteger = (text: string): boolean => /^[+-]?\d+$/.test(text);

const numberOrVariable: Check = ([text = ''], version) =>
  isInteger(text) || variableFault(text, version) === undefined
    ? undefined
    : `"${text}" is neither a number nor a variable such as "txn.name"`;

const variable: Check = ([text = ''], version) => variableFault(text, version);

const bigEndian: Check = ([, size = '']) =>
  isInteger(size) && (Number(size) < 1 || Number(size) > 8) ? 'a chunk has 1 to 8 bytes' : undefined;

/** Base64, or the name of a variable that holds it. */
function keyFault(text: string | undefined, version: Version): string | undefined {
  if (text === undefined || compareVersions(version, [2, 6]) < 0 || variableFault(text, version) === undefined) {
    return undefined;
  }
  const fits = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return fits ? undefined : `"${text}" is neither Base64 nor the name of a variable`;
}

const aes: Check = ([bits = '', ...keys], version) => {
  if (isInteger(bits) && !/^(?:128|192|256)$/.test(bits)) return 'the key has 128, 192 or 256 bits';
  // The last one is the tag or more: it may be anything in some of the versions.
  return keyFault(keys[0], version) ?? keyFault(keys[1], version);
};

const algorithm: Check = ([name = '']) =>
  /^(?:md|sha|rmd|ripemd|rsa|ssl3|blake|shake|keccak|sm3|whirlpool|null)/i.test(name)
    ? undefined
    : `there is no digest "${name}"`;

const word: Check = ([index = '', delimiters]) => {
  if (isInteger(index) && Number(index) === 0) return 'the first field is 1, and the last one -1';
  return delimiters === '' ? 'the delimiter is empty' : undefined;
};

const oneOf =
  (at: number, names: string): Check =>
  (values) => {
    const text = values[at] ?? '';
    return text === '' || names.split(' ').includes(text)
      ? undefined
      : `"${text}" is not one of ${names.split(' ').join(', ')}`;
  };

const conditions = 'ifexists ifnotexists ifempty ifnotempty ifset ifnotset ifgt iflt'.split(' ');

/** Conditions behind the name of a variable that is set. */
export function conditionsFault(values: readonly string[]): string | undefined {
  const wrong = values.find((text) => text !== '' && !conditions.includes(text));
  return wrong === undefined ? undefined : `there is no condition "${wrong}"`;
}

/** A length in front of the payload, and where both stand. */
const lengthAndValue: Check = ([offset = '', length = '', behind = '']) => {
  if (isInteger(offset) && Number(offset) < 0) return 'the first offset is negative';
  if (isInteger(length) && Number(length) === 0) return 'the length takes 0 bytes';
  // Without a sign the second offset counts from the start.
  const least = -(Number(offset) + Number(length));
  return isInteger(offset) && Number(length) > 0 && /^-\d+$/.test(behind) && Number(behind) < least
    ? `the second offset is less than ${least}`
    : undefined;
};

const checks: Table<Check> = table({
  add: numberOrVariable,
  add_item: ([, name = ''], version) => (name === '' ? undefined : variableFault(name, version)),
  aes_gcm_dec: aes,
  aes_gcm_enc: aes,
  and: numberOrVariable,
  be2dec: bigEndian,
  be2hex: ([, size = '']) => (isInteger(size) && Number(size) < 0 ? 'the size of a chunk is negative' : undefined),
  bytes: ([offset = '', length], version) => {
    if (compareVersions(version, [3, 0]) < 0) return undefined;
    const first = numberOrVariable([offset], version);
    if (first) return first;
    if (isInteger(offset) && Number(offset) < 0) return 'the offset is negative';
    if (length === undefined) return undefined;
    const second = numberOrVariable([length], version);
    if (second) return second;
    return isInteger(length) && Number(length) < 1 ? 'the length is less than 1' : undefined;
  },
  concat: ([, name = ''], version) => (name === '' ? undefined : variableFault(name, version)),
  digest: algorithm,
  div: numberOrVariable,
  field: word,
  hmac: (values, version) => algorithm(values, version) ?? keyFault(values[1], version),
  http_date: oneOf(1, 's ms us'),
  json: oneOf(0, 'ascii utf8 utf8s utf8p utf8ps'),
  json_query: oneOf(1, 'int'),
  jwt_verify: ([name = ''], version) =>
    /^(?:[HREP]S(?:256|384|512))$/.test(name) || variableFault(name, version) === undefined
      ? undefined
      : `"${name}" is neither an algorithm such as "RS256" nor the name of a variable`,
  le2dec: bigEndian,
  mod: numberOrVariable,
  mul: numberOrVariable,
  or: numberOrVariable,
  payload_lv: lengthAndValue,
  'req.payload_lv': lengthAndValue,
  regsub: ([pattern = '', , flags = '']) =>
    regexFault(pattern) ?? (/^[gi]*$/.test(flags) ? undefined : `"${flags}" are not flags: "g" and "i" are`),
  secure_memcmp: variable,
  'res.payload_lv': lengthAndValue,
  'set-var': ([name = '', ...when], version) => variableFault(name, version) ?? conditionsFault(when),
  sha2: oneOf(0, '0 224 256 384 512'),
  strcmp: variable,
  sub: numberOrVariable,
  'unset-var': variable,
  url_enc: oneOf(0, 'query'),
  var: variable,
  when: ([name = '']) =>
    /^(?:error|forwarded|normal|processed|stopping|toapplet|acl)$/.test(name)
      ? undefined
      : `there is no condition "${name}"`,
  word,
  xor: numberOrVariable,
});
