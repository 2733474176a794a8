import { memo } from '../../base/memo.ts';
import type { KeepalivedConfig, Named, SyncGroup, VrrpInstance, VrrpScript } from './config.ts';

/** The script of a name; of several the first. */
export function scriptNamed(config: KeepalivedConfig, name: string): VrrpScript | undefined {
  return scriptsOf(config).get(name);
}

/** The sync groups that have an instance of a name as a member, in order. */
export function syncGroupsWith(config: KeepalivedConfig, name: string): readonly SyncGroup[] {
  return groupsOf(config).get(name) ?? [];
}

/** The instances of some names, in the order of the configuration. */
export function instancesNamed(config: KeepalivedConfig, names: readonly string[]): readonly VrrpInstance[] {
  const positions = new Set<number>();
  for (const name of names) for (const at of placesOf(config).get(name) ?? []) positions.add(at);
  return [...positions].sort((a, b) => a - b).flatMap((at) => config.instances[at] ?? []);
}

const scriptsOf = memo((config: KeepalivedConfig) => firstByName(config.scripts));

const groupsOf = memo(({ syncGroups }: KeepalivedConfig) => {
  const groups = new Map<string, SyncGroup[]>();
  for (const group of syncGroups) {
    for (const name of new Set(group.members.map((member) => member.name))) {
      const known = groups.get(name);
      if (known) known.push(group);
      else groups.set(name, [group]);
    }
  }
  return groups;
});

const placesOf = memo(({ instances }: KeepalivedConfig) => {
  const places = new Map<string, number[]>();
  instances.forEach(({ name }, index) => {
    const known = places.get(name);
    if (known) known.push(index);
    else places.set(name, [index]);
  });
  return places;
});

/** A table of named things in which the first of a name counts. */
export function firstByName<T extends Pick<Named, 'name'>>(list: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const each of list) if (!found.has(each.name)) found.set(each.name, each);
  return found;
}
