import { groupVipsText, vipLabel, vipState } from './captions.ts';
import type { DiagramText, Role } from './diagram.ts';
import { type DraftBox, type Drawing, write } from './draft-box.ts';
import { groupFold } from './fold.ts';
import type { VipNode } from './graph.ts';
import { elide, textWidth } from './text-size.ts';

const pad = 14;
const lineHeight = 18;

/** One box for each virtual IP (or those of a group that share their fate): address, group, who has it. */
export function vipBox(vip: VipNode, { revealOf, open }: Drawing): DraftBox {
  const lines = [
    ...groupVipsText(vip).map((text): [string, DiagramText['style']] => [text, 'title']),
    [vipGroupLine(vip), 'muted'] as [string, DiagramText['style']],
    ...vipState(vip),
  ];
  const width = Math.min(
    420,
    Math.max(240, 2 * pad + Math.max(...lines.map(([text, style]) => textWidth(text, style)))),
  );
  const texts = lines.map(([text, style], index) =>
    write(elide(text, style, width - 2 * pad), style, width / 2, pad + 12 + index * lineHeight, 'middle'),
  );
  const roles: Role[] = [
    vip.verdict === 'ok' ? 'active' : 'danger',
    ...(vip.certain && !vip.unserved ? [] : ['uncertain' as const]),
  ];
  return {
    id: vip.id,
    kind: 'vip',
    roles,
    width,
    height: 2 * pad + lines.length * lineHeight - 4,
    texts,
    label: vipLabel(vip),
    ...(vip.folds
      ? { fold: { id: groupFold, open: open.has(groupFold) }, names: [...vip.folds, ...vip.addresses] }
      : { ...revealOf(vip.site), names: vip.addresses.slice(2) }),
  };
}

function vipGroupLine(vip: VipNode): string {
  const ids = vip.virtualRouterIds.join(' and ');
  return ids === '' ? vip.group : `${vip.group} · virtual router ${ids}`;
}
