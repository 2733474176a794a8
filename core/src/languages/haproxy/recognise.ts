import { type Certainty, type FileName, isTemplateOf } from '../file-name.ts';

/** Claims names that belong to HAProxy; other `.cfg` files are possible only, and those of nginx's folders none of ours. */
export function guessHaproxy(file: FileName): Certainty | undefined {
  const { name, folders } = file;
  if (!name.endsWith('.cfg')) {
    return !name.endsWith('.conf') && isTemplateOf(file, 'haproxy') ? 'possible' : undefined;
  }
  if (name.includes('haproxy')) return 'certain';
  if (folders.some((folder) => folder === 'haproxy' || folder === 'haproxy.d')) return 'certain';
  return folders.some((folder) => folder === 'conf.d' || folder === 'nginx' || folder === 'sites-enabled')
    ? undefined
    : 'possible';
}

/** Whether a section begins, and a line stands that only HAProxy has. */
export function isHaproxy(head: string): boolean {
  return (
    /^(?:global|defaults|frontend|backend|listen)\b[^={]*$/m.test(head) &&
    /^[ \t]+(?:bind|server|mode|default_backend|timeout|maxconn)[ \t]+\S/m.test(head)
  );
}
