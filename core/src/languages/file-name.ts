/** What of a path tells the language of a file, in lower case. */
export interface FileName {
  /** As it is. */
  readonly written: string;
  /** Without what a template engine adds: `haproxy.cfg` of `haproxy.cfg.j2`. */
  readonly name: string;
  readonly folders: readonly string[];
}

/** `certain` needs no look at the text, `possible` does. */
export type Certainty = 'certain' | 'possible';

export function fileNameOf(path: string): FileName {
  const folders = path.toLowerCase().split('/');
  const written = folders.pop() ?? '';
  // Template engines: Jinja, ERB, EPP, Go, consul-template, Helm, autoconf.
  const name = written.replace(/\.(?:j2|jinja2?|erb|epp|tmpl|template|tpl|ctmpl|gotmpl|in)$/, '');
  return { written, name, folders };
}

/** Whether a file is a template whose name says which program it is for and nothing else: `haproxy-config.template`. */
export function isTemplateOf({ written, name }: FileName, program: string): boolean {
  if (written === name || !name.startsWith(program)) return false;
  return /^(?:[-_.]conf(?:ig)?)?$/.test(name.slice(program.length));
}
