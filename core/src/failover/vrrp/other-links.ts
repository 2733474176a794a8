import { allVips, type VrrpGroup, vipKey } from '../../cluster/vrrp.ts';

/** Whether two virtual routers have an address on different interfaces of every node that lists it for both. */
export function onOtherLinks(one: VrrpGroup, other: VrrpGroup, vip: string): boolean {
  const links = new Map(linksOf(one, vip));
  const onBoth = linksOf(other, vip).filter(([node]) => links.has(node));
  return onBoth.length > 0 && onBoth.every(([node, link]) => links.get(node) !== link);
}

function linksOf(group: VrrpGroup, vip: string): [string, string][] {
  return group.members.flatMap(({ node, instance }) =>
    allVips(instance)
      .filter((own) => vipKey(own) === vip)
      .map((own): [string, string] => [node.name, own.device ?? instance.interface?.value ?? '']),
  );
}
