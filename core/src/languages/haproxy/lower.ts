import { memo } from '../../base/memo.ts';
import { type Site, siteInLine } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import { parseAddress } from './address.ts';
import type { BackendReference, Bind, HaproxyConfig, HaproxySection, Named, Server } from './config.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';

/** The model of a parsed configuration. Total: what cannot be understood is left out. Equal sections are lowered once. */
export const lowerHaproxy: (syntax: HaproxySyntax) => HaproxyConfig = memo((syntax: HaproxySyntax) => ({
  syntax,
  sections: syntax.chunks.map(lowerSection),
}));

/** A directive of a section: its words and the line they stand on. */
interface Directive {
  readonly keyword: string;
  readonly args: readonly Word[];
  readonly site: (word: Word) => Site;
  readonly wholeSite: Site;
}

const lowerSection = memo((syntax: SectionSyntax): HaproxySection => {
  const directives = directivesOf(syntax);
  const header = syntax.hasHeader ? directives.shift() : undefined;
  const binds: Bind[] = [];
  const servers: Server[] = [];
  const backends: BackendReference[] = [];
  let mode: Named | undefined;
  let checkedByDefault = false;
  for (const directive of directives) {
    const [first] = directive.args;
    if (directive.keyword === 'default-server') {
      checkedByDefault = isChecked(directive.args, checkedByDefault);
    } else if (!first) {
    } else if (directive.keyword === 'bind') {
      binds.push(...lowerBind(directive, first));
    } else if (directive.keyword === 'server') {
      servers.push(lowerServer(directive, first, checkedByDefault));
    } else if (directive.keyword === 'default_backend' || directive.keyword === 'use_backend') {
      backends.push({ kind: directive.keyword, ...named(directive, first) });
    } else if (directive.keyword === 'mode') {
      mode = named(directive, first);
    }
  }
  const name = header?.args[0];
  return {
    syntax,
    kind: header?.keyword ?? '',
    ...(header && name && { name: named(header, name) }),
    site: header?.wholeSite ?? { chunk: syntax, range: { start: 0, end: 0 } },
    ...(mode && { mode }),
    binds,
    servers,
    backends,
  };
});

function directivesOf(syntax: SectionSyntax): Directive[] {
  const directives: Directive[] = [];
  syntax.lines.forEach((line, index) => {
    // `no <keyword>` is the same directive negated; nothing lowered here has a negated form that matters yet.
    const [keyword, ...args] = line.words;
    if (!keyword) return;
    directives.push({
      keyword: keyword.value,
      args,
      site: (word) => siteInLine(syntax, index, word.range),
      wholeSite: siteInLine(syntax, index, {
        start: keyword.range.start,
        end: (args.at(-1) ?? keyword).range.end,
      }),
    });
  });
  return directives;
}

function named(directive: Directive, word: Word): Named {
  // A log-format in a backend's name (`use_backend %[…]`) is decided at run time.
  return { name: word.value, known: word.known && !word.value.includes('%['), site: directive.site(word) };
}

function lowerBind(directive: Directive, first: Word): Bind[] {
  const options = directive.args.slice(1).map((word) => word.value);
  const interfaceAt = options.indexOf('interface');
  const interfaceName = interfaceAt < 0 ? undefined : options[interfaceAt + 1];
  return first.value.split(',').map((text) => ({
    address: parseAddress(text, first.known),
    text,
    transparent: options.includes('transparent'),
    ...(interfaceName !== undefined && { interface: interfaceName }),
    site: directive.site(first),
  }));
}

function lowerServer(directive: Directive, name: Word, checkedByDefault: boolean): Server {
  const [, address, ...options] = directive.args;
  return {
    name: name.value,
    address: parseAddress(address?.value ?? '', address?.known ?? false),
    addressText: address?.value ?? '',
    checked: isChecked(options, checkedByDefault),
    backup: options.some((word) => word.value === 'backup'),
    site: directive.site(name),
  };
}

/** The last of `check` and `no-check` decides, as HAProxy applies them in order. */
function isChecked(options: readonly Word[], inherited: boolean): boolean {
  let checked = inherited;
  for (const option of options) {
    if (option.value === 'check') checked = true;
    else if (option.value === 'no-check') checked = false;
  }
  return checked;
}
