import type { Word } from '../../../syntax/line.ts';
import { type AclTest, isFolded, isHost } from './acl-test.ts';

/** Why a pattern can never match what its test looks at. */
export interface Impossible {
  readonly word: Word;
  /** What the sample is like, and what to write instead. */
  readonly why: string;
  /** Unusual clients could send it. */
  readonly rare?: true;
  /** What the word is to be, where one thing only can be meant. */
  readonly instead?: string;
}

/** The first pattern of a test that no request matches, by what such samples look like. */
export function impossiblePatternIn(test: AclTest): Impossible | undefined {
  const judge = judgeFor(test);
  if (!judge && !foldedBy(test)) return undefined;
  for (const word of test.patterns) {
    // A "$" that HAProxy does not replace is a mistake of another kind.
    if (!word.known || word.value === '' || /\$[{\w]/.test(word.value)) continue;
    const found = foldedAway(test, word.value) ?? judge?.(word.value, test);
    if (found) return { word, ...found };
  }
  return undefined;
}

type Verdict = Omit<Impossible, 'word'> | undefined;
type Judge = (value: string, test: AclTest) => Verdict;

const textual: ReadonlySet<string> = new Set(['str', 'beg', 'end', 'sub', 'dir', 'dom']);
const versions = /^(?:req|res)\.ver$/;
const serverNames: ReadonlySet<string> = new Set(['req.ssl_sni', 'req_ssl_sni', 'ssl_fc_sni']);

function judgeFor(test: AclTest): Judge | undefined {
  const { fetch, method, converters } = test;
  if (fetch === 'method') return judgeMethod;
  if (isBareHost(test)) return judgeBareHost;
  if (fetch === 'req.hdr' || fetch === 'req.fhdr') {
    const [name = ''] = test.args;
    if (method === 'str' && /^user-agent$/i.test(name) && isFolded(converters)) return judgeBrowser;
    if (method === 'str' && !isHost(test)) return judgeNetwork;
  }
  if (!isFolded(converters)) return undefined;
  if (method === 'reg') return fetch === 'path' ? judgePathExpression : isHost(test) ? judgeHostExpression : undefined;
  if (!textual.has(method)) return undefined;
  if (fetch === 'path' || fetch === 'pathq') return judgePath;
  if (fetch === 'url') return judgeUrl;
  if (fetch === 'base') return judgeBase;
  if (fetch === 'query') return judgeQuery;
  if (isHost(test)) return judgeHost;
  if (serverNames.has(fetch)) return judgeServerName;
  if (fetch === 'ssl_fc_protocol' && method === 'str') return judgeProtocol;
  return versions.test(fetch) && method === 'str' ? judgeVersion : undefined;
}

const protocols: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function judgeProtocol(value: string, { insensitive }: AclTest): Verdict {
  if (protocols.some((one) => one === value || (insensitive && one.toLowerCase() === value.toLowerCase())))
    return undefined;
  const version = /^(?:TLS)?[ _v-]*(1(?:\.\d)?)$/i.exec(value)?.[1];
  const meant = protocols.find((one) => one === `TLSv${version}`);
  return {
    why: `protocols are written as in "TLSv1.2".${meant ? ` Write "${meant}".` : ''}`,
    ...(meant !== undefined && { instead: meant }),
  };
}

/** The converter that leaves letters of one case only; undefined where the comparison is of another kind. */
function foldedBy({ converters, insensitive, method }: AclTest): string | undefined {
  return insensitive || !textual.has(method) ? undefined : /,(lower|upper)$/.exec(converters)?.[1];
}

/** Letters of a case that a converter has taken away. */
function foldedAway(test: AclTest, value: string): Verdict {
  const last = foldedBy(test);
  if (last === undefined) return undefined;
  const folded = last === 'lower' ? value.toLowerCase() : value.toUpperCase();
  if (folded === value) return undefined;
  return { why: `behind "${last}" there are no such letters. Write "${folded}".`, instead: folded };
}

const asterisk = '"*" stands for itself here';

function judgePath(value: string, { fetch, method }: AclTest): Verdict {
  const atStart = method === 'str' || method === 'beg';
  if (atStart && value.startsWith('^')) return expression('path_reg');
  if (/^[a-z]+:\/\//i.test(value) && atStart) {
    return { why: 'a path holds neither scheme nor host. Compare the path alone, and the host with "hdr(host)".' };
  }
  if (method !== 'dir' && method !== 'dom' && fetch === 'path' && value.includes('?')) {
    return { why: 'a path ends before the "?". Compare what follows with "urlp(name)" or "query".' };
  }
  const other =
    common(value) ?? wildcard(value, method) ?? (looksLikeExpression(value) ? expression('path_reg') : undefined);
  if (other) return other;
  if (!atStart || value.startsWith('/')) return undefined;
  if (value.startsWith('!'))
    return { why: 'a path starts with "/", and patterns are not negated. Write "if !name" in the condition.' };
  const host = /^[\w-]+(?:\.[\w-]+)+\//.test(value);
  return host
    ? { why: 'a path holds no host and starts with "/". Compare the host with "hdr(host)".' }
    : { why: `a path starts with "/". Write "/${value}".`, ...(/^[\w.-]/.test(value) && { instead: `/${value}` }) };
}

function judgeUrl(value: string, { method }: AclTest): Verdict {
  const atStart = method === 'str' || method === 'beg';
  if (atStart && value.startsWith('^')) return expression('url_reg');
  const other = common(value) ?? wildcard(value, method);
  if (other) return other;
  // CONNECT asks for "host:port".
  if (!atStart || /^[/*]|^[a-z][a-z\d+.-]*:|:\d*$/i.test(value) || /^h(?:t(?:t(?:ps?)?)?)?$/i.test(value))
    return undefined;
  return {
    why: 'a URL starts with "/", or with a scheme and "://". Compare the path with "path", the host with "hdr(host)".',
  };
}

function judgeBase(value: string, { method }: AclTest): Verdict {
  const atStart = method === 'str' || method === 'beg';
  if (atStart && /^[a-z]+:\/\//i.test(value)) {
    return { why: '"base" is the host and the path, without a scheme. Leave the scheme out.' };
  }
  if (atStart && value.startsWith('/')) {
    return { why: '"base" starts with the host that the client asks for. Compare the path with "path".', rare: true };
  }
  if (value.includes('?'))
    return { why: '"base" ends before the "?". Compare what follows with "urlp(name)" or "query".' };
  return common(value) ?? wildcard(value, method);
}

function judgeQuery(value: string, { method }: AclTest): Verdict {
  if ((method !== 'str' && method !== 'beg') || !/^\?[^?]/.test(value)) return undefined;
  return { why: 'the query is what follows the "?". Leave the "?" out.', instead: value.slice(1) };
}

/** What no part of a request line holds. */
function common(value: string): Verdict {
  if (/\s/.test(value))
    return { why: 'no request holds blanks there. Leave out the quotes: each word is a pattern of its own.' };
  if (value.includes('#')) return { why: 'browsers keep what follows a "#" to themselves. Leave it out.' };
  const list = /^[^,]+,(?=[/.])|^[/.][^,;?&=]*,$/.test(value);
  return list ? { why: 'the comma is a letter like any other. Write blanks between patterns.' } : undefined;
}

function wildcard(value: string, method: string): Verdict {
  if (/^\/?\*\.?\w/.test(value) && method !== 'sub') {
    return { why: `${asterisk}. Leave it out, and compare the end ("-m end").` };
  }
  if (/\w\/\*\/\w/.test(value) && method !== 'sub')
    return { why: `${asterisk}. Write an expression: "-m reg ^${value.replaceAll('*', '[^/]+')}".` };
  if (/^\*\w+\*$/.test(value) && method === 'sub') {
    return {
      why: `${asterisk}, and a part is looked for anyway. Write "${value.slice(1, -1)}".`,
      instead: value.slice(1, -1),
    };
  }
  if (/\w?\/\*+$/.test(value) && method !== 'sub')
    return { why: `${asterisk}. Leave it out, and compare the beginning ("-m beg").` };
  return undefined;
}

function looksLikeExpression(value: string): boolean {
  return /\\[.dw/]|\.[*+]|\([\w/.-]+(?:\|[\w/.-]+)+\)|\[(?:a-z|0-9|A-Z)|^[\w/.-]+\|[\w/.|-]+$|^\^\/|[\w)]\$$/.test(
    value,
  );
}

function expression(keyword: string): Verdict {
  return { why: `texts are compared here, and this is a regular expression. Write "${keyword}", or the text alone.` };
}

function judgePathExpression(value: string): Verdict {
  if (value.includes('|') || value.includes('(?')) return undefined;
  if (/\\\?(?![?*{])/.test(value) && !value.includes(')?') && !value.includes(')*')) {
    return {
      why: 'a path ends before the "?". Compare what follows with "urlp(name)" or "query", or all of it with "url_reg".',
    };
  }
  if (!/^\^\w/.test(value) || /^\^.[?*{]/.test(value)) return undefined;
  return { why: `a path starts with "/". Write "^/${value.slice(1)}".`, instead: `^/${value.slice(1)}` };
}

function judgeHost(value: string, test: AclTest): Verdict {
  return judgeName(value, test, 'the Host header');
}

/** Names that stand at the start or within what programs call themselves, with a version. */
const browsers =
  /^(?:mozilla|chrome|firefox|safari|msie|opera|curl|wget|googlebot|bingbot|python-requests|sqlmap|nikto|bot|crawler|spider)$/i;

function judgeBrowser(value: string): Verdict {
  if (!browsers.test(value)) return undefined;
  return { why: 'all of the header is compared, and there is more in it. Write "-m sub -i".', rare: true };
}

function judgeNetwork(value: string): Verdict {
  if (!/^(?:\d{1,3}\.){3}\d{1,3}\/\d{1,2}$|^[\da-f:]*::[\da-f:]*\/\d{1,3}$/i.test(value)) return undefined;
  return { why: 'texts are compared here, and no header holds a network. Ask "hdr_ip(name)" for an address.' };
}

/** Of the Host header what stands before the port. */
function isBareHost({ fetch, args, converters, method }: AclTest): boolean {
  const port = /^(?:,(?:lower|upper))*,(?:(?:field|word)\(1,['"\\]*:['"]*\)|host_only)(?:,(?:lower|upper))*$/;
  return (
    /^req\.f?hdr$/.test(fetch) &&
    args[0]?.toLowerCase() === 'host' &&
    (method === '' || method === 'str') &&
    port.test(converters)
  );
}

function judgeBareHost(value: string, test: AclTest): Verdict {
  const name = /^([\w.-]+):\d+$/.exec(value)?.[1];
  if (name === undefined) return judgeHost(value, test);
  return { why: `the converter has taken the port away. Write "${name}".`, instead: name };
}

/** Only what stands at the start is looked at, and only where nothing in it is a choice. */
function judgeHostExpression(value: string): Verdict {
  if (!/^\^?\(?https?\??\)?:\\?\/\\?\//.test(value)) return undefined;
  return { why: 'the Host header holds no scheme. Leave it out.' };
}

function judgeServerName(value: string, test: AclTest): Verdict {
  if (/:\d*$/.test(value)) return { why: 'the name that a TLS client sends has no port. Leave the port out.' };
  return judgeName(value, test, 'the name that a TLS client sends');
}

function judgeName(value: string, { method, insensitive }: AclTest, what: string): Verdict {
  const atStart = method === 'str' || method === 'beg';
  const trimmed = method === 'dom' || method === 'dir' ? value.replace(/^[/?.:]+|[/?.:]+$/g, '') : value;
  if (trimmed.includes('://'))
    return { why: `${what} holds no scheme. Leave "${value.slice(0, value.indexOf('://') + 3)}" out.` };
  if (/[/?#]/.test(trimmed)) return { why: `${what} holds no path. Leave it out, and compare the path with "path".` };
  if (/\s/.test(trimmed))
    return { why: `${what} holds no blanks. Leave out the quotes: each word is a pattern of its own.` };
  if (/^\*\.[\w-]/.test(trimmed) && atStart) {
    return { why: `${asterisk}, and no name holds one. Compare the end: "-m end ${value.slice(1)}".` };
  }
  if (/[\\^$|()]|\.[*+]/.test(trimmed)) {
    return { why: 'texts are compared here, and this is a regular expression. Write "-m reg", or the text alone.' };
  }
  if (trimmed.includes('*'))
    return { why: `${asterisk}, and no name holds one. Leave it out, and choose with "-m" what is compared.` };
  if (/[,;]/.test(trimmed)) return { why: `${what} holds no comma and no semicolon. Write blanks between patterns.` };
  if (atStart && trimmed.startsWith('.'))
    return { why: `no name starts with a dot. Compare the end: "-m end ${value}".` };
  if (insensitive || trimmed === trimmed.toLowerCase()) return undefined;
  return {
    why: 'browsers write names in small letters, whatever was typed. Add "-i".',
    instead: value.toLowerCase(),
    rare: true,
  };
}

const methodNames = /^(?:connect|delete|get|head|options|patch|post|put|trace)$/i;

/** `-i` is of no help: the usual methods are numbers, and only names that HAProxy does not know are compared as texts. */
function judgeMethod(value: string, { chosen, converters, method, insensitive }: AclTest): Verdict {
  if (converters !== '' || (chosen && (insensitive || method !== 'str'))) return undefined;
  if (/[,|/;]/.test(value))
    return {
      why: 'no method is called so. Write blanks between methods.',
      ...(/^\w+(?:[,|]\w+)+$/.test(value) && { instead: value.split(/[,|]/).join(' ').toUpperCase() }),
    };
  if (!methodNames.test(value) || value === value.toUpperCase()) return undefined;
  return {
    why: `methods are written in capitals, and "-i" does not change that. Write "${value.toUpperCase()}".`,
    instead: value.toUpperCase(),
  };
}

function judgeVersion(value: string): Verdict {
  if (/^\d\.\d$/.test(value)) return undefined;
  const number = /(\d)(\.\d)?$/.exec(value);
  const meant = number && `${number[1]}${number[2] ?? (number[1] === '1' ? '' : '.0')}`;
  return {
    why: `the version is two digits and a dot, such as "1.1" or "2.0".${meant?.includes('.') ? ` Write "${meant}".` : ''}`,
    ...(meant?.includes('.') && { instead: meant }),
  };
}
