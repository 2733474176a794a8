import type { GroupMember } from '../../cluster/vrrp.ts';
import { scriptNamed } from '../../languages/keepalived/by-name.ts';
import { electionSettings } from '../../languages/keepalived/tracking.ts';
import type { Standing } from '../standing.ts';
import { checkDoubt } from './check-doubts.ts';
import { effectivePriority, type Look } from './priority.ts';
import { type Tracker, trackersOf } from './trackers.ts';

/** What a script or process that counts the other way round (`reverse`) does when all is well. */
export type UsualResult = 'succeeds' | 'fails' | 'unknown';

/** Names of what is there only while somebody works on the machine, or while something is wrong. */
const flagName =
  /maint|upkeep|drain|disab|down|stop|standby|backup|demot|evict|evac|fault|fail|broken|dead|lock|flag|hold|leave|absent|offline|service_?off|degrad/i;

/** Names of what asks whether something works. */
const healthName = /chk|check|health|alive|running|is_?up|active|svc|service|monitor|haproxy|nginx/i;

/** Commands that succeed while something works. */
const healthCommand =
  /\b(?:pidof|pgrep|killall|nc|ncat|curl|wget|ping6?|fping|is-active|haproxy|nginx|mysqladmin|pg_isready)\b/;

/**
 * What a tracker does when all is well. Without `reverse` a success is what is wanted. With it, a success counts against
 * the node: right for a test of a flag that is there during maintenance only, which fails when all is well, and a
 * mistake for a test of a service.
 */
export function usualResult(member: GroupMember, tracker: Tracker): UsualResult {
  if (!tracker.reverse || tracker.kind === 'interface') return 'succeeds';
  const command =
    tracker.kind === 'script'
      ? (scriptNamed(member.config, tracker.name)?.command?.value ?? '')
      : (electionSettings(member.config).processNamed(tracker.name)?.command ?? '');
  if (tracker.kind === 'script') {
    const test = fileTest(command);
    if (test !== undefined) return test === 'absent' ? 'succeeds' : 'fails';
    if (healthCommand.test(command)) return 'succeeds';
  }
  if (flagName.test(tracker.name) || flagName.test(command)) return 'fails';
  return healthName.test(tracker.name) || healthName.test(command) ? 'succeeds' : 'unknown';
}

/** Whether a command looks for a file, and succeeds while it is there or while it is not. */
function fileTest(command: string): 'there' | 'absent' | undefined {
  const bare = command.replace(/^['"]|['"]$/g, '');
  if (/^<\s*\//.test(bare)) return 'there';
  const found = /(?:^|[/\s'"])(?:test|\[{1,2})\s+(!\s+)?-[defrsh]\s+\S/.exec(bare);
  if (found) return found[1] === undefined ? 'there' : 'absent';
  return /^(?:\/\S*\/)?(?:ls|stat|cat|readlink)\s+(?:-\S+\s+)*\/\S+$/.test(bare) ? 'there' : undefined;
}

/** Whether a script or process of the member is down when all is well. What nobody knows is taken to be well. */
export function isUsuallyDown(member: GroupMember, tracker: Tracker): boolean {
  if (!tracker.reverse || tracker.kind === 'interface' || tracker.kind === 'file') return false;
  const usual = usualResult(member, tracker);
  // With a weight the better of both is taken, without one the state in which the script was written: it ends well.
  return usual === 'fails' || (usual === 'unknown' && tracker.weight !== 0);
}

/**
 * The number in a tracked file when all is well: the one that keepalived writes at its start, else 0, as for no file;
 * where a file that is there is what keeps the node in (`weight 0 reverse`), 1.
 */
export function usualNumber(member: GroupMember, tracker: Tracker): number {
  const otherwise = tracker.weight === 0 && tracker.reverse ? 1 : 0;
  return electionSettings(member.config).fileNamed(tracker.name)?.initial ?? otherwise;
}

/** A number that counts against the node: 1 where that lowers its priority or puts it in FAULT, else the lowest that counts. */
export function badNumber({ weight, reverse }: Tracker): number {
  if (weight === 0) return reverse ? 0 : 1;
  return reverse === weight > 0 ? 1 : -254;
}

/** How a tracker turns against its node, in a word: a flag does by succeeding. */
export function turnsBadBy(member: GroupMember, tracker: Tracker): 'fails' | 'succeeds' {
  return isUsuallyDown(member, tracker) ? 'succeeds' : 'fails';
}

/** What the member's trackers see when all is well. */
export function usualLook(member: GroupMember): Look {
  return (tracker) => (tracker.kind === 'file' ? usualNumber(member, tracker) : isUsuallyDown(member, tracker));
}

/** The member's priority when all is well. */
export function usualPriority(member: GroupMember): Standing {
  return effectivePriority(member, usualLook(member));
}

/** The member's priority when some of its scripts and processes are not as they usually are. */
export function priorityWithout(member: GroupMember, turned: (tracker: Tracker) => boolean): Standing {
  const look = usualLook(member);
  return effectivePriority(member, (tracker) => {
    const usual = look(tracker);
    return turned(tracker) && typeof usual === 'boolean' ? !usual : usual;
  });
}

/** What makes an answer about the member uncertain: numbers and results that no file holds, in words. */
export function unknownTrackers(member: GroupMember): string[] {
  const settings = electionSettings(member.config);
  return trackersOf(member).flatMap((tracker): string[] => {
    const { name, weight } = tracker;
    const doubt = checkDoubt(member, tracker);
    if (doubt !== undefined) return [doubt];
    if (tracker.kind === 'file') {
      const path = settings.fileNamed(name)?.path ?? '';
      const effect =
        weight === 0 ? 'decides whether it takes part' : `counts ${tracker.reverse ? -weight : weight} times`;
      return [
        `the number in ${path === '' ? name : path}, which ${effect} on ${member.node.name}, is in no file here and is taken to be ${usualNumber(member, tracker)}`,
      ];
    }
    if (usualResult(member, tracker) !== 'unknown') return [];
    const taken = isUsuallyDown(member, tracker) ? 'to fail' : 'to succeed';
    return [
      `${name} counts the other way round (reverse) on ${member.node.name}, and nobody can tell from the files whether it succeeds when all is well: it is taken ${taken}`,
    ];
  });
}
