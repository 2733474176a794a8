import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { type Chunk, chunkStart, type Site } from '../../syntax/chunk.ts';
import { overlaps, uncertainStretches } from '../../syntax/template-branches.ts';
import { hasExpression } from '../../syntax/template-text.ts';
import type { KeepalivedConfig, Setting, VrrpInstance } from './config.ts';
import type { KeepalivedFile } from './file.ts';

/** The model of a file with what a template leaves open in it. That of a file that is none is handed back. */
export function withTemplate(config: KeepalivedConfig): KeepalivedConfig {
  return filesOf(config).some(({ template }) => template) ? keepalivedTemplate(config) : config;
}

/** A configuration is made of files of the workspace, of which its reader knows less. */
function filesOf({ configuration }: KeepalivedConfig): readonly KeepalivedFile[] {
  return configuration.files.filter((file): file is KeepalivedFile => 'template' in file);
}

const keepalivedTemplate = memo((config: KeepalivedConfig): KeepalivedConfig => {
  const isMaybe = maybeThere(filesOf(config));
  const outside = new Set<string>();
  for (const { keyword, site, args, block } of config.statements) {
    if (hasExpression(keyword)) outside.add('*');
    const isOpen = isMaybe(site) || args.some(({ value }) => hasExpression(value));
    if (isOpen && block && keyword !== 'vrrp_instance') outside.add(keyword);
  }
  addUnsure(outside, config.globals, isMaybe);
  for (const script of config.scripts) {
    const own = new Set<string>();
    addUnsure(own, script.settings, isMaybe);
    if (own.size > 0) outside.add('vrrp_script');
  }
  for (const group of config.syncGroups) addUnsure(outside, group.settings, isMaybe);
  const instances = config.instances.map((instance) => unsureInstance(instance, outside, isMaybe));
  return { ...config, instances, template: true };
});

type IsMaybe = (site: Site) => boolean;

function unsureInstance(instance: VrrpInstance, outside: ReadonlySet<string>, isMaybe: IsMaybe): VrrpInstance {
  const unsure = new Set(outside);
  if (isMaybe(instance.site)) unsure.add('vrrp_instance');
  const inBlock: IsMaybe = (site) => isMaybe(site) && site !== instance.site;
  addUnsure(unsure, instance.settings, inBlock);
  const marked = { ...instance, unsure };
  // Who is heard is not known: whoever has the same id is taken for a peer.
  if (!unsure.has('unicast_peer') && !unsure.has('unicast_src_ip')) return marked;
  const { unicastSource: _, ...others } = marked;
  return { ...others, unicastPeers: [] };
}

function addUnsure(unsure: Set<string>, settings: readonly Setting[], isMaybe: IsMaybe): void {
  for (const setting of settings) {
    const { keyword, args, children, site } = setting;
    if (hasExpression(keyword)) unsure.add('*');
    else if (keyword === 'authentication' && !isMaybe(site)) addUnsure(unsure, children, isMaybe);
    else if (isMaybe(site) || args.some(({ value }) => hasExpression(value)) || children.some(isOpen)) {
      unsure.add(keyword);
    }
  }
  function isOpen({ keyword, args, children, site }: Setting): boolean {
    return (
      isMaybe(site) || hasExpression(keyword) || args.some(({ value }) => hasExpression(value)) || children.some(isOpen)
    );
  }
}

/** Whether a place is between a condition and its end, in one of some files. */
function maybeThere(files: readonly KeepalivedFile[]): IsMaybe {
  const ofChunk = new Map<Chunk, { readonly start: number; readonly stretches: readonly TextRange[] }>();
  for (const file of files) {
    if (!file.template) continue;
    const stretches = uncertainStretches(file.text);
    if (stretches.length === 0) continue;
    for (const chunk of file.syntax.chunks) {
      ofChunk.set(chunk, { start: chunkStart(file.syntax, chunk) ?? 0, stretches });
    }
  }
  return ({ chunk, range }) => {
    const known = ofChunk.get(chunk);
    if (known === undefined) return false;
    const start = known.start + range.start;
    // A condition may also stand within the line: `priority {% if x %}101{% else %}99{% endif %}`.
    const end = chunk.text.indexOf('\n', range.start);
    return overlaps(known.stretches, start, known.start + (end < 0 ? chunk.text.length : end));
  };
}
