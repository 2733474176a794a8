import { hiddenExpression } from './template-text.ts';

/**
 * Template engines leave three kinds of marks in a text: expressions whose value nobody knows (`{{ x }}`, `<%= x %>`),
 * statements that come and go with their line (`{% if x %}`, `<% if x %>`, `{{ range x }}`), and comments.
 * An ERB line may start with `%` only where the engine is told so; that is not read.
 */
export interface TemplateMark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'expression' | 'statement' | 'comment';
  /** What stands between its signs, blanks and dashes aside. */
  readonly inner: string;
}

/** What may stand between two signs without further signs of a template: HAProxy's formats hold some of them, too. */
const longest = 4000;

/** Words with which a statement begins, so that no blank is needed before it. */
const statement =
  /^(?:if|elif|else|endif|for|endfor|set|endset|raw|endraw|block|endblock|include|import|from|macro|endmacro|with|endwith|filter|endfilter|call|endcall|do|extends|autoescape|endautoescape)\b/;

/** Whether a text is one that a template engine makes a configuration of. */
export function isTemplate(text: string): boolean {
  return mayBeTemplate(text) && !marksIn(text).next().done;
}

/** Whether something in a text may begin a mark. Quick: almost all files are no templates. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('<%');
}

/**
 * The text with blanks in the place of statements and comments, and of expressions what `unknown` makes of them. It has
 * the same length and the same lines, so that every place in it is one of the template.
 */
export function withoutTemplate(text: string, unknown: (expression: string) => string = hiddenExpression): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, kind } of marksIn(text)) {
    const mark = text.slice(start, end);
    parts.push(text.slice(done, start), kind === 'expression' ? unknown(mark) : blanked(mark));
    done = end;
  }
  return parts.join('') + text.slice(done);
}

function blanked(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}

/**
 * An expression as keepalived's own sign of what is unknown: a definition that is not there. What it has on further
 * lines is left out.
 */
export function asDefinition(expression: string): string {
  const lineEnd = expression.search(/[\r\n]/);
  const onLine = lineEnd < 0 ? expression : expression.slice(0, lineEnd);
  return `$_${hiddenExpression(onLine.slice(2))}${lineEnd < 0 ? '' : blanked(expression.slice(lineEnd))}`;
}

/**
 * The marks of a text in order. What closes a mark is looked for once, however many are open, so that this is one walk
 * over the text for each kind.
 */
export function* marksIn(text: string): Generator<TemplateMark> {
  const next = {
    '{{': nextOf(text, '}}'),
    '{%': nextOf(text, '%}'),
    '{#': nextOf(text, '#}'),
    '<%': nextOf(text, '%>'),
    '*/': nextOf(text, '*/'),
    line: nextOf(text, '\n'),
  };
  const opens = /\{[{%#]|<%/g;
  for (let found = opens.exec(text); found; found = opens.exec(text)) {
    const start = found.index;
    const open = found[0] as '{{' | '{%' | '{#' | '<%';
    let from = start + 2;
    if (open !== '<%' && /[-+]/.test(text.charAt(from))) from++;
    // A comment of Go's templates holds whatever it likes, up to its own sign.
    const isGoComment = open === '{{' && /^\s*\/\*/.test(text.slice(from, from + 200));
    const search = isGoComment ? (next['*/'](from) ?? text.length) : open === '{%' ? from + 1 : from;
    const close = next[open](search);
    const kind =
      close === undefined ? undefined : isGoComment ? 'comment' : kindOf(open, text, from, close, next.line(start));
    if (close === undefined || kind === undefined) {
      opens.lastIndex = start + 1;
      continue;
    }
    opens.lastIndex = close + 2;
    const inner = text.slice(from, close).trim().replace(/[-+]$/, '').trim();
    yield { start, end: close + 2, kind, inner };
  }
}

/** What a mark is; undefined where the signs belong to the configuration itself. */
function kindOf(
  open: '{{' | '{%' | '{#' | '<%',
  text: string,
  from: number,
  close: number,
  lineEnd = text.length,
): TemplateMark['kind'] | undefined {
  const length = close - from;
  const head = text.slice(from, from + 24);
  if (open === '{#') return length <= longest || /^\s/.test(head) ? 'comment' : undefined;
  if (open === '<%') {
    if (length > longest && !/^[-=#\s]/.test(head)) return undefined;
    if (/^-?=/.test(head)) return 'expression';
    return head.startsWith('#') ? 'comment' : 'statement';
  }
  if (open === '{%') {
    if (length > longest || !(/^\s/.test(head) || statement.test(head))) return undefined;
    return /^\s*include\b/.test(head) ? 'expression' : 'statement';
  }
  if (length > longest) return undefined;
  const inner = text.slice(from, close);
  // Over several lines only with a blank first, and with nothing in it that begins another mark.
  if (close >= lineEnd && (!/^\s/.test(inner) || /\{[{%]/.test(inner))) return undefined;
  return isAction(inner) ? 'statement' : 'expression';
}

/** Finds the next one of a sign, for places that are asked in order; undefined where there is none. */
function nextOf(text: string, sign: string): (from: number) => number | undefined {
  let known = -1;
  return (from) => {
    if (known < from) {
      const found = text.indexOf(sign, from);
      known = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return known === Number.POSITIVE_INFINITY ? undefined : known;
  };
}

/** Go's templates write statements like expressions. What puts other text in is an expression. */
function isAction(inner: string): boolean {
  return /^\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|\$\w+\s*(?:,\s*\$\w+\s*)?:?=|[#/](?:if|each|unless|with)\b|!)/.test(
    inner,
  );
}

/** Whether a part of a template holds the beginning or the end of a mark. */
export function hasTemplateMark(text: string): boolean {
  return /\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>/.test(text);
}
