import { isLinkLocal } from '../../base/link-local.ts';
import { memo } from '../../base/memo.ts';
import { type VrrpGroup, vrrpGroups } from '../../cluster/vrrp.ts';
import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';

/** Who belongs to what in a model: asked at every step, and always the same. Lists are in the model's order. */
export interface ModelIndex {
  /** By the node's place in the model. */
  readonly ofNode: readonly (readonly RouterModel[])[];
  /** By the router's place: itself, then the other members of its sync group. */
  readonly syncMembers: readonly (readonly RouterModel[])[];
  readonly ofGroup: ReadonlyMap<VrrpGroup, readonly RouterModel[]>;
  /** Who lists an address. */
  readonly ofVip: ReadonlyMap<string, readonly RouterModel[]>;
  /** Each virtual IP with the group that moves it (the first one, should two list it). */
  readonly vipGroups: ReadonlyMap<string, VrrpGroup>;
}

export const indexOf: (model: FailoverModel) => ModelIndex = memo((model: FailoverModel): ModelIndex => {
  const ofNode: RouterModel[][] = model.nodes.map(() => []);
  const ofSync = new Map<string, RouterModel[]>();
  const ofGroup = new Map<VrrpGroup, RouterModel[]>();
  const ofVip = new Map<string, RouterModel[]>();
  for (const router of model.routers) {
    ofNode[router.nodeIndex]?.push(router);
    if (router.sync !== undefined) addTo(ofSync, router.sync, router);
    addTo(ofGroup, router.group, router);
    for (const vip of router.vips) addTo(ofVip, vip, router);
  }
  const vipGroups = new Map<string, VrrpGroup>();
  for (const group of vrrpGroups(model.cluster)) {
    for (const vip of group.addresses) {
      // A link-local address that another virtual router of another link has is followed there.
      if (!vipGroups.has(vip) && (ofVip.has(vip) || !isLinkLocal(vip))) vipGroups.set(vip, group);
    }
  }
  const syncMembers = model.routers.map((router) => {
    const all = router.sync === undefined ? undefined : ofSync.get(router.sync);
    return all ? [router, ...all.filter((other) => other !== router)] : [router];
  });
  return { ofNode, syncMembers, ofGroup, ofVip, vipGroups };
});

function addTo<Key>(lists: Map<Key, RouterModel[]>, key: Key, router: RouterModel): void {
  const list = lists.get(key);
  if (list) list.push(router);
  else lists.set(key, [router]);
}
