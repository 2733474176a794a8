/**
 * The configuration with the named tracked scripts replaced by a look at a file, by which events make them fail.
 *
 * All else of a `vrrp_script` block, its interval, weight, rise and fall, stays as it is.
 */
export function controlScripts(conf: string, names: readonly string[], fileOf: (name: string) => string): string {
  return names.reduce((text, name) => {
    const start = new RegExp(`^[ \\t]*vrrp_script[ \\t]+"?${literal(name)}"?[ \\t]*\\{`, 'm').exec(text);
    if (start === null) throw new Error(`no vrrp_script ${name} in the configuration`);
    const head = text.slice(0, start.index + start[0].length);
    const rest = text.slice(head.length);
    const end = rest.indexOf('}');
    const block = end < 0 ? rest : rest.slice(0, end);
    const controlled = block.replace(/^([ \t]*script[ \t]).*$/m, `$1"/usr/bin/test -e ${fileOf(name)}"`);
    if (controlled === block) throw new Error(`vrrp_script ${name} names no script`);
    return head + controlled + rest.slice(block.length);
  }, conf);
}

/** The name as a regular expression that matches just it. */
function literal(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
