import type { FileSite } from '../cluster/cluster.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import type { KeepalivedFile } from '../languages/keepalived/file.ts';
import { keepalived } from '../languages/keepalived/language.ts';
import { isOf } from '../languages/language.ts';
import { startOf } from '../lint/not-judged.ts';
import { ruleOf } from '../lint/rule-of.ts';
import { hasExpression } from '../syntax/template-text.ts';
import type { Snapshot } from './snapshot.ts';

/** What may keep machines from being found to be one cluster, and where it stands. */
export interface Obstacle {
  readonly at: FileSite;
  readonly message: string;
}

/**
 * Why machines of which none are in a cluster may be one all the same: what tells it may stand in what haconf did not
 * read, or is filled in by a template. One for each file that has any, in the order of the files.
 */
export function keptApart(snapshot: Snapshot): readonly Obstacle[] {
  return [...snapshot.files.values()].flatMap((file): Obstacle[] => {
    if (!isOf(file, keepalived)) return [];
    const limit = snapshot.fileFindings(file.path).find(({ rule }) => ruleOf(rule)?.notRead);
    if (limit) return [{ at: limit.at, message: 'more than haconf reads: what tells its cluster may be left out' }];
    return file.template ? ofTemplate(file, snapshot.modelsAround(file)) : [];
  });
}

const advice = 'a haconf.json can say which machines are a cluster';

function ofTemplate({ path, syntax }: KeepalivedFile, configs: readonly KeepalivedConfig[]): Obstacle[] {
  const vips = configs.flatMap(({ instances }) => instances.flatMap((instance) => instance.vips));
  const open = vips.find(({ text }) => hasExpression(text));
  if (open) {
    const message = `a template fills in the virtual address, so who shares it is not known; ${advice}`;
    return [{ at: { path, site: open.site }, message }];
  }
  if (vips.length > 0) return [];
  const message = `no virtual address is written out in this template, so who shares it is not known; ${advice}`;
  return [{ at: startOf(path, syntax.chunks), message }];
}
