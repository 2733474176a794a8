/** A command of a shell script, or a word of its structure (`if …`, `then`, `fi`). */
export interface ShellStatement {
  readonly text: string;
  readonly start: number;
}

/** Longer scripts and deeper nesting are not judged. */
const longest = 20_000;
const deepest = 20;

/**
 * The commands of which one decides the result of a script (or of `sh -c '…'`), when all of them always succeed and
 * nothing ends the script earlier with a failure. Undefined where it may fail, or where that is not known.
 */
export function harmlessEnds(script: string): readonly ShellStatement[] | undefined {
  const statements = script.length > longest ? undefined : statementsOf(script);
  if (!statements || statements.length === 0 || statements.some(mayEndBadly)) return undefined;
  const ends = endsOf(statements, statements.length - 1, 0);
  return ends?.every((end) => alwaysSucceeds(end.text)) ? ends : undefined;
}

/** Something that ends the script with a failure, or with a result that is not known here. */
function mayEndBadly({ text }: ShellStatement): boolean {
  return (
    /\bexit\s+(?!0\b)\S|\bexit\s*(?:$|[;}&|)])|\breturn\b|\bset\s+-\w*e|\bexec\b|\berrexit\b|\bpipefail\b/.test(text) ||
    /^(?:\.|source|trap|eval)\s/.test(text) ||
    (text.includes('$$') && /\bkill\b/.test(text)) ||
    text.includes('<<')
  );
}

/** The last commands that may run: of a conditional those of each branch. */
function endsOf(all: readonly ShellStatement[], index: number, depth: number): readonly ShellStatement[] | undefined {
  const last = all[index];
  if (!last || depth > deepest) return undefined;
  const opening = openings.get(last.text);
  if (!opening) return structure.test(last.text) || last.text === ';;' ? undefined : [last];
  const ends: ShellStatement[] = [];
  let open = 0;
  for (let at = index - 1; at >= 0; at--) {
    const { text } = all[at] as ShellStatement;
    const before = open === 0 && (at === index - 1 || isBoundary(all[at + 1]?.text ?? '', last.text));
    if (before && !(last.text === 'esac' && text === ';;')) {
      const inner = endsOf(all, at, depth + 1);
      if (!inner) return undefined;
      ends.push(...inner);
    }
    if (openings.has(text)) open++;
    else if (anyOpening.test(text)) {
      if (open === 0) return opening.test(text) ? ends.reverse() : undefined;
      open--;
    }
  }
  return undefined;
}

/** Words that end a branch of the structure that `closing` ends. */
function isBoundary(text: string, closing: string): boolean {
  return closing === 'fi' ? text === 'else' || text.startsWith('elif ') : closing === 'esac' && text === ';;';
}

const openings = new Map([
  ['fi', /^if\b/],
  ['done', /^(?:while|until|for|select)\b/],
  ['esac', /^case\b/],
]);
const anyOpening = /^(?:if|while|until|for|select|case)\b/;
const structure = /^(?:then|else|do|elif|if|while|until|for|select|case|fi|done|esac|\}|\{|\(|!)(?=\s|$)|^\w+\s*\(\)/;

/** Whether a command, or the last one of a list such as `a || b`, tells nothing but its own success. */
function alwaysSucceeds(text: string): boolean {
  const parts = listOf(text);
  const last = parts.at(-1);
  if (!last || !harmless.test(last.command)) return false;
  // `a && echo` fails where a does; after `||` and `|` the last command alone counts.
  return last.after !== '&&' || alwaysSucceeds(text.slice(0, last.at));
}

const harmless = /^(?:exit\s+0|true|:|(?:\/\S*\/)?(?:true|echo|printf|logger|sleep|date)\b.*)$/s;

/** The commands of `a && b || c | d`, each with the operator before it and where that stands. */
function listOf(text: string): { readonly command: string; readonly after: string; readonly at: number }[] {
  const parts: { command: string; after: string; at: number }[] = [];
  let from = 0;
  let after = '';
  let at = 0;
  for (const { 0: word, index } of text.matchAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"|\$\([^()]*\)|[<>]&|&>|\|\||&&|\|/gs)) {
    if (word !== '||' && word !== '&&' && word !== '|') continue;
    parts.push({ command: text.slice(from, index).trim(), after, at });
    from = index + word.length;
    after = word;
    at = index;
  }
  return [...parts, { command: text.slice(from).trim(), after, at }];
}

/** The commands of a text, one after another; undefined where a quote or a bracket stays open. */
function statementsOf(script: string): ShellStatement[] | undefined {
  const found: ShellStatement[] = [];
  let from = 0;
  let brackets = 0;
  const take = (end: number) => addStatement(found, script, from, end);
  const tokens =
    /\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|(?<=^|[\s;&|(])#[^\n]*|\$?\(|\)|[<>]&|&>|&&|\|\||;;|[;&\n'"`]/g;
  for (const { 0: token, index } of script.matchAll(tokens)) {
    if (token === "'" || token === '"' || token === '`') return undefined;
    if (token.endsWith('(')) brackets++;
    else if (token === ')') brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && /^(?:;;|[;&\n#])/.test(token)) {
      take(index);
      if (token === ';;') found.push({ text: ';;', start: index });
      from = index + (token.startsWith('#') ? token.length : token === ';;' ? 2 : 1);
    }
  }
  take(script.length);
  return brackets === 0 ? found : undefined;
}

/** Words such as `then` stand alone; the pattern of a branch of `case` is no part of the command. */
function addStatement(into: ShellStatement[], script: string, from: number, end: number): void {
  const text = script.slice(from, end).trim();
  if (text === '') return;
  const start = from + script.slice(from, end).search(/\S/);
  const word = /^(?:then|else|do)(?=\s)/.exec(text)?.[0];
  const pattern =
    into.at(-1)?.text === ';;' || /^case\b/.test(into.at(-1)?.text ?? '') ? /^[^()\s]+\)/.exec(text)?.[0] : undefined;
  const inCase = /^case\s+\S+\s+in(?=\s)/.exec(text)?.[0];
  const first = word ?? pattern ?? inCase;
  if (first === undefined) {
    into.push({ text, start });
    return;
  }
  if (first !== pattern) into.push({ text: first, start });
  addStatement(into, script, start + first.length, end);
}
